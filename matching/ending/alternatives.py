"""Whom the mentee of a match could meet instead: the engine's best, each with its reasons."""

from dataclasses import dataclass, field
from uuid import UUID

from matching.drafts.wording import fit_of
from matching.enums import MatchSide
from matching.models import Match, Round
from matching.publishing.next_wish import Choice, latest_sent, next_choices
from matching.publishing.reasons import reason_of
from matching.rounds.enums import RuleStrength
from matching.rounds.knowing import partners_before
from matching.rounds.settings import Settings, settings_of
from programmes.models import Participant


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Mentors for a mentee, the best first, and by which rules; empty where nobody has room.

    `is_by_rules` is false where the cohort has no round whose rules weigh anything: then only room
    and training count, and no fit is told. `answer_days` is how long the two may answer.
    """

    choices: tuple[Choice, ...] = ()
    settings: Settings = field(default_factory=dict)
    is_by_rules: bool = False
    answer_days: int = 7

    def choice_of(self, mentor_id: object) -> Choice | None:
        """Return the choice of one mentor; None where they are not among them."""
        return next((each for each in self.choices if str(each.mentor.pk) == str(mentor_id)), None)

    def fit(self, choice: Choice) -> int | None:
        """Return how well the two fit, of 100; None where no rule tells."""
        return fit_of(choice.points) if self.is_by_rules else None

    def reason(self, choice: Choice, *, other: str) -> str:
        """Return why the two, as both may read it about the `other`."""
        return reason_of(choice.parts, self.settings, other=other)


def mentee_of(match: Match) -> Participant | None:
    """Return whose mentor is sought: the only mentee of a match; None in a group and for peers."""
    mentees = [each for each in match.members.all() if each.side == MatchSide.MENTEE]
    is_single = len(mentees) == 1 and not match.is_of_peers
    return mentees[0].participant if is_single else None


def alternatives_to(match: Match, mentee: Participant) -> Alternatives:
    """Return whom a mentee could meet once this match has ended; about 40 queries.

    By the rules of the cohort's latest round, open or closed. Whom they were with before, or who
    did not answer, is left out.
    """
    chosen = match.cohort.matching_rounds.order_by("-number").first() or Round(cohort=match.cohort)
    draft = latest_sent(chosen) if chosen.drafts.exists() else None
    is_kept = draft is not None and "seats" in draft.settings
    settings = draft.settings if draft is not None and is_kept else settings_of(chosen)
    found = next_choices(
        chosen, [mentee.pk], draft=draft, without=match.pk, apart=_earlier(chosen, mentee)
    )
    is_by_rules = any(rule["strength"] == RuleStrength.SHOULD for rule in settings["rules"])
    choices = found.get(mentee.pk, [])
    if not is_by_rules:
        choices = sorted(choices, key=lambda choice: (-choice.room, choice.mentor.person.name))
    return Alternatives(
        choices=tuple(choices),
        settings=settings,
        is_by_rules=is_by_rules,
        answer_days=chosen.answer_days,
    )


def _earlier(chosen: Round, mentee: Participant) -> frozenset[tuple[UUID, UUID]]:
    """Return the mentee beside everybody they were matched with before; two queries."""
    people = [UUID(pk) for pk in partners_before(chosen).get(mentee.person_id, ())]
    places = Participant.objects.filter(cohort=chosen.cohort_id, person__in=people)
    return frozenset((mentee.pk, place) for place in places.values_list("pk", flat=True))
