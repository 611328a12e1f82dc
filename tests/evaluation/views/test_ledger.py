"""The ledger of recommendations in the console."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Finding
from mentorship.accounts.permissions import Role
from mentorship.audit.models import Event
from programmes.enums import CohortState, ReadingMoment, RecommendationState
from programmes.models import Recommendation
from programmes.needs import needs_of
from tests.evaluation.views.test_waves import text_of
from tests.factories.ledger import FindingFactory
from tests.factories.programmes import CohortFactory, ProgrammeFactory, TeamMemberFactory
from tests.factories.setup import RecommendationFactory

MEASURE = "matching.closed_as_planned"


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def address(name, world, *args):
    return reverse(f"evaluation:{name}", args=(world.programme.slug, *args))


def test_an_empty_ledger_says_where_to_begin(world, coordinator):
    body = text_of(coordinator.get(address("ledger", world)))
    assert "Nothing has been recommended yet" in body


def test_a_finding_leads_to_a_recommendation_with_its_figure(world, coordinator):
    given = {"text": "Few met", "figure": "9 of 14", "n": "14", "source_words": "Counted in May"}
    answer = coordinator.post(address("finding-add", world) + "?source=typed", given)
    finding = Finding.objects.get()
    assert answer["Location"].endswith(f"?finding={finding.pk}")

    page = text_of(coordinator.get(answer["Location"]))
    assert "9 of 14" in page
    given = {
        "text": "Meet sooner", "reason": "They never begin", "figure": "99 of 99",
        "applies": "next_cohort", "direction": "higher", "measure": MEASURE,
    }  # fmt: skip
    coordinator.post(answer["Location"], given)
    made = Recommendation.objects.get()
    assert (made.figure, made.measure) == ("9 of 14", MEASURE)
    assert list(made.findings.all()) == [finding]


def test_a_figure_is_copied_from_what_is_counted_and_none_can_be_typed(world, coordinator):
    page = address("finding-add", world) + "?source=measure"
    body = text_of(coordinator.get(page))
    key = "training.invented"
    answer = coordinator.post(page, {"figure": key, "text": "Said"})
    assert answer.status_code == 200
    assert not Finding.objects.exists()
    assert "Where is the figure?" in text_of(coordinator.get(address("finding-add", world)))
    assert "What does the figure show?" in body


@pytest.mark.parametrize("source", ["report:nonsense", "wave:1", "elsewhere"])
def test_sources_that_are_not_there_are_not_found(world, coordinator, source):
    page = address("finding-add", world) + f"?source={source}"
    assert coordinator.get(page).status_code == 404


def test_a_recommendation_is_accepted_into_a_cohort_and_carried_out(world, coordinator):
    row = RecommendationFactory.create(programme=world.programme)
    cohort = CohortFactory.create(programme=world.programme, state=CohortState.DESIGNING)
    given = {"choice": "adapted", "words": "We call them", "cohort": cohort.pk, "due_on": ""}
    coordinator.post(address("recommendation-decide", world, row.pk), given)
    row.refresh_from_db()
    assert (row.state, row.cohort_taken, row.taken_into) == ("adapted", cohort, world.programme)

    done = address("recommendation-done", world, row.pk)
    assert coordinator.get(done).status_code == 405
    for _ in range(2):
        coordinator.post(done, {"done": "yes"})
    kinds = [event.kind for event in Event.objects.about(row)]
    assert kinds == ["recommendation.done", "recommendation.adapted"]


def test_a_refusal_without_words_keeps_what_was_chosen(world, coordinator):
    row = RecommendationFactory.create(programme=world.programme)
    page = address("recommendation-decide", world, row.pk)
    body = text_of(coordinator.post(page, {"choice": "refused", "words": " "}))
    assert "Say why not" in body
    row.refresh_from_db()
    assert row.state == RecommendationState.OPEN


def test_a_cohort_of_a_stranger_is_refused(world, coordinator):
    row = RecommendationFactory.create(programme=world.programme)
    foreign = CohortFactory.create()
    given = {"choice": "accepted", "cohort": foreign.pk}
    answer = coordinator.post(address("recommendation-decide", world, row.pk), given)
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.state == RecommendationState.OPEN


def test_who_comes_second_hears_who_decided(world, coordinator):
    row = RecommendationFactory.create(programme=world.programme, state="refused")
    page = address("recommendation-decide", world, row.pk)
    body = text_of(coordinator.post(page, {"choice": "accepted"}, follow=True))
    assert "Quick Colleague was quicker" in body
    row.refresh_from_db()
    assert row.state == "refused"


def test_another_programmes_recommendation_is_not_here(world, coordinator):
    row = RecommendationFactory.create(programme__organisation=world.organisation)
    assert coordinator.get(address("recommendation", world, row.pk)).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(world, coordinator):
    def made(count):
        for _ in range(count):
            row = RecommendationFactory.create(
                programme=world.programme, state="accepted", taken_into=world.programme,
                measure=MEASURE,
            )  # fmt: skip
            FindingFactory.create(programme=world.programme).recommendations.add(row)
            FindingFactory.create(programme=world.programme)

    def queries(name):
        with CaptureQueriesContext(connection) as counted:
            assert coordinator.get(address(name, world)).status_code == 200
        return len(counted)

    names = ("ledger", "ledger-table", "finding-list", "lesson-list")
    made(1)
    queries("ledger")
    before = {name: queries(name) for name in names}
    made(18)
    assert {name: queries(name) for name in names} == before


def test_the_file_has_a_line_for_each(world, coordinator):
    RecommendationFactory.create(programme=world.programme, text="=1+1", figure="9 of 14")
    body = coordinator.get(address("ledger-table", world)).content.decode()
    assert "9 of 14" in body
    assert "\n=1+1" not in body


def test_lessons_are_found_by_their_stems_and_marked_without_letting_markup_in(world, coordinator):
    other = ProgrammeFactory.create(organisation=world.organisation)
    RecommendationFactory.create(programme=other, text="Ask <b>line managers</b> first")
    RecommendationFactory.create(programme=world.programme, text="Managing mentors' calendars")
    RecommendationFactory.create(programme=world.programme, text="Two kick-offs")
    assert "line managers" not in text_of(coordinator.get(address("lesson-list", world)))

    TeamMemberFactory.create(programme=other, person=world.coordinator, role=Role.COORDINATOR)
    seen = coordinator.get(address("lesson-list", world), {"q": "manager"})
    assert b"Ask &lt;b&gt;line <mark>managers</mark>" in seen.content
    assert b"Two kick-offs" not in seen.content


@pytest.mark.parametrize("words", ["\x00", "' OR 1=1 --", '"', "a & | !", "-", "\ue000"])
def test_any_words_may_be_looked_for(world, coordinator, words):
    assert coordinator.get(address("lesson-list", world), {"q": words}).status_code == 200


def test_today_asks_to_decide_while_a_cohort_is_designed_and_when_a_promise_is_late(world):
    row = RecommendationFactory.create(programme=world.programme)
    keys = [need.key for need in needs_of(world.programme, world.coordinator)]
    assert "evaluation.ledger.open" not in keys
    CohortFactory.create(programme=world.programme, state=CohortState.DESIGNING)
    late = RecommendationFactory.create(
        state="accepted", taken_into=world.programme,
        due_on=timezone.localdate() - timedelta(days=2),
    )  # fmt: skip
    keys = [need.key for need in needs_of(world.programme, world.coordinator)]
    assert {"evaluation.ledger.open", "evaluation.ledger.overdue"} <= set(keys)

    Recommendation.objects.filter(pk=late.pk).update(due_on=timezone.localdate())
    Recommendation.objects.filter(pk=row.pk).delete()
    keys = [need.key for need in needs_of(world.programme, world.coordinator)]
    assert not {"evaluation.ledger.open", "evaluation.ledger.overdue"} & set(keys)


def test_the_page_says_that_it_cannot_tell_when_nothing_was_read_since(world, coordinator):
    row = RecommendationFactory.create(
        programme=world.programme, state="accepted", taken_into=world.programme, measure=MEASURE
    )
    row.readings.create(
        moment=ReadingMoment.DECISION, programme=world.programme, value="40.0", n=4, of=10,
        kind="share", as_of=timezone.localdate() - timedelta(days=9),
    )  # fmt: skip
    body = text_of(coordinator.get(address("recommendation", world, row.pk)))
    assert "40.0% (4 of 10)" in body
    assert "has not been read since" in body
