"""Which applications an address of the list means: narrowed, counted, sorted, in pages."""

from collections import Counter
from functools import cached_property
from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.core.paginator import Page
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.common.filters import ChoiceFilter, TypedChoiceFilter
from mentorship.common.pages import CountedPages
from programmes.applications.waiting import (
    FOR_COORDINATORS,
    Stage,
    WaitsFor,
    applications_of,
    drafts_of,
    with_waiting,
)
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Application, Cohort, Decision, Endorsement, Profile, Programme, Review
from programmes.people import PER_PAGE, profile_words
from programmes.selection.enums import DecisionState

# What stands in the first line of the form; the rest opens below it.
ALWAYS_SHOWN = ("q", "role", "cohort", "stage")
MORE = ("waits", "reviewer", "department")
FILTERS = (*ALWAYS_SHOWN, *MORE)
WHO: dict[str, tuple[WaitsFor, ...]] = {
    "you": FOR_COORDINATORS,
    "reviewers": (WaitsFor.REVIEWERS,),
    "manager": (WaitsFor.ENDORSER,),
}
_STAGES = Case(
    *(When(stage=stage, then=Value(place)) for place, stage in enumerate(Stage)),
    output_field=IntegerField(),
)
SORTS: dict[str, Any] = {
    "name": Lower("person__name"),
    "role": "role",
    "stage": _STAGES,
    "handed_in": "submitted_at",
    "since": "since",
    "reviews": "reviews_in",
}
USUAL_SORT = "since"


