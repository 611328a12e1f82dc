"""A round as the engine takes it: its people, rules and seats; a constant number of queries."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from django.utils import timezone

from matching.models import MatchingPlace, Round
from matching.rounds import knowing, readiness
from matching.rounds.settings import Settings, rules_from, seats_in, settings_of
from matching.rounds.wished import Wished, is_asked, tiers_of, wishes_in, with_the_rest
from matching.solver.model import Group, IntArray, Problem, Tiers
from matching.solver.rules import Rule, Someone
from programmes.enums import ParticipantRole
from programmes.models import Participant

if TYPE_CHECKING:
    from matching.solver.scoring import RuleScores

PairOfIds = tuple[object, object]


@dataclass(frozen=True)
class Assembly:
    """Who is in a round and what is known of them; positions follow `mentees` and `mentors`.

    `capacity` has the room of each mentor: seats less what current matches and open requests
    take. `demand` has how many mentors each mentee may still get. Wishes hold named people only;
    None where a side is not asked. `not_ready` are those who are not in it at all, `held_back`
    those in it whom training or checks hold back, `placed` mentees who have what they are to have.
    `apart` are pairs who are matched already, or one of whom declined the other.
    """

    settings: Settings
    mentees: list[Participant]
    mentors: list[Participant]
    mentee_people: list[Someone]
    mentor_people: list[Someone]
    rules: tuple[Rule, ...]
    seats: IntArray
    capacity: IntArray
    demand: IntArray
    groups: tuple[Group, ...]
    mentee_wishes: tuple[Tiers, ...] | None
    mentor_wishes: tuple[Tiers, ...] | None
    not_ready: list[tuple[Participant, str]]
    held_back: dict[UUID, tuple[str, ...]]
    placed: list[Participant]
    apart: frozenset[tuple[int, int]]

    @cached_property
    def scores(self) -> "RuleScores":
        """Return the scores of all pairs by the rules."""
        from matching.solver.scoring import encode  # noqa: PLC0415 - NumPy and SciPy, when asked

        return encode(self.mentee_people, self.mentor_people, self.rules)

    @cached_property
    def _positions(self) -> dict[str, int]:
        """Return each participant's position on their side, by id."""
        return {
            str(place.pk): position
            for side in (self.mentees, self.mentors)
            for position, place in enumerate(side)
        }

    def index_of(self, participant_id: object) -> int:
        """Return a participant's position on their side; raises KeyError for who is not in it."""
        return self._positions[str(participant_id)]

    def pairs_of(self, pairs: Iterable[PairOfIds]) -> frozenset[tuple[int, int]]:
        """Return pairs of ids by position, mentee first; who is not in the round is left out."""
        known = self._positions
        return frozenset(
            (known[str(mentee)], known[str(mentor)])
            for mentee, mentor in pairs
            if str(mentee) in known and str(mentor) in known
        )

    def problem(
        self,
        *,
        pins: Iterable[PairOfIds] = (),
        forbidden: Iterable[PairOfIds] = (),
        capacity: IntArray | None = None,
    ) -> Problem:
        """Return the round for `solve`; pins and forbidden as pairs of ids, mentee first.

        `capacity` stands for the room of each mentor where something else is tried.
        """
        pinned = self.pairs_of(pins)
        sizes = len(self.mentees), len(self.mentors)
        ours, theirs = self.mentee_wishes, self.mentor_wishes
        return Problem(
            scores=self.scores,
            capacity=self.capacity if capacity is None else capacity,
            demand=self.demand,
            groups=self.groups,
            pins=pinned,
            forbidden=(self.pairs_of(forbidden) | self.apart) - pinned,
            mentee_wishes=None if ours is None else with_the_rest(ours, sizes[1]),
            mentor_wishes=None if theirs is None else with_the_rest(theirs, sizes[0]),
        )


@dataclass(frozen=True, slots=True)
class Sides:
    """Participants, sorted out: who is in, who is not ready and why, who has what they need."""

    mentees: list[Participant]
    mentors: list[Participant]
    not_ready: list[tuple[Participant, str]]
    placed: list[Participant]


def assemble(
    chosen: Round, *, settings: Settings | None = None, without: UUID | None = None
) -> Assembly:
    """Return a round with all that its rules look at; about 30 queries, however many people.

    `settings` stands for the round's own where something else is tried, or a draft keeps them; the
    match `without` counts as ended.
    """
    settings = settings_of(chosen) if settings is None else settings
    said, taken = readiness.words_of(chosen), readiness.taken_in(chosen, without=without)
    sides = _sort_out(readiness.everybody_in(chosen), said, taken, settings)
    places = [*sides.mentees, *sides.mentors]
    gates = readiness.gates_in(chosen, places)
    blocked = readiness.checks_against(chosen, places)
    wishes = wishes_in(chosen)
    rules = rules_from(settings)
    people = _someones(chosen, places, said, rules, wishes, int(settings.get("most_wishes", 5)))
    people = {
        pk: replace(someone, is_in_date=gates[pk].allowed, has_checks=pk not in blocked)
        for pk, someone in people.items()
    }
    seats = _seats(sides.mentors, settings)
    passes = np.array([gates[place.pk].needs_pass for place in sides.mentors], dtype=bool)
    used = np.array([taken.by_mentor.get(place.pk, 0) for place in sides.mentors], dtype=np.int64)
    room = np.maximum(seats - used, 0)
    positions = [
        {place.pk: at for at, place in enumerate(side)} for side in (sides.mentees, sides.mentors)
    ]
    return Assembly(
        settings=settings,
        mentees=sides.mentees,
        mentors=sides.mentors,
        mentee_people=[people[place.pk] for place in sides.mentees],
        mentor_people=[people[place.pk] for place in sides.mentors],
        rules=rules,
        seats=seats,
        # A pass opens one match.
        capacity=np.where(passes, np.minimum(room, 1), room),
        demand=_demand(sides.mentees, settings, taken),
        groups=_groups(settings, positions[1], taken),
        mentee_wishes=_tiers(chosen, ParticipantRole.MENTEE, sides.mentees, wishes, positions[1]),
        mentor_wishes=_tiers(chosen, ParticipantRole.MENTOR, sides.mentors, wishes, positions[0]),
        not_ready=sides.not_ready,
        held_back=readiness.held_back(places, gates, blocked),
        placed=sides.placed,
        apart=_apart(taken, *positions),
    )


