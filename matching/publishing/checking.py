"""What keeps a pair from being asked now, and what else its sender should know first."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.actions.proposals import MATCHABLE
from matching.enums import CURRENT_STATES
from matching.models import (
    MatchingPlace,
    MatchMember,
    MatchRequest,
    MentorGroupMember,
    MentorSeats,
    Round,
)
from matching.rounds.readiness import taken_in
from mentorship.accounts.models import Person
from mentorship.notifications.models import AddressHealth
from programmes.checks.standing import blocked_by_checks
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Participant
from training.queries import gates_of, today_at

Pair = tuple[Participant, Participant]
Key = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one pair: what stands in the way, and what does not."""

    obstacles: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def findings_of(chosen: Round, pairs: Sequence[Pair]) -> dict[Key, Finding]:
    """Return what was found about each pair, by the ids of its mentee and its mentor.

    The pairs are mentees and mentors who come with their person and cohort, in the order in which
    they would be asked. A constant number of queries.
    """
    places = list({place.pk: place for pair in pairs for place in pair}.values())
    standing = _Standing(chosen, places)
    found: dict[Key, Finding] = {}
    for mentee, mentor in pairs:
        obstacles = (
            *standing.of_place(mentee, ParticipantRole.MENTEE),
            *standing.of_place(mentor, ParticipantRole.MENTOR),
            *standing.of_room(mentee, mentor),
        )
        if not obstacles:
            standing.seat(mentee, mentor)
        found[mentee.pk, mentor.pk] = Finding(obstacles, tuple(standing.warnings(mentor, mentee)))
    return found


