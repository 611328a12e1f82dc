"""Whom a mentee could be proposed to next, everything accepted or waiting staying as it is.

Their own wishes come first, in their order; then whoever fits best by the rules of the draft.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from matching.enums import MatchSide, MatchState
from matching.models import Draft, MatchMember, Round
from matching.publishing.enums import SendingState
from matching.rounds.assembling import Assembly, assemble
from matching.rounds.enums import RuleStrength, RuleTest
from programmes.models import Participant

MOST_CHOICES = 5
MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A mentor who could be next, and why."""

    mentor: Participant
    points: int
    parts: tuple[int, ...]
    room: int
    # The place on the mentee's own list; None where they did not name them.
    wish: int | None
    reasons: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """Return why, in one line."""
        return ", ".join(self.reasons)


def latest_sent(chosen: Round) -> Draft | None:
    """Return the draft of a round of which pairs were sent last."""
    sendings = chosen.sendings.filter(state=SendingState.SENT).select_related("draft")
    last = sendings.order_by("-sent_at").first()
    return last.draft if last else None


def next_choices(
    chosen: Round,
    mentees: Collection[UUID],
    *,
    draft: Draft | None,
    without: UUID | None = None,
    apart: frozenset[tuple[UUID, UUID]] = frozenset(),
) -> dict[UUID, list[Choice]]:
    """Return for each of these mentees whom they could meet next, the best first.

    By the rules of the draft, with the room that is left now, and as if the match `without` had
    ended. Those who stay `apart` are pairs of participants, mentee first. A constant number of
    queries.
    """
    wanted = set(mentees)
    if not wanted:
        return {}
    settings = draft.settings if draft is not None and "seats" in draft.settings else None
    assembly = assemble(chosen, settings=settings, without=without)
    silent = unanswered_pairs(chosen) | apart
    return {
        place.pk: _choices(assembly, position, silent)
        for position, place in enumerate(assembly.mentees)
        if place.pk in wanted
    }


def unanswered_pairs(chosen: Round) -> frozenset[tuple[UUID, UUID]]:
    """Return who was proposed to whom without an answer in time; mentee first, one query."""
    rows = MatchMember.objects.filter(
        match__cohort=chosen.cohort_id, match__state=MatchState.EXPIRED
    ).values_list("match", "side", "participant")
    sides: dict[UUID, dict[str, list[UUID]]] = {}
    for match, side, participant in rows:
        sides.setdefault(match, {name: [] for name in MatchSide.values})[side].append(participant)
    return frozenset(
        (mentee, mentor)
        for members in sides.values()
        for mentee in members[MatchSide.MENTEE]
        for mentor in members[MatchSide.MENTOR]
    )


def _choices(
    assembly: Assembly, position: int, silent: frozenset[tuple[UUID, UUID]]
) -> list[Choice]:
    """Return whom one mentee could meet next."""
    mentee = assembly.mentees[position]
    scores = assembly.scores.rows(position, position + 1)[0]
    full = {member for group in assembly.groups if not group.capacity for member in group.members}
    ranks = _ranks(assembly, position)
    open_to = [
        mentor
        for mentor, points in enumerate(scores)
        if points >= 0
        and assembly.capacity[mentor] > 0
        and mentor not in full
        and assembly.mentors[mentor].pk not in assembly.held_back
        and (position, mentor) not in assembly.apart
        and (mentee.pk, assembly.mentors[mentor].pk) not in silent
    ]
    never = len(assembly.mentors) + 1
    open_to.sort(key=lambda mentor: (ranks.get(mentor, never), -int(scores[mentor]), mentor))
    return [
        _choice(assembly, position, mentor, int(scores[mentor]), ranks.get(mentor))
        for mentor in open_to[:MOST_CHOICES]
    ]


def _ranks(assembly: Assembly, position: int) -> dict[int, int]:
    """Return the place of each mentor on a mentee's list, 1 the favourite."""
    if assembly.mentee_wishes is None:
        return {}
    tiers = assembly.mentee_wishes[position]
    return {mentor: rank for rank, tier in enumerate(tiers, start=1) for mentor in tier}


def _choice(
    assembly: Assembly, position: int, mentor: int, points: int, rank: int | None
) -> Choice:
    """Return one mentor with the reasons for them."""
    parts = assembly.scores.contributions(position, mentor)
    weighing = [
        rule for rule in assembly.settings["rules"] if rule["strength"] == RuleStrength.SHOULD
    ]
    told = sorted(zip(parts, weighing, strict=True), key=lambda row: -row[0])
    # Their place on the list says more than that wishes weigh, and is not always there.
    reasons = [
        _named(str(rule["short_name"]))
        for part, rule in told
        if part > 0 and rule["test"] != RuleTest.WISHES
    ][:MOST_REASONS]
    if rank is not None:
        reasons.insert(0, _("wish %(rank)d on their list") % {"rank": rank})
    return Choice(
        mentor=assembly.mentors[mentor],
        points=points,
        parts=tuple(int(part) for part in parts),
        room=int(assembly.capacity[mentor]),
        wish=rank,
        reasons=tuple(reasons),
    )


def _named(rule: str) -> str:
    """Return the short name of a rule; a question stands in quotation marks."""
    return f"“{rule}”" if rule.endswith("?") else rule
