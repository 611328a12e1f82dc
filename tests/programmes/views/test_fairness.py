"""How acceptance compares between groups, as a page and as a file."""

import csv
import io

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.applying.enums import ApplicationState
from programmes.models import Decision, Profile
from programmes.selection.enums import DecisionReason, DecisionState, Outcome
from tests.factories.accounts import MembershipFactory
from tests.factories.choosing import ApplicationFactory
from tests.factories.programmes import CohortFactory

PAGE = "/programmes/leaders/fairness/"


def applicants(world, department, decided, accepted, cohort=None):
    for turn in range(decided):
        membership = MembershipFactory.create(organisation=world.organisation)
        Profile.objects.create(membership=membership, department=department)
        application = ApplicationFactory.create(
            cohort=cohort or world.cohort,
            person=membership.person,
            state=ApplicationState.DECIDED,
        )
        Decision.objects.create(
            application=application,
            outcome=Outcome.ACCEPT if turn < accepted else Outcome.DECLINE,
            state=DecisionState.PUBLISHED,
            reason=DecisionReason.MEETS_PROFILE,
            staged_by=world.coordinator,
            staged_at=timezone.now(),
            published_by=world.coordinator,
            published_at=timezone.now(),
        )


@pytest.fixture
def selection(world):
    applicants(world, "Sales", 6, 5)
    applicants(world, "Legal", 5, 2)
    applicants(world, "Finance", 5, 4)
    applicants(world, "Product", 2, 1)


def test_small_groups_are_counted_together_and_the_ratio_is_told(world, client_of, selection):
    page = client_of(world.coordinator).get(PAGE)

    department = page.context["parts"][0]
    rows = [[cell["text"] for cell in row] for row in department["rows"]]
    assert rows == [
        ["Sales", "6", "0", "6", "5", "83", "44–97", "1.00", "–"],
        ["Legal", "5", "0", "5", "2", "40", "12–77", "0.48", "–"],
        ["Other groups, each too small to show", "7", "0", "7", "5", "71", "–", "–", "–"],
        ["All", "18", "0", "18", "12", "67", "–", "–", "–"],
    ]
    assert "Product" not in page.text
    assert department["findings"] == [
        "Legal, 2 of 5: 0.48 of the highest rate (Sales, 5 of 6), which is below four fifths."
    ]
    assert "29 CFR 1607.4" in page.text


def test_one_cohort_may_be_looked_at_alone(world, client_of, selection):
    other = CohortFactory.create(programme=world.programme)
    applicants(world, "Sales", 5, 5, cohort=other)
    client = client_of(world.coordinator)
    assert client.get(PAGE).context["number"] == 23
    assert client.get(f"{PAGE}?cohort={other.pk}").context["number"] == 5
    assert client.get(f"{PAGE}?role=mentee").context["number"] == 0
    assert client.get(f"{PAGE}?role=&cohort=nonsense").status_code == 200


def test_the_file_hides_the_same_groups_and_is_recorded(world, client_of, selection):
    file = client_of(world.coordinator).get(f"{PAGE}csv/")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert [row[1] for row in rows if row[0] == "Department"] == [
        "Sales",
        "Legal",
        "Other groups, each too small to show",
        "All",
    ]
    (event,) = Event.objects.filter(kind="table.downloaded")
    assert event.changes["table"] == "fairness"


def test_who_may_not_see_applications_is_turned_away(world, client_of):
    assert client_of(world.reviewer).get(PAGE).status_code == 403
    assert client_of(world.stranger).get(PAGE).status_code == 404
    assert client_of(world.reviewer).get(f"{PAGE}csv/").status_code == 403
