"""The list of applications that wait for a decision, the highest score first."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower

from programmes.models import Application, Decision
from programmes.models.application import ApplicationQuerySet
from programmes.models.decision import DecisionQuerySet
from programmes.selection.enums import DecisionState
from programmes.selection.standings import Standing, standings_of

ON_A_PAGE = 50
SORTS = ("score", "name", "handed_in")


@dataclass(frozen=True, slots=True)
class RankedRow:
    """An application, how it stands, and what is staged."""

    application: Application
    standing: Standing
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """One page of the list."""

    page: "Page[UUID]"
    rows: tuple[RankedRow, ...]


def undecided(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Return those for which nothing is staged either."""
    return applications.handed_in().exclude(Exists(_staged()))


def staged(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Return those for which something is staged."""
    return applications.handed_in().filter(Exists(_staged()))


def ranking_of(applications: ApplicationQuerySet, *, sort: str, page: str | int) -> Ranking:
    """Return a page of the list; the number of queries does not grow with it.

    A score is stored nowhere before a decision, so that sorting by it reads every mark once; names
    and days are sorted by the database.
    """
    first = "submitted_at" if sort == "handed_in" else Lower("person__name")
    ordered = applications.order_by(first, "pk")
    if sort == "score":
        pks = _by_score(list(ordered.only("pk", "profile", "cohort", "round")))
    else:
        pks = list(ordered.values_list("pk", flat=True))
    found = Paginator(pks, ON_A_PAGE).get_page(page)
    shown = applications.filter(pk__in=list(found)).select_related("person", "cohort", "round")
    by_pk = {each.pk: each for each in shown}
    rows = [by_pk[pk] for pk in found if pk in by_pk]
    standings = standings_of(rows)
    decisions = {
        each.application_id: each
        for each in Decision.objects.staged()
        .filter(application__in=rows)
        .select_related("staged_by")
    }
    return Ranking(
        found,
        tuple(RankedRow(each, standings[each.pk], decisions.get(each.pk)) for each in rows),
    )


def _by_score(applications: Sequence[Application]) -> list[UUID]:
    """Return the ids, the highest score first; those without a score come last, by name."""
    standings = standings_of(applications)

    def key(application: Application) -> tuple[bool, float]:
        standing = standings[application.pk]
        value = standing.score.value if standing.is_complete else None
        return (value is None, -float(value or 0))

    return [each.pk for each in sorted(applications, key=key)]


def _staged() -> DecisionQuerySet:
    """Return what is staged for an application of the outer query."""
    return Decision.objects.filter(application=OuterRef("pk"), state=DecisionState.STAGED)
