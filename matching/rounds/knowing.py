"""What the rules of a round may know of its people, read for all of them at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from matching.enums import MatchSide
from matching.models import FreeHours, MatchingPlace, MatchMember, Round
from matching.models.hours import HALF_HOURS
from matching.rounds.fields import PROFILE, PROFILE_FIELDS, QUESTION, FieldKind, question_keys
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.models import Answer, Application, Participant, Profile

# Whoever names a language in their profile, and no level of it, is taken to speak it well.
ASSUMED_LEVEL = 4
HALF_HOUR = 30  # minutes
TEXT_KINDS = (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT, QuestionKind.GOALS)
PROFILE_COLUMNS = (
    *PROFILE_FIELDS,
    "line_manager_name",
    "line_manager_email",
)


@dataclass(slots=True)
class Answers:
    """What somebody answered: values to compare, and texts to read."""

    values: dict[str, frozenset[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)


def profiles_in(chosen: Round) -> dict[UUID, dict[str, object]]:
    """Return the profiles of the people of a cohort, by person, column by column; one query."""
    rows = Profile.objects.filter(
        membership__organisation=chosen.cohort.programme.organisation_id,
        membership__person__in=Participant.objects.filter(cohort=chosen.cohort_id).values("person"),
    ).values("membership__person_id", *PROFILE_COLUMNS)
    return {row["membership__person_id"]: row for row in rows}


def answers_in(
    chosen: Round, places: Collection[Participant], fields: Collection[str]
) -> dict[UUID, Answers]:
    """Return what participants answered to the questions among fields; two queries at most.

    Of each, the application for their place in this cohort; where there is none, the latest that
    they handed in to the programme in the same role.
    """
    found: dict[UUID, Answers] = {}
    keys = question_keys(fields)
    if not keys:
        return found
    applications = _applications(chosen, places)
    rows = Answer.objects.filter(application__in=applications, question__key__in=keys)
    for application, key, kind, values in rows.values_list(
        "application", "question__key", "question__kind", "values"
    ):
        name = f"{QUESTION}{key}"
        own = found.setdefault(applications[application], Answers())
        given = [value for value in values if value.strip()]
        if not given:
            continue
        if kind in TEXT_KINDS:
            own.texts[name] = "\n".join(given)
        if kind not in {QuestionKind.LONG_TEXT, QuestionKind.GOALS}:
            own.values[name] = frozenset(given)
    return found


def of_profile(profile: Mapping[str, object] | None) -> Answers:
    """Return what a profile says; what is empty is left out."""
    said = Answers()
    for name, (_label, kind) in PROFILE_FIELDS.items():
        value = profile[name] if profile else ""
        given = [str(each) for each in value] if isinstance(value, list) else [str(value)]
        given = [each for each in given if each.strip()]
        if given and kind is FieldKind.TEXT:
            said.texts[f"{PROFILE}{name}"] = given[0]
        elif given:
            said.values[f"{PROFILE}{name}"] = frozenset(given)
    return said


def levels_of(said: MatchingPlace | None, profile: Mapping[str, object] | None) -> dict[str, int]:
    """Return how well somebody speaks which language, 1 to 6: their own word before the profile."""
    languages = profile["languages"] if profile else []
    assert isinstance(languages, list)  # noqa: S101 - a column that holds a list
    levels = {str(language): ASSUMED_LEVEL for language in languages if str(language).strip()}
    own = said.language_levels if said else {}
    known = {language.casefold(): language for language in levels}
    for language, level in own.items():
        levels[known.get(language.casefold(), language)] = int(level)
    return levels


def hours_in(chosen: Round) -> dict[UUID, list[int]]:
    """Return the free half hours of the people of a cohort, by person; one query."""
    people = Participant.objects.filter(cohort=chosen.cohort_id).values("person")
    rows = FreeHours.objects.filter(person__in=people)
    return dict(rows.values_list("person", "half_hours"))


def minutes_from_utc(zone: ZoneInfo, at: datetime) -> int:
    """Return by how many minutes clocks in a zone are ahead of UTC at a moment."""
    offset = at.astimezone(zone).utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0


def hours_in_utc(free: Iterable[int], offset: int) -> int:
    """Return free half hours of somebody's own week as bits of the week in UTC.

    `offset` in minutes. Where the zone is a quarter of an hour off, a half hour counts if both of
    their own half hours that it touches are free.
    """
    own = {half for half in free if 0 <= half < HALF_HOURS}
    shift, rest = divmod(offset, HALF_HOUR)
    bits = 0
    for half in range(HALF_HOURS) if own else ():
        local = (half + shift) % HALF_HOURS
        if local in own and (not rest or (local + 1) % HALF_HOURS in own):
            bits |= 1 << half
    return bits


class ReportingLines:
    """Who reports to whom, by the addresses and names in profiles.

    An address says exactly who is meant. A name alone is taken to mean everybody of that name:
    rather one pair too few than somebody with their own manager.
    """

    def __init__(
        self, places: Collection[Participant], profiles: Mapping[UUID, Mapping[str, object]]
    ) -> None:
        """Learn which addresses belong to a name."""
        self._profiles = profiles
        self._addresses: defaultdict[str, set[str]] = defaultdict(set)
        for place in places:
            if place.person.email:
                self._addresses[_plain(place.person.name)].add(_plain(place.person.email))
        for profile in profiles.values():
            name, email = _manager(profile)
            if name and email:
                self._addresses[name].add(email)

    def above(self, place: Participant) -> frozenset[str]:
        """Return by what whoever somebody reports to is known."""
        profile = self._profiles.get(place.person_id)
        name, email = _manager(profile) if profile else ("", "")
        if email:
            return frozenset({email})
        return frozenset({name, *self._addresses.get(name, ())}) if name else frozenset()

    def own(self, place: Participant) -> frozenset[str]:
        """Return by what somebody is known to those who report to them."""
        return frozenset(filter(None, (_plain(place.person.name), _plain(place.person.email))))


def partners_before(chosen: Round) -> dict[UUID, set[str]]:
    """Return with whom people were matched before, in any programme of the organisation.

    By person, the ids of people; matches that began, those of this cohort included; one query.
    """
    rows = MatchMember.objects.filter(
        match__started_on__isnull=False,
        match__cohort__programme__organisation=chosen.cohort.programme.organisation_id,
        match__members__participant__person__places__cohort=chosen.cohort_id,
    )
    sides: defaultdict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    for match, side, person in rows.values_list("match", "side", "participant__person").distinct():
        sides[match].add((side, person))
    before: defaultdict[UUID, set[str]] = defaultdict(set)
    for members in sides.values():
        for side, person in members:
            before[person].update(
                str(other)
                for theirs, other in members
                if theirs != side or (side == MatchSide.PEER and other != person)
            )
    return before


def _manager(profile: Mapping[str, object]) -> tuple[str, str]:
    """Return the name and the address of a line manager, as they are compared."""
    return _plain(profile["line_manager_name"]), _plain(profile["line_manager_email"])


def _plain(value: object) -> str:
    """Return a name or an address as it is compared."""
    return " ".join(str(value or "").casefold().split())


def _applications(chosen: Round, places: Collection[Participant]) -> dict[UUID, UUID]:
    """Return for each application that counts the participant whose it is; one query."""
    rows = Application.objects.filter(
        cohort__programme=chosen.cohort.programme_id,
        person__in=Participant.objects.filter(cohort=chosen.cohort_id).values("person"),
        submitted_at__isnull=False,
        state__in=(ApplicationState.SUBMITTED, ApplicationState.DECIDED),
    ).order_by("submitted_at", "pk")
    best: dict[tuple[UUID, str], tuple[bool, UUID]] = {}
    for pk, person, role, cohort in rows.values_list("pk", "person", "role", "cohort"):
        is_own = cohort == chosen.cohort_id
        if is_own or not best.get((person, role), (False,))[0]:
            best[person, role] = (is_own, pk)
    owners: dict[UUID, UUID] = {}
    for place in places:
        if (place.person_id, place.role) in best:
            owners[best[place.person_id, place.role][1]] = place.pk
    return owners
