"""The people of a round as its page lists them: seats, room, and what keeps somebody out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.actions.proposals import MATCHABLE
from matching.models import MentorGroup, MentorGroupMember, Round
from matching.rounds import readiness
from matching.rounds.effects import told_of
from matching.rounds.forms import SeatsForm
from matching.rounds.settings import seats_in, settings_of
from programmes.enums import ParticipantRole
from programmes.models import Participant
from programmes.models.participant import ParticipantQuerySet

MOST_DOTS = 8


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody is not matched yet, and the page that would mend it."""

    sentence: str
    action: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One participant as their row shows them; seats of mentors only."""

    place: Participant
    url: str
    tone: str
    word: str
    obstacles: tuple[Obstacle, ...]
    seats: int = 0
    taken: int = 0
    source: str = ""
    group: str = ""
    form: SeatsForm | None = None
    seats_url: str = ""

    @property
    def is_mentor(self) -> bool:
        """Tell on which side they are."""
        return self.place.role == ParticipantRole.MENTOR

    @property
    def has_dots(self) -> bool:
        """Tell whether their seats are few enough to be drawn."""
        return 0 < self.seats <= MOST_DOTS

    @property
    def room(self) -> str:
        """Say how many seats are taken."""
        words = {"taken": self.taken, "seats": self.seats}
        return _("%(taken)d of %(seats)d taken") % words


class RoundPeople:
    """All that the page reads of a round's people, each thing once and only when it is wanted."""

    def __init__(self, chosen: Round) -> None:
        """Take the round."""
        self.round = chosen

    @cached_property
    def said(self) -> Mapping[UUID, Any]:
        """Return what participants said of themselves."""
        return readiness.words_of(self.round)

    @cached_property
    def taken(self) -> readiness.Taken:
        """Return the seats that are taken."""
        return readiness.taken_in(self.round)

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """Return how the round is set up."""
        return settings_of(self.round)

    @cached_property
    def groups(self) -> Mapping[UUID, str]:
        """Return in which group each mentor is."""
        rows = MentorGroupMember.objects.filter(round=self.round)
        return dict(rows.values_list("participant", "group__name"))

    def is_placed(self, place: Participant) -> bool:
        """Tell whether a mentee has as many mentors as they are to have."""
        has = self.taken.by_mentee.get(place.pk, 0)
        return place.role == ParticipantRole.MENTEE and has >= self.round.mentors_each

    def ids_placed(self) -> set[UUID]:
        """Return the mentees who have as many mentors as they are to have."""
        each = self.round.mentors_each
        return {pk for pk, count in self.taken.by_mentee.items() if count >= each}

    def ids_held_back(self) -> set[UUID]:
        """Return whom training or checks hold back."""
        rows = Participant.objects.filter(cohort=self.round.cohort_id, state__in=MATCHABLE)
        places = list(rows.select_related("person", "cohort"))
        gates = readiness.gates_in(self.round, places)
        blocked = readiness.checks_against(self.round, places)
        return {place.pk for place in places if not gates[place.pk].allowed or place.pk in blocked}

    def ids_with_room(self) -> set[UUID]:
        """Return the mentors with a free seat."""
        rows = Participant.objects.filter(cohort=self.round.cohort_id, state__in=MATCHABLE)
        return {
            pk
            for pk in rows.mentors().values_list("pk", flat=True)
            if seats_in(self.settings, pk) > self.taken.by_mentor.get(pk, 0)
        }


SHOWN: dict[str, tuple[Any, Callable[[RoundPeople], set[UUID]] | None]] = {
    "out": (gettext_lazy("Not in the round yet"), None),
    "held": (gettext_lazy("Training or checks missing"), RoundPeople.ids_held_back),
    "nobody": (
        gettext_lazy("Nobody fits by the rules"),
        lambda people: {UUID(pk) for pk in told_of(people.round).ids_without},
    ),
    "placed": (gettext_lazy("Matched or asked already"), RoundPeople.ids_placed),
    "room": (gettext_lazy("Mentors with room"), RoundPeople.ids_with_room),
}


class PeopleFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows the people of a round by name, side, and what keeps them out."""

    q = django_filters.CharFilter(
        field_name="person__name",
        lookup_expr="icontains",
        label=gettext_lazy("Name"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = django_filters.ChoiceFilter(
        choices=ParticipantRole.choices,
        label=gettext_lazy("Side"),
        empty_label=gettext_lazy("Both sides"),
    )
    show = django_filters.ChoiceFilter(
        choices=[(key, label) for key, (label, _ids) in SHOWN.items()],
        label=gettext_lazy("Show"),
        empty_label=gettext_lazy("Everybody"),
        method="only",
    )

    class Meta:
        """The order of the fields on the page."""

        model = Participant
        fields = ("q", "role", "show")

    def __init__(self, *args: Any, people: RoundPeople, **kwargs: Any) -> None:
        """Take what is known of the round's people."""
        super().__init__(*args, **kwargs)
        self.people = people

    def only(self, rows: ParticipantQuerySet, _name: str, value: str) -> ParticipantQuerySet:
        """Keep those whom something keeps out, or who have room."""
        ids = SHOWN[value][1]
        if ids is not None:
            return rows.filter(pk__in=ids(self.people))
        return rows.filter(
            ~Q(state__in=MATCHABLE)
            | Q(person__email=None)
            | Q(person__is_active=False)
            | Q(matching_place__is_resting=True)
        )