class ApplicationFilter(django_filters.FilterSet):  # type: ignore[misc]  # it carries no types
    """Narrows applications by who made them, how far they are, and for whom they wait."""

    q = django_filters.CharFilter(
        method="called",
        label=_("Name or e-mail"),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = ChoiceFilter(
        choices=ParticipantRole.choices, label=_("Role"), empty_label=_("Everybody")
    )
    cohort = TypedChoiceFilter(choices=(), label=_("Cohort"))
    stage = ChoiceFilter(choices=Stage.choices, label=_("State"), empty_label=_("All states"))
    waits = ChoiceFilter(
        choices=[
            ("you", _("You")),
            ("reviewers", _("Reviewers")),
            ("manager", _("Line managers")),
        ],
        label=_("Waits for"),
        empty_label=_("Anybody"),
        method="waiting_for",
    )
    reviewer = ChoiceFilter(
        choices=(), label=_("Reviewer"), empty_label=_("Anybody"), method="reviewed_by"
    )
    department = ChoiceFilter(
        choices=(), label=_("Department"), empty_label=_("All departments"), method="in_department"
    )

    class Meta:
        """The order of the fields on the page."""

        model = Application
        fields = FILTERS

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts, reviewers and departments of one programme."""
        super().__init__(*args, **kwargs)
        self.programme = programme
        cohorts = {str(each.pk): each for each in _newest_first(programme)}
        self.filters["cohort"].extra["choices"] = [
            ("", _("All cohorts")),
            *((pk, str(row)) for pk, row in cohorts.items()),
        ]
        self.filters["cohort"].extra["coerce"] = cohorts.__getitem__
        words = profile_words(programme.organisation_id)["department"]
        self.filters["department"].extra["choices"] = [(word, word) for word in words]
        self.filters["reviewer"].extra["choices"] = _reviewers(programme)

    def called(self, found: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        """Look for a part of the name or of the address."""
        return found.filter(Q(person__name__icontains=value) | Q(person__email__icontains=value))

    def waiting_for(self, found: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        """Ask who has to do something next."""
        return found.filter(waits_for__in=WHO[value])

    def reviewed_by(self, found: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        """Ask whose it is to review, or was."""
        reviews = Review.objects.standing().filter(application=OuterRef("pk"), reviewer=UUID(value))
        return found.filter(Exists(reviews))

    def in_department(self, found: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        """Ask what the programme's organisation knows of them."""
        known = Profile.objects.filter(
            membership__organisation=self.programme.organisation_id,
            membership__person=OuterRef("person"),
            department=value,
        )
        return found.filter(Exists(known))

    @property
    def chosen(self) -> dict[str, Any]:
        """Return what narrows the list, without what could not be understood."""
        self.form.is_valid()
        cleaned = self.form.cleaned_data
        return {name: cleaned[name] for name in FILTERS if cleaned.get(name)}

    def without(self, *names: str) -> "QuerySet[Any]":
        """Return what everything but some of the filters leaves in."""
        found: QuerySet[Any] = self.queryset.all()
        for name, value in self.chosen.items():
            if name not in names:
                found = self.filters[name].filter(found, value)
        return found


class FoundApplications:
    """The applications that the viewer may deal with and the question leaves in."""

    def __init__(self, query: QueryDict, programme: Programme, *, viewer: Person) -> None:
        """Take the question, whose list it is, and who asks."""
        self.query, self.programme = query, programme
        everything = with_waiting(applications_of(programme, viewer), programme, now=timezone.now())
        self.narrowed = ApplicationFilter(query, everything, programme=programme)

    @cached_property
    def counts(self) -> "Counter[tuple[str, str]]":
        """Return how many there are, by stage and by what they wait for; one query.

        What the funnel and the sentence themselves narrow by is left out.
        """
        found = self.narrowed.without("stage", "waits").order_by()
        rows = found.values_list("stage", "waits_for").annotate(number=Count("pk"))
        return Counter({(stage, waits): number for stage, waits, number in rows})

    def in_stage(self, stage: Stage) -> int:
        """Return how many are at one stage."""
        return sum(number for (at, _waits), number in self.counts.items() if at == stage)

    def waiting_for(self, who: str) -> int:
        """Return how many wait for "you", "reviewers" or "manager"."""
        return sum(number for (_stage, waits), number in self.counts.items() if waits in WHO[who])

    @cached_property
    def being_written(self) -> int:
        """Return how many are being written, in the chosen cohort and role; one query."""
        found = drafts_of(self.programme)
        chosen = self.narrowed.chosen
        wanted = {name: chosen[name] for name in ("cohort", "role") if name in chosen}
        return found.filter(**wanted).count()

    @property
    def total(self) -> int:
        """Return how many there are at any stage."""
        return self.counts.total()

    @property
    def count(self) -> int:
        """Return how many the list holds."""
        chosen = self.narrowed.chosen
        wanted = WHO.get(chosen.get("waits", ""), tuple(WaitsFor))
        return sum(
            number
            for (stage, waits), number in self.counts.items()
            if waits in wanted and stage == chosen.get("stage", stage)
        )

    @property
    def applications(self) -> "QuerySet[Any]":
        """Return them as the list is sorted, with what a line shows; four queries."""
        found = _sorted(self.narrowed.without(), self.query.get("sort", ""))
        return with_rows(found)

    def page(self) -> "Page[Any]":
        """Return the page that the question asks for."""
        pages = CountedPages(self.applications, PER_PAGE, count=self.count)
        return pages.get_page(self.query.get("page"))


def with_rows(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Load what a line shows of each application besides itself."""
    return found.select_related("person", "cohort", "round").prefetch_related(
        Prefetch("reviews", Review.objects.standing().select_related("reviewer")),
        Prefetch("endorsements", Endorsement.objects.select_related("endorser")),
        Prefetch("decisions", Decision.objects.exclude(state=DecisionState.SUPERSEDED)),
        "resolutions",
    )


def list_query(asked: QueryDict, programme: Programme) -> QueryDict:
    """Return what an address asks for; where it names no cohort, the one that people apply to."""
    query = asked.copy()
    if "cohort" not in query:
        cohort = cohort_applied_to(_newest_first(programme))
        query["cohort"] = str(cohort.pk) if cohort else ""
    return query


def cohort_applied_to(cohorts: list[Cohort]) -> Cohort | None:
    """Return the latest cohort that recruits, else the latest that is being matched."""
    by_start = sorted(cohorts, key=lambda cohort: cohort.starts_on, reverse=True)
    states = (CohortState.RECRUITING, CohortState.MATCHING)
    return next((cohort for state in states for cohort in by_start if cohort.state == state), None)


def _newest_first(programme: Programme) -> list[Cohort]:
    """Return the cohorts of a programme; the database is asked once for both who need them."""
    prefetch_related_objects([programme], "cohorts")
    return sorted(programme.cohorts.all(), key=lambda cohort: cohort.number, reverse=True)


def _sorted(found: "QuerySet[Any]", wanted: str) -> "QuerySet[Any]":
    """Sort by what an address asks for; what has waited longest first where it asks nothing."""
    key = wanted.removeprefix("-")
    if key not in SORTS:
        key = wanted = USUAL_SORT
    sort = SORTS[key]
    column = sort if hasattr(sort, "asc") else F(sort)
    ordered = column.desc() if wanted.startswith("-") else column.asc()
    return found.order_by(*_what_waits_first(key), ordered, Lower("person__name"), "pk")


def _what_waits_first(key: str) -> list[Any]:
    """Put what waits for nobody last, where the list is sorted by how long it waits."""
    if key != USUAL_SORT:
        return []
    nobody = When(waits_for=WaitsFor.NOBODY, then=Value(1))
    return [Case(nobody, default=Value(0), output_field=IntegerField())]


def _reviewers(programme: Programme) -> list[tuple[str, str]]:
    """Return who reviews or reviewed in the programme, by name; one query."""
    reviews = Review.objects.filter(round__cohort__programme=programme).standing().order_by()
    people = Person.objects.filter(pk__in=reviews.values("reviewer")).order_by("name", "pk")
    return [(str(pk), name) for pk, name in people.values_list("pk", "name")]
