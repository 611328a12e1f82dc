"""The list of applications, as a page and as a file, and nudging the late."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Endorsement, Profile, Review
from programmes.selection.enums import ReviewState
from tests.factories.accounts import MembershipFactory, PersonFactory
from tests.factories.choosing import (
    ApplicationFactory,
    EligibilityRuleFactory,
    EndorsementFactory,
    MarkFactory,
    ReviewFactory,
    SelectionRoundFactory,
    mentor_application,
    published_profile,
)
from tests.factories.programmes import CohortFactory

LIST = "/programmes/leaders/applications/"
NUDGE = f"{LIST}nudge/"


def names_on(page):
    return [row["name"] for row in page.context["rows"]]


def days_ago(number):
    return timezone.now() - timedelta(days=number)


@pytest.fixture
def recruiting(world):
    return CohortFactory.create(programme=world.programme, state=CohortState.RECRUITING)


def reviewed(world, cohort, name, *levels):
    """Make a mentor's application with a review to do for each None, and one in for each level."""
    application = mentor_application(
        world.programme,
        cohort=cohort,
        person__name=name,
        submitted_at=days_ago(9),
        round=cohort.selection_rounds.first() or SelectionRoundFactory.create(cohort=cohort),
    )
    criterion = application.profile.expectations.get().criteria.get()
    for level in levels:
        review = ReviewFactory.create(
            application=application,
            round=application.round,
            assigned_at=days_ago(8),
            state=ReviewState.ASSIGNED if level is None else ReviewState.SUBMITTED,
            ended_at=None if level is None else days_ago(1),
        )
        if level is not None:
            MarkFactory.create(review=review, criterion=criterion, level=level)
    return application


@pytest.fixture
def four(world, recruiting):
    """One ready to decide, one half reviewed, one mentee before a line manager, one withdrawn."""
    published_profile(world.programme, {"is_essential": True})
    reviewed(world, recruiting, "Ada Ready", 2, 2)
    reviewed(world, recruiting, "Ben Half", 5, None)
    mentee = ApplicationFactory.create(
        cohort=recruiting,
        role=ParticipantRole.MENTEE,
        person__name="Cleo Mentee",
        submitted_at=days_ago(5),
    )
    EndorsementFactory.create(application=mentee, endorser__name="Lena Line", asked_at=days_ago(4))
    ApplicationFactory.create(
        cohort=recruiting,
        person__name="Dan Gone",
        state=ApplicationState.WITHDRAWN,
        withdrawn_at=days_ago(1),
    )
    ApplicationFactory.create_batch(2, cohort=recruiting, state=ApplicationState.DRAFT)
    return recruiting


def test_the_page_says_who_waits_for_whom_before_it_lists_them(world, client_of, four):
    page = client_of(world.coordinator).get(LIST)

    assert page.context["sentence"] == (
        "One application waits for you, one for reviewers, one for a line manager."
    )
    assert page.context["being_written"] == "Two are being written."
    assert names_on(page) == ["Ben Half", "Cleo Mentee", "Ada Ready", "Dan Gone"]
    half, mentee, ready, gone = page.context["rows"]
    to_do = Review.objects.to_do().get()
    assert (half["who"], half["reviews"], half["score"]) == (to_do.reviewer.name, "1 of 2", "")
    assert (mentee["who"], mentee["age"]) == ("Lena Line", "4 days")
    assert (ready["who"], ready["score"], ready["flags"]) == ("You", "25", ["Essential not met"])
    assert gone["who"] == ""


