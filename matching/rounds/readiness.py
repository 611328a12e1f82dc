"""Who of a cohort can be matched in a round, and who cannot yet, with the reason."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from matching.actions.proposals import MATCHABLE
from matching.enums import (
    CURRENT_STATES,
    MENTORED_SIDES,
    MENTORING_SIDES,
    MatchSide,
    MatchState,
)
from matching.models import MatchingPlace, MatchMember, MatchRequest, Round
from programmes.checks.standing import blocked_by_checks
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant
from training.queries import Gate, gates_of, today_at

Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Taken:
    """What the matches and requests of a cohort take away already.

    `by_mentor` counts the mentees of a mentor, those who have asked and wait included;
    `by_mentee` the mentors of a mentee; `pairs` has who is with whom, and `declined` who said no.
    """

    by_mentor: Mapping[UUID, int]
    by_mentee: Mapping[UUID, int]
    pairs: frozenset[Pair]
    declined: frozenset[Pair]


def everybody_in(chosen: Round) -> list[Participant]:
    """Return all who take part in the round's cohort, by id; one query."""
    rows = Participant.objects.filter(cohort=chosen.cohort_id).taking_part()
    people = list(rows.select_related("person", "cohort__programme__organisation"))
    return sorted(people, key=lambda place: str(place.pk))


def words_of(chosen: Round) -> dict[UUID, MatchingPlace]:
    """Return what each participant of the cohort said of themselves for matching; one query."""
    rows = MatchingPlace.objects.filter(participant__cohort=chosen.cohort_id)
    return {word.participant_id: word for word in rows}


def taken_in(chosen: Round, *, without: UUID | None = None) -> Taken:
    """Return the seats that are taken in the round's cohort, and by whom; two queries.

    The match `without` takes no seat, as if it had ended; its people stay apart all the same.
    """
    states = (*CURRENT_STATES, MatchState.DECLINED)
    rows = MatchMember.objects.filter(match__cohort=chosen.cohort_id, match__state__in=states)
    sides: defaultdict[tuple[UUID, bool], dict[str, list[UUID]]] = defaultdict(
        lambda: {side: [] for side in MatchSide.values}
    )
    for match, state, side, place in rows.values_list(
        "match", "match__state", "side", "participant"
    ):
        sides[match, state == MatchState.DECLINED][side].append(place)
    by_mentor: defaultdict[UUID, int] = defaultdict(int)
    by_mentee: defaultdict[UUID, int] = defaultdict(int)
    pairs: tuple[set[Pair], set[Pair]] = (set(), set())
    for (match, is_declined), members in sides.items():
        mentees = [place for side in MENTORED_SIDES for place in members[side]]
        mentors = [place for side in MENTORING_SIDES for place in members[side]]
        pairs[is_declined].update((mentee, mentor) for mentee in mentees for mentor in mentors)
        if not is_declined and match != without:
            for mentor in mentors:
                by_mentor[mentor] += sum(mentee != mentor for mentee in mentees)
            for mentee in mentees:
                by_mentee[mentee] += sum(mentor != mentee for mentor in mentors)
    asked = MatchRequest.objects.filter(round=chosen).waiting().values_list("mentor", flat=True)
    for mentor in asked.order_by():
        by_mentor[mentor] += 1
    return Taken(by_mentor, by_mentee, frozenset(pairs[0]), frozenset(pairs[1]))


def reason_not_ready(place: Participant, said: MatchingPlace | None) -> str:
    """Return, as a sentence, why somebody is not in the round at all; empty where they are."""
    words = {"name": place.person.name}
    if place.state == ParticipantState.INVITED:
        return _("%(name)s was invited, and has not answered yet.") % words
    if place.state == ParticipantState.APPLIED:
        return _("%(name)s’s application is not decided yet.") % words
    if place.state not in MATCHABLE:
        return _("%(name)s has finished.") % words
    if not place.person.can_sign_in:
        return _("%(name)s has no e-mail address, so nobody can ask them.") % words
    if said is not None and said.is_resting:
        return _("%(name)s sits this time out.") % words
    return ""


def gates_in(chosen: Round, places: Sequence[Participant]) -> dict[UUID, Gate]:
    """Tell of each participant whether their training lets them be matched; twelve queries."""
    gates: dict[UUID, Gate] = {}
    for role in ParticipantRole:
        side = [place for place in places if place.role == role]
        if side:
            gates |= gates_of(chosen.cohort.programme, role, side)
    return gates


def checks_against(chosen: Round, places: Sequence[Participant]) -> dict[UUID, list[str]]:
    """Return the checks that keep participants from being matched, by participant; two queries."""
    return blocked_by_checks(places, today_at(chosen.cohort.programme.organisation))


def held_back(
    places: Iterable[Participant],
    gates: Mapping[UUID, Gate],
    blocked: Mapping[UUID, Sequence[str]],
) -> dict[UUID, tuple[str, ...]]:
    """Return, a sentence each, what keeps people who are in the round from being matched."""
    found: dict[UUID, tuple[str, ...]] = {}
    for place in places:
        reasons = []
        if not gates[place.pk].allowed:
            reasons.append(gates[place.pk].reason)
        if names := blocked.get(place.pk):
            words = {"name": place.person.name, "checks": ", ".join(names)}
            reasons.append(_("%(name)s’s %(checks)s is missing or out of date.") % words)
        if reasons:
            found[place.pk] = tuple(reasons)
    return found