class _Standing:
    """How everybody in some pairs stands now."""

    def __init__(self, chosen: Round, places: Sequence[Participant]) -> None:
        """Ask for all of it at once."""
        self.chosen = chosen
        cohort = chosen.cohort
        today = today_at(cohort.programme.organisation)
        self._checks = blocked_by_checks(places, today)
        self._gates = {
            pk: gate
            for role in ParticipantRole
            for pk, gate in gates_of(
                cohort.programme, role, [p for p in places if p.role == role], on=today
            ).items()
        }
        addresses = [place.person.email for place in places if place.person.email]
        self._refused = set(
            AddressHealth.objects.paused()
            .filter(address__in=addresses)
            .values_list("address", flat=True)
        )
        own = MatchingPlace.objects.filter(participant__in=places)
        self._own_seats = dict(own.values_list("participant_id", "seats"))
        given = MentorSeats.objects.filter(round=chosen, participant__in=places)
        self._given_seats = dict(given.values_list("participant_id", "seats"))
        self._resting = set(own.filter(is_resting=True).values_list("participant_id", flat=True))
        self._read_matches(places)
        self._read_groups()

    def of_place(self, place: Participant, role: ParticipantRole) -> Iterator[str]:
        """Yield what keeps one of them from being matched, whomever with."""
        words = {"name": place.person.name}
        cohort = self.chosen.cohort
        if place.cohort_id != cohort.pk or place.role != role or cohort.state == CohortState.CLOSED:
            yield _("%(name)s is not in this cohort any more.") % words
            return
        if place.state not in MATCHABLE:
            words["state"] = place.get_state_display().lower()
            yield _("%(name)s is %(state)s, so a match is not possible just now.") % words
            return
        if not place.person.can_sign_in:
            yield _("%(name)s has no e-mail address, so nobody can ask them.") % words
        if place.pk in self._resting:
            yield _("%(name)s rests this time.") % words
        if names := self._checks.get(place.pk):
            words["checks"] = ", ".join(names)
            yield (
                _("%(name)s cannot be matched yet: %(checks)s is missing or out of date.") % words
            )
        gate = self._gates.get(place.pk)
        if gate is not None and not gate.allowed:
            yield gate.reason

    def of_room(self, mentee: Participant, mentor: Participant) -> Iterator[str]:
        """Yield that one of them is taken already."""
        partners = self._partners[mentee.pk]
        if mentor.pk in partners:
            yield _("They are matched with each other already, or are being asked.")
        elif len(partners) >= self.chosen.mentors_each:
            yield _("%(name)s is matched already, or is being asked.") % {
                "name": mentee.person.name
            }
        seats = self._seats(mentor)
        # A seat is held for whoever asked and waits, but not against themselves.
        taken = self._partners[mentor.pk] | self._asked_by[mentor.pk] - {mentee.pk}
        if mentor.pk not in partners and len(taken) >= seats:
            sentence = ngettext(
                "%(name)s has no room left: %(seats)d mentee at most.",
                "%(name)s has no room left: %(seats)d mentees at most.",
                seats,
            )
            yield sentence % {"name": mentor.person.name, "seats": seats}

        group = self._group_of.get(mentor.pk)
        if group is not None and mentor.pk not in partners:
            own = mentee.pk in self._asked_by[mentor.pk]
            if self._used[group.pk] - own >= group.ceiling:
                said = _("%(group)s is full: together they take %(number)d.")
                yield said % {"group": group.name, "number": group.ceiling}

    def seat(self, mentee: Participant, mentor: Participant) -> None:
        """Count a pair as asked, so that the next one finds one seat fewer."""
        group = self._group_of.get(mentor.pk)
        if group is not None and mentee.pk not in self._asked_by[mentor.pk]:
            self._used[group.pk] += 1
        self._partners[mentee.pk].add(mentor.pk)
        self._partners[mentor.pk].add(mentee.pk)

    def warnings(self, mentor: Participant, mentee: Participant) -> Iterator[str]:
        """Yield what stands in nobody's way, but should be known."""
        for place in (mentee, mentor):
            if place.person.email in self._refused:
                yield _("The mail server of %(name)s keeps refusing our mail.") % {
                    "name": place.person.name
                }
        elsewhere, own = self._elsewhere[mentor.person_id], self._own_seats.get(mentor.pk)
        if elsewhere and own is not None and elsewhere + len(self._partners[mentor.pk]) > own:
            sentence = ngettext(
                "%(name)s has %(count)d mentee in another programme, and wants %(own)d in all.",
                "%(name)s has %(count)d mentees in another programme, and wants %(own)d in all.",
                elsewhere,
            )
            yield sentence % {"name": mentor.person.name, "count": elsewhere, "own": own}

    def _seats(self, mentor: Participant) -> int:
        """Return how many mentees a mentor may have in this round."""
        given = self._given_seats.get(mentor.pk)
        if given is not None:
            return given
        own = self._own_seats.get(mentor.pk)
        return self.chosen.ceiling if own is None else min(own, self.chosen.ceiling)

    def _read_matches(self, places: Sequence[Participant]) -> None:
        """Read who is matched with whom, here and in the organisation's other programmes."""
        self._partners: defaultdict[UUID, set[UUID]] = defaultdict(set)
        self._elsewhere: Counter[UUID] = Counter()
        people: list[Person] = [place.person for place in places]
        organisation = self.chosen.cohort.programme.organisation_id
        rows = MatchMember.objects.filter(
            match__state__in=CURRENT_STATES, match__cohort__programme__organisation=organisation
        )
        mine = rows.filter(participant__person__in=people).values_list(
            "match_id", "match__cohort_id", "participant_id", "participant__person_id", "side"
        )
        known = list(mine)
        sides: defaultdict[tuple[UUID, str], list[UUID]] = defaultdict(list)
        others = MatchMember.objects.filter(match__in={row[0] for row in known})
        for match_id, side, pk in others.values_list("match_id", "side", "participant_id"):
            sides[match_id, side].append(pk)
        opposite = dict(zip(ParticipantRole, reversed(ParticipantRole), strict=True))
        for match_id, cohort_id, participant_id, person_id, side in known:
            facing = sides[match_id, opposite[ParticipantRole(side)]]
            if cohort_id == self.chosen.cohort_id:
                self._partners[participant_id].update(facing)
            elif side == ParticipantRole.MENTOR:
                self._elsewhere[person_id] += len(facing)

    def _read_groups(self) -> None:
        """Read who has asked whom and waits, and how much of each shared ceiling is used."""
        self._asked_by: defaultdict[UUID, set[UUID]] = defaultdict(set)
        asked = MatchRequest.objects.filter(round=self.chosen).waiting().order_by()
        for mentor, mentee in asked.values_list("mentor_id", "mentee_id"):
            self._asked_by[mentor].add(mentee)
        members = MentorGroupMember.objects.filter(round=self.chosen).select_related("group")
        self._group_of = {member.participant_id: member.group for member in members}
        self._used: Counter[UUID] = Counter()
        taken = taken_in(self.chosen).by_mentor if self._group_of else {}
        for mentor, group in self._group_of.items():
            self._used[group.pk] += taken.get(mentor, 0)