def test_no_mark_is_seen_before_all_reviews_are_in(world, client_of, four):
    client = client_of(world.coordinator)
    page = client.get(f"{LIST}?q=half")
    assert page.context["rows"][0]["score"] == ""
    detail = client.get(page.context["rows"][0]["url"])
    assert "Marks are shown once all reviews are in." in detail.text
    assert "Score of 100" not in detail.text


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("q=CLEO", ["Cleo Mentee"]),
        ("role=mentee", ["Cleo Mentee"]),
        ("stage=ready", ["Ada Ready"]),
        ("stage=withdrawn", ["Dan Gone"]),
        ("waits=you", ["Ada Ready"]),
        ("waits=reviewers", ["Ben Half"]),
        ("waits=manager", ["Cleo Mentee"]),
        ("waits=manager&stage=ready", []),
        ("sort=name", ["Ada Ready", "Ben Half", "Cleo Mentee", "Dan Gone"]),
        ("sort=-stage", ["Dan Gone", "Ada Ready", "Ben Half", "Cleo Mentee"]),
        ("sort=reviews&role=mentor", ["Dan Gone", "Ben Half", "Ada Ready"]),
        ("q=nobody", []),
        ("stage=king&reviewer=x&page=9", ["Ben Half", "Cleo Mentee", "Ada Ready", "Dan Gone"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(world, client_of, four, question, names):
    page = client_of(world.coordinator).get(f"{LIST}?{question}")

    assert page.status_code == 200
    assert names_on(page) == names
    assert page.context["page"].paginator.count == len(names)


def test_the_list_is_narrowed_by_reviewer_and_stages_lead_to_theirs(world, client_of, four):
    client = client_of(world.coordinator)
    reviewer = Review.objects.to_do().get().reviewer
    assert names_on(client.get(f"{LIST}?reviewer={reviewer.pk}")) == ["Ben Half"]
    steps = client.get(LIST).context["steps"]
    assert [step["count"] for step in steps] == [1, 1, 1, 0, 0, 0, 1]
    assert names_on(client.get(LIST + steps[1]["url"])) == ["Ben Half"]


def test_the_list_makes_as_many_queries_for_1_row_as_for_30(
    world, client_of, recruiting, django_assert_max_num_queries
):
    published_profile(world.programme, {})
    reviewed(world, recruiting, "Ada Ready", 4, 5)
    client = client_of(world.coordinator)
    client.get(LIST)
    with django_assert_max_num_queries(22) as few:
        client.get(LIST)
    for number in range(29):
        reviewed(world, recruiting, f"Person {number}", 4, 5 if number % 2 else None)
    with django_assert_max_num_queries(22) as many:
        page = client.get(LIST)
    assert "30 applications" in page.text
    assert len(names_on(page)) == 25
    assert len(many) == len(few)


def test_who_may_not_see_applications_is_turned_away(world, client_of, four):
    for person, status in (
        (world.reviewer, 403),
        (world.facilitator, 403),
        (world.stranger, 404),
        (world.other_coordinator, 404),
    ):
        assert client_of(person).get(LIST).status_code == status


def test_the_file_holds_what_the_page_shows_and_is_recorded(world, client_of, four):
    client = client_of(world.coordinator)
    person = four.applications.get(person__name="Ada Ready").person
    person.name = "=cmd|' /C calc'!A0"
    person.save()

    file = client.get(client.get(f"{LIST}?stage=ready").context["csv_url"])

    header, line = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    assert line[0].startswith("'=cmd")
    assert dict(zip(header, line, strict=True))["Score of 100"] == "25"
    (event,) = Event.objects.filter(kind="table.downloaded")
    assert event.changes == {"table": "applications", "rows": 1}


def test_the_page_of_one_shows_what_came_and_what_comes(world, client_of, four):
    client = client_of(world.coordinator)
    mentee = four.applications.get(person__name="Cleo Mentee")
    page = client.get(f"{LIST}{mentee.pk}/?list=role%3Dmentee")

    assert "Lena Line" in page.text
    assert "Unanswered" in page.text
    assert page.context["trail"][0]["url"] == f"{LIST}?role=mentee"
    assert page.context["next_step"].url == NUDGE
    assert client_of(world.stranger).get(f"{LIST}{mentee.pk}/").status_code == 404
    draft = four.applications.filter(state=ApplicationState.DRAFT).first()
    assert client.get(f"{LIST}{draft.pk}/").status_code == 404


def test_the_late_are_nudged_after_a_preview_and_at_most_once_a_day(world, client_of, four):
    Endorsement.objects.update(asked_at=days_ago(8))
    unreachable = EndorsementFactory.create(
        application__cohort=four,
        endorser=PersonFactory.create(name="No Address", email=None),
        asked_at=days_ago(20),
        expires_at=days_ago(1),
    )
    in_time = ReviewFactory.create(application__cohort=four, round=four.selection_rounds.get())
    client = client_of(world.coordinator)

    page = client.get(NUDGE)
    late = Review.objects.filter(application__person__name="Ben Half").to_do().get()
    assert {each.who.name for each in page.context["nudged"]} == {late.reviewer.name, "Lena Line"}
    assert [each.why_not for each in page.context["spared"]] == [
        "Their time to answer is over: ask again"
    ]
    assert not Review.objects.filter(nudged_at__isnull=False).exists()

    said = client.post(NUDGE, follow=True)
    assert "2 people are nudged." in said.text
    again = client.post(NUDGE, follow=True)
    assert "Nobody is late who was not nudged today." in again.text
    for row, is_nudged in ((late, True), (in_time, False), (unreachable, False)):
        row.refresh_from_db()
        assert (row.nudged_at is not None) == is_nudged


def test_a_reviewer_with_several_late_reviews_is_nudged_once(world, client_of, four):
    late = Review.objects.to_do().get()
    other = ReviewFactory.create(
        application__cohort=four,
        round=late.round,
        reviewer=late.reviewer,
        assigned_at=days_ago(12),
    )
    client = client_of(world.coordinator)
    (shown,) = client.get(NUDGE).context["nudged"]
    assert (shown.what, shown.row) == ("2 reviews", other)
    client.post(NUDGE)
    assert client.get(NUDGE).context["nudged"] == []


def test_only_who_decides_nudges(world, client_of, four):
    assert client_of(world.reviewer).get(NUDGE).status_code == 403
    assert client_of(world.reviewer).post(NUDGE).status_code == 403


def test_who_is_not_eligible_or_cannot_be_told_is_flagged(
    world, client_of, recruiting, django_assert_max_num_queries
):
    EligibilityRuleFactory.create(programme=world.programme, role=ParticipantRole.MENTEE)
    client = client_of(world.coordinator)
    for name, department in (("Abe", "Care"), ("Bea", ""), ("Cleo", "Finance")):
        application = ApplicationFactory.create(
            cohort=recruiting, role=ParticipantRole.MENTEE, person__name=f"{name} Asks"
        )
        membership = MembershipFactory.create(
            organisation=world.organisation, person=application.person
        )
        Profile.objects.update_or_create(membership=membership, defaults={"department": department})
    client.get(LIST)
    with django_assert_max_num_queries(23):
        page = client.get(LIST)
    assert {row["name"]: row["flags"] for row in page.context["rows"]} == {
        "Abe Asks": ["Not eligible"],
        "Bea Asks": ["Eligibility cannot be told"],
        "Cleo Asks": [],
    }
    detail = client.get(page.context["rows"][0]["url"])
    assert detail.context["flags"] == page.context["rows"][0]["flags"]
