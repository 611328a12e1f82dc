"""Narrowing the list of people."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.filters import ChoiceFilter, TypedChoiceFilter
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Pause, Profile, Programme
from programmes.models.participant import ParticipantQuerySet
from programmes.people import coordinators_of, in_caseload_of, profile_words

# What stands in the first line of the form; the rest opens below it.
ALWAYS_SHOWN = ("q", "role", "state", "cohort")
MORE = ("department", "location", "grade", "language", "coordinator", "away")
FILTERS = (*ALWAYS_SHOWN, *MORE)


def _choice(label: Any, empty_label: Any, method: str = "") -> Any:
    """Return a filter with choices that are filled in later."""
    return ChoiceFilter(
        label=label, empty_label=empty_label, choices=(), method=method or "in_profile"
    )


class ParticipantFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows participants by who they are, how far they are, and who looks after them."""

    q = django_filters.CharFilter(
        method="called",
        label=_("Name or e-mail"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = ChoiceFilter(
        choices=ParticipantRole.choices, label=_("Role"), empty_label=_("Everybody")
    )
    state = ChoiceFilter(
        choices=ParticipantState.choices, label=_("State"), empty_label=_("All states")
    )
    cohort = TypedChoiceFilter(choices=(), label=_("Cohort"))
    department = _choice(_("Department"), _("All departments"))
    location = _choice(_("Location"), _("All locations"))
    grade = _choice(_("Grade"), _("All grades"))
    language = _choice(_("Language"), _("All languages"))
    coordinator = _choice(_("Looked after by"), _("Anybody"), method="looked_after_by")
    away = ChoiceFilter(
        choices=[("now", _("Away now")), ("not", _("Here"))],
        label=_("Away"),
        empty_label=_("Here or away"),
        method="who_is_away",
    )

    class Meta:
        """The order of the fields on the page."""

        model = Participant
        fields = FILTERS

    def __init__(self, *args: Any, programme: Programme, viewer: Person, **kwargs: Any) -> None:
        """Offer the cohorts, coordinators and words of one programme."""
        super().__init__(*args, **kwargs)
        self.programme, self.viewer = programme, viewer
        offer_cohorts(self.filters["cohort"], programme.cohorts.all())
        for name, words in profile_words(programme.organisation_id).items():
            self.filters[name].extra["choices"] = [(word, word) for word in words]
        self.filters["coordinator"].extra["choices"] = [
            ("me", _("Me")),
            ("none", _("Nobody yet")),
            *((str(member.pk), member.person.name) for member in coordinators_of(programme)),
        ]

    def called(self, people: ParticipantQuerySet, _name: str, value: str) -> ParticipantQuerySet:
        """Look for a part of the name or of the address."""
        return people.filter(Q(person__name__icontains=value) | Q(person__email__icontains=value))

    def in_profile(self, people: ParticipantQuerySet, name: str, value: str) -> ParticipantQuerySet:
        """Ask what the programme's organisation knows of them."""
        asked = {"languages__contains": [value]} if name == "language" else {name: value}
        known = Profile.objects.filter(
            membership__organisation=self.programme.organisation_id,
            membership__person=OuterRef("person"),
            **asked,
        )
        return people.filter(Exists(known))

    def looked_after_by(
        self, people: ParticipantQuerySet, _name: str, value: str
    ) -> ParticipantQuerySet:
        """Ask whose caseload they are in."""
        found: ParticipantQuerySet = in_caseload_of(people, value, viewer=self.viewer)
        return found

    def who_is_away(
        self, people: ParticipantQuerySet, _name: str, value: str
    ) -> ParticipantQuerySet:
        """Ask whether they are away today."""
        pauses = Pause.objects.on(timezone.localdate()).filter(participant=OuterRef("pk"))
        return people.filter(Exists(pauses) if value == "now" else ~Exists(pauses))

    @property
    def in_any_state(self) -> ParticipantQuerySet:
        """Return whom everything but the state leaves in."""
        found: ParticipantQuerySet = self.queryset.all()
        for name, value in self.chosen.items():
            if name != "state":
                found = self.filters[name].filter(found, value)
        return found

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what narrows the list, without what could not be understood."""
        self.form.is_valid()
        cleaned = self.form.cleaned_data
        return {name: cleaned[name] for name in FILTERS if cleaned.get(name)}


def offer_cohorts(choice: Any, cohorts: Iterable[Cohort]) -> None:
    """Let a `TypedChoiceFilter` choose among cohorts, the latest run first; asks nothing more."""
    known = {
        str(each.pk): each for each in sorted(cohorts, key=lambda row: row.number, reverse=True)
    }
    choice.extra["choices"] = [
        ("", _("All cohorts")),
        *((pk, str(row)) for pk, row in known.items()),
    ]
    choice.extra["coerce"] = known.__getitem__


def chips_of(narrowed: ParticipantFilter, query: QueryDict) -> list[dict[str, str]]:
    """Return what narrows the list in words, each with the address of the list without it."""
    chips = []
    for name, value in narrowed.chosen.items():
        field = narrowed.form.fields[name]
        choices: Iterable[tuple[Any, Any]] = getattr(field, "choices", ())
        known = {} if name == "cohort" else {str(key): label for key, label in choices}
        label = str(known.get(str(value), value))
        chips.append(
            {
                "label": f"{field.label}: {label}",
                "url": f"?{without(query, name).urlencode()}",
            }
        )
    return chips


def without(query: QueryDict, *names: str) -> QueryDict:
    """Return the question without some of its parts, from its first page on.

    A cohort taken away means all of them: an address that names none means the current one.
    """
    changed = query.copy()
    for name in (*names, "page"):
        changed.pop(name, None)
    if "cohort" in names:
        changed["cohort"] = ""
    return changed
