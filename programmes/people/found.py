"""Who an address of the list of people means: narrowed, counted by state, sorted, in pages."""

from functools import cached_property

from django.core.paginator import Page
from django.db.models import prefetch_related_objects
from django.http import QueryDict

from mentorship.accounts.models import Person
from mentorship.common.pages import CountedPages
from programmes.enums import ParticipantState
from programmes.filters import ParticipantFilter
from programmes.models import Participant, Programme
from programmes.models.participant import ParticipantQuerySet
from programmes.people import PER_PAGE
from programmes.queries import StateCount, current_cohort, funnel_of
from programmes.tables import sort_people


def list_query(asked: QueryDict, programme: Programme) -> QueryDict:
    """Return what an address asks for; where it names no cohort, the current one.

    The programme keeps its cohorts at hand: the filters choose among them as well.
    """
    prefetch_related_objects([programme], "cohorts")
    query = asked.copy()
    if "cohort" not in query:
        cohort = current_cohort(list(programme.cohorts.all()))
        query["cohort"] = str(cohort.pk) if cohort else ""
    return query


class FoundPeople:
    """The participants whom the viewer may see and the question leaves in."""

    def __init__(self, query: QueryDict, programme: Programme, *, viewer: Person) -> None:
        """Take the question, whose list it is, and who asks."""
        self.query = query
        everybody = Participant.objects.visible_to(viewer).filter(cohort__programme=programme)
        self.narrowed = ParticipantFilter(query, everybody, programme=programme, viewer=viewer)

    @cached_property
    def steps(self) -> list[StateCount]:
        """Return how many are in each state; one query."""
        return funnel_of(self.narrowed.in_any_state)

    @property
    def total(self) -> int:
        """Return how many there are in any state."""
        return sum(step.count for step in self.steps)

    @property
    def count(self) -> int:
        """Return how many the list holds."""
        state = self.narrowed.chosen.get("state")
        if not state:
            return self.total
        counted = {step.state: step.count for step in self.steps}
        return counted.get(ParticipantState(state), 0)

    @property
    def people(self) -> ParticipantQuerySet:
        """Return them as the list is sorted, with what a line shows."""
        found = sort_people(self.narrowed.qs, self.query.get("sort", ""))
        return found.select_related("person", "cohort", "coordinator__person")

    def page(self) -> "Page[Participant]":
        """Return the page that the question asks for."""
        pages = CountedPages(self.people, PER_PAGE, count=self.count)
        return pages.get_page(self.query.get("page"))