def _apart(
    taken: readiness.Taken, mentees: Mapping[UUID, int], mentors: Mapping[UUID, int]
) -> frozenset[tuple[int, int]]:
    """Return by position who is matched already, or of whom one declined the other."""
    return frozenset(
        (mentees[mentee], mentors[mentor])
        for mentee, mentor in taken.pairs | taken.declined
        if mentee in mentees and mentor in mentors
    )


def _sort_out(
    places: Collection[Participant],
    said: Mapping[UUID, MatchingPlace],
    taken: readiness.Taken,
    settings: Mapping[str, Any],
) -> Sides:
    """Say of everybody in a cohort whether they are in the round."""
    sides = Sides([], [], [], [])
    for place in places:
        if reason := readiness.reason_not_ready(place, said.get(place.pk)):
            sides.not_ready.append((place, reason))
        elif place.role == ParticipantRole.MENTOR:
            sides.mentors.append(place)
        elif taken.by_mentee.get(place.pk, 0) >= settings["mentors_each"]:
            sides.placed.append(place)
        else:
            sides.mentees.append(place)
    return sides


def _someones(
    chosen: Round,
    places: Collection[Participant],
    said: Mapping[UUID, MatchingPlace],
    rules: Collection[Rule],
    wishes: Mapping[UUID, list[Wished]],
    most_wishes: int,
) -> dict[UUID, Someone]:
    """Return what is known of each participant, training and checks excepted."""
    profiles = knowing.profiles_in(chosen)
    fields = {field for rule in rules for field in (rule.mentee_field, rule.mentor_field)}
    answers = knowing.answers_in(chosen, places, fields)
    lines = knowing.ReportingLines(places, profiles)
    before = knowing.partners_before(chosen)
    hours = knowing.hours_in(chosen)
    now = timezone.now()
    people: dict[UUID, Someone] = {}
    for place in places:
        profile, word = profiles.get(place.person_id), said.get(place.pk)
        own, answered = knowing.of_profile(profile), answers.get(place.pk, knowing.Answers())
        offset = knowing.minutes_from_utc(place.person.time_zone, now)
        people[place.pk] = Someone(
            id=str(place.pk),
            person=str(place.person_id),
            values=own.values | answered.values,
            texts=own.texts | answered.texts,
            levels=knowing.levels_of(word, profile),
            hours=knowing.hours_in_utc(hours.get(place.person_id, ()), offset),
            utc_offset=offset,
            own_line=lines.own(place),
            lines=lines.above(place),
            previous=frozenset(before.get(place.person_id, ())),
            wishes={str(wish.about): wish.points(most_wishes) for wish in wishes.get(place.pk, ())},
        )
    return people


def _seats(mentors: Collection[Participant], settings: Mapping[str, Any]) -> IntArray:
    """Return the seats of each mentor, taken or free."""
    return np.array([seats_in(settings, place.pk) for place in mentors], dtype=np.int64)


def _demand(
    mentees: Collection[Participant], settings: Mapping[str, Any], taken: readiness.Taken
) -> IntArray:
    """Return how many mentors each mentee may still get."""
    each = int(settings["mentors_each"])
    return np.array([each - taken.by_mentee.get(place.pk, 0) for place in mentees], dtype=np.int64)


def _groups(
    settings: Mapping[str, Any], mentors: Mapping[UUID, int], taken: readiness.Taken
) -> tuple[Group, ...]:
    """Return the groups that share a ceiling, less what their mentors have already."""
    groups = []
    for group in settings["groups"]:
        ids = [UUID(pk) for pk in group["members"]]
        members = tuple(sorted(mentors[pk] for pk in ids if pk in mentors))
        used = sum(taken.by_mentor.get(pk, 0) for pk in ids)
        if members:
            groups.append(Group(members, max(0, int(group["ceiling"]) - used)))
    return tuple(groups)


def _tiers(
    chosen: Round,
    role: ParticipantRole,
    side: Collection[Participant],
    wishes: Mapping[UUID, list[Wished]],
    others: Mapping[UUID, int],
) -> tuple[Tiers, ...] | None:
    """Return the wishes of a side by position, or None where it is not asked."""
    if not is_asked(chosen, role):
        return None
    return tuple(tiers_of(wishes.get(place.pk, ()), others) for place in side)