def people_of(chosen: Round) -> ParticipantQuerySet:
    """Return all who take part in the round's cohort, by name."""
    rows = Participant.objects.filter(cohort=chosen.cohort_id).taking_part()
    return rows.select_related("person", "cohort").by_name()


def mentors_of(chosen: Round) -> ParticipantQuerySet:
    """Return the mentors who can be in a round, by name."""
    rows = Participant.objects.filter(cohort=chosen.cohort_id, state__in=MATCHABLE)
    return rows.mentors().select_related("person").by_name()


def groups_of(chosen: Round) -> "QuerySet[MentorGroup]":
    """Return the groups of a round with their mentors; two queries."""
    members = MentorGroupMember.objects.select_related("participant__person")
    return chosen.mentor_groups.prefetch_related(Prefetch("members", queryset=members))


def rows_of(
    people: RoundPeople, places: Sequence[Participant], *, may_manage: bool
) -> list[PersonRow]:
    """Return the rows of one page; its queries do not grow with it."""
    gates = readiness.gates_in(people.round, places)
    blocked = readiness.checks_against(people.round, places)
    return [
        _row(
            people,
            place,
            _obstacles(people, place, gates[place.pk], blocked),
            may_manage=may_manage,
        )
        for place in places
    ]


def _row(
    people: RoundPeople, place: Participant, obstacles: tuple[Obstacle, ...], *, may_manage: bool
) -> PersonRow:
    """Return one row."""
    slug = people.round.cohort.programme.slug
    tone, word = _standing(people, place, obstacles)
    row: dict[str, Any] = {
        "place": place,
        "url": reverse("programmes:participant", args=(slug, place.pk)),
        "tone": tone,
        "word": word,
        "obstacles": obstacles,
    }
    if place.role != ParticipantRole.MENTOR:
        return PersonRow(**row)
    given = people.settings["seats"].get(str(place.pk))
    return PersonRow(
        **row,
        seats=seats_in(people.settings, place.pk),
        taken=people.taken.by_mentor.get(place.pk, 0),
        source=_source(people, place),
        group=people.groups.get(place.pk, ""),
        form=SeatsForm(initial={"seats": given, "seen": given}, auto_id=f"%s-{place.pk}")
        if may_manage
        else None,
        seats_url=reverse("matching:round-give-seats", args=(slug, people.round.pk, place.pk)),
    )


def _standing(
    people: RoundPeople, place: Participant, obstacles: Sequence[Obstacle]
) -> tuple[str, str]:
    """Return the shape and the word of how somebody stands."""
    if people.is_placed(place):
        return "good", _("Matched or asked")
    if obstacles:
        return "warn", _("Not ready")
    if place.role == ParticipantRole.MENTEE:
        return "idle", _("Waits for a mentor")
    if people.taken.by_mentor.get(place.pk, 0) >= seats_in(people.settings, place.pk):
        return "off", _("No room")
    return "good", _("Has room")


def _source(people: RoundPeople, place: Participant) -> str:
    """Say where the number of a mentor's seats comes from."""
    ceiling = people.settings["ceiling"]
    if str(place.pk) in people.settings["seats"]:
        return _("given by a coordinator")
    own = people.settings["own_seats"].get(str(place.pk))
    if own is None:
        return _("as the round has it")
    if own > ceiling:
        return _("the round’s ceiling; they offer %(own)d") % {"own": own}
    return _("their own word")


def _obstacles(
    people: RoundPeople, place: Participant, gate: Any, blocked: Mapping[UUID, Sequence[str]]
) -> tuple[Obstacle, ...]:
    """Return what keeps somebody from being matched, each with what would mend it."""
    slug = people.round.cohort.programme.slug
    page = reverse("programmes:participant", args=(slug, place.pk))
    if reason := readiness.reason_not_ready(place, people.said.get(place.pk)):
        return (Obstacle(reason, _("See their page"), page),)
    if people.is_placed(place):
        return ()
    found = []
    if not gate.allowed:
        register = reverse("training:register-person", args=(slug, place.pk))
        found.append(Obstacle(gate.reason, _("See their training"), register))
    if names := blocked.get(place.pk):
        words = _("Missing or out of date: %(checks)s.") % {"checks": ", ".join(names)}
        checks = reverse("programmes:check-list", args=(slug,))
        found.append(Obstacle(words, _("See the checks"), checks))
    return tuple(found)
