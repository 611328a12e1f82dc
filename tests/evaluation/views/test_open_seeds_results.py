"""The surveys of Open Seeds on their pages: what an independent script counted, exactly."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from evaluation.models import Wave
from mentorship.accounts.permissions import Role
from tests.evaluation.record import EXPECTED, import_record
from tests.people import sign_in, team_member

pytestmark = pytest.mark.django_db
SURVEYS = {
    "mid": "open-seeds-mentee-mid",
    "close": "open-seeds-mentee-close",
    "mentors": "open-seeds-mentor-close",
}


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Mapping[str, Any]:
    """Import the record once, open the pages of each survey, and take the rows back."""
    with django_db_blocker.unblock(), transaction.atomic():
        programme = import_record()
        client = sign_in(team_member(programme, "Catherine Ward", Role.LEAD_COORDINATOR))
        found: dict[str, Any] = {}
        for name, key in SURVEYS.items():
            waves = Wave.objects.filter(instrument__key=key).select_related("cohort")
            instrument = waves[0].instrument_id
            for view in ("all", "all-file"):
                address = f"evaluation:survey-results-{view}"
                found[name, view] = client.get(reverse(address, args=[programme.slug, instrument]))
            for wave in waves:
                address = reverse("evaluation:wave", args=[programme.slug, wave.pk])
                found[name, wave.cohort.number] = client.get(address)
        transaction.set_rollback(True)
    return found


def asked(page, key):
    (found,) = (q for q in page.context["results"].questions if q.question.key == key)
    return found


def counts(page, key):
    return {row.label.split(" ")[0]: row.count for row in asked(page, key).rows}


def test_mentors_met_expectations_as_counted(pages):
    page = pages["mid", "all"]
    told, expected = asked(page, "mentor_met_expectations"), EXPECTED["mentor_met_expectations"]
    assert told.question.figure.value == Decimal(str(expected["mean"])) == Decimal("4.6095")
    assert told.question.figure.n == expected["n"] == 105
    rows = counts(page, "mentor_met_expectations")
    assert rows["4"] + rows["5"] == expected["top2"] == 101
    assert "4.61 of 5 on average" in page.content.decode()
    lines = list(csv.DictReader(io.StringIO(pages["mid", "all-file"].content.decode())))
    (mean,) = (
        line
        for line in lines
        if (line["Question"], line["Figure"]) == ("My mentor met my expectations.", "Mean")
    )
    assert (mean["Value"], mean["Answers"]) == ("4.6095", "105")


def test_shares_as_counted(pages):
    again = counts(pages["mid", "all"], "work_with_mentor_again")
    assert list(again.values()) == list(EXPECTED["work_with_mentor_again"].values())
    recommend = asked(pages["close", "all"], "recommend")
    assert recommend.question.figure.count == EXPECTED["recommend"]["yes"] == 129
    assert recommend.question.figure.n == 131
    assert "129 of 131 answers said “Yes”" in pages["close", "all"].content.decode()
    back = asked(pages["mentors", "all"], "wants_mentor").question.figure
    assert back.count == EXPECTED["mentor_wants_to_return_as_mentor"] == 52
    assert back.n == EXPECTED["mentor_answers"] == 96


@pytest.mark.parametrize(
    ("survey", "expected"),
    [("mid", "mid_answers_per_cohort"), ("close", "close_answers_per_cohort")],
)
def test_answers_of_each_cohort_as_counted(pages, survey, expected):
    told = {
        str(number): int(page.context["results"].facts[0].value)
        for (name, number), page in pages.items()
        if name == survey and isinstance(number, int)
    }
    assert told == EXPECTED[expected]


@pytest.mark.parametrize(
    ("survey", "key"), [("mid", "mentor_met_expectations"), ("close", "recommend")]
)
def test_the_pages_of_the_cohorts_add_up_to_the_page_of_all(pages, survey, key):
    each = [pages[survey, number] for number in range(1, 6)]
    together = asked(pages[survey, "all"], key).question.figure
    assert sum(asked(page, key).question.figure.n or 0 for page in each) == together.n
