"""A reviewer's own pages: blind to others, without names where they are hidden, nothing lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.audit.models import Event
from programmes.actions.reviews import assign_reviewers
from programmes.actions.selection_rounds import change_round
from programmes.models import ConflictOfInterest, Review
from programmes.selection.enums import ReviewState
from tests.factories.choosing import AnswerFactory, mentor_application
from tests.programmes.reviewing import hand_in, make_reviewing

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(world):
    found = make_reviewing(world.cohort, hides_names=True)
    assign_reviewers(found.round, by=world.coordinator)
    return found


@pytest.fixture
def review(world, scene):
    return Review.objects.filter(reviewer=world.reviewer).first()


@pytest.fixture
def client(world, client_of):
    return client_of(world.reviewer)


def fields(scene, *levels, evidence="Seen."):
    data = {"private_note": "For the panel"}
    for criterion, level in zip(scene.criteria, levels, strict=True):
        data |= {f"level_{criterion.pk}": level, f"evidence_{criterion.pk}": evidence}
    return data


def test_home_and_the_list_say_what_waits(client, scene):
    number = Review.objects.filter(reviewer__name="Ruth Levi").count()
    assert f"You have {number} application" in client.get("/home/").text
    page = client.get("/reviews/").text
    assert "Applicant " in page
    assert f"0 of {number}" in page


def test_a_hidden_name_is_nowhere(client, review):
    AnswerFactory.create(
        application=review.application,
        question__section__form=review.application.form,
        values=["I listen first."],
    )
    page = client.get(f"/reviews/{review.pk}/").text
    assert "I listen first." in page
    for text in (page, client.get("/reviews/").text):
        assert review.application.person.name not in text
    assert f"<title>Applicant {review.application.round_number}" in page.replace("\n", "")


def test_shows_criteria_with_their_anchors(client, review):
    page = client.get(f"/reviews/{review.pk}/").text
    for words in ("Listens", "essential", "not seen", "always", "Cannot judge"):
        assert words in page


def test_a_part_is_kept_and_comes_back(client, scene, review):
    address = f"/reviews/{review.pk}/"
    client.post(address, {**fields(scene, "4", ""), "act": "save"})
    page = client.get(address).text
    assert "Seen." in page
    assert "For the panel" in page
    assert page.count("checked") == 1
    review.refresh_from_db()
    assert review.state == ReviewState.ASSIGNED


def test_handing_in_asks_for_everything_and_loses_nothing(client, scene, review):
    address = f"/reviews/{review.pk}/"
    page = client.post(address, {**fields(scene, "4", ""), "act": "hand_in"}).text
    assert "Knows the work: choose a level" in page
    assert "For the panel" in page
    page = client.post(address, {**fields(scene, "4", "2", evidence=""), "act": "hand_in"}).text
    assert page.count("say in a few words what you saw") == 4
    page = client.post(address, {**fields(scene, "9", "2"), "act": "hand_in"}).text
    assert "Choose one from the list" in page
    review.refresh_from_db()
    assert review.state == ReviewState.ASSIGNED


def test_what_is_handed_in_is_read_only(client, scene, review):
    address = f"/reviews/{review.pk}/"
    done = client.post(address, {**fields(scene, "4", "none"), "act": "hand_in"})
    assert done.status_code == 302
    page = client.get(address).text
    assert "4 of 5" in page
    assert "cannot judge" in page
    client.post(address, {**fields(scene, "1", "1"), "act": "save"})
    assert sorted(review.marks.values_list("level", flat=True), key=str) == [4, None]


def test_another_reviewers_review_is_not_there(client_of, scene, review):
    other = next(each for each in scene.reviewers if each != review.reviewer)
    client = client_of(other)
    for page in ("", "stand-aside/", "compare/"):
        assert client.get(f"/reviews/{review.pk}/{page}").status_code == 404


def test_who_left_the_team_has_no_reviews(world, client, scene, review):
    scene.programme.team.filter(person=world.reviewer).update(ended_on=timezone.localdate())
    assert client.get(f"/reviews/{review.pk}/").status_code == 404
    assert client.get("/reviews/people/").status_code == 404
    assert "Nothing to read" in client.get("/reviews/").text


def test_standing_aside_needs_a_reason(client, review):
    address = f"/reviews/{review.pk}/stand-aside/"
    assert "Please fill this in." in client.post(address, {"reason": ""}).text
    client.post(address, {"reason": "My cousin"})
    review.refresh_from_db()
    assert review.state == ReviewState.RECUSED
    assert client.get(f"/reviews/{review.pk}/").status_code == 404


def test_people_can_be_named_beforehand(world, client, scene):
    page = client.get("/reviews/people/").text
    assert "Applicant A" in page
    applicant = scene.applications[0].person
    data = {"programme": "leaders", "applicants": [applicant.pk]}
    client.post("/reviews/people/", data)
    assert ConflictOfInterest.objects.get().applicant == applicant
    page = client.post("/reviews/people/", {**data, "applicants": []}).text
    assert "Tick at least one person." in page
    strange = {**data, "applicants": [world.stranger.pk]}
    assert "is not one of the available choices" in client.post("/reviews/people/", strange).text


def test_samples_come_first_and_are_compared_only_then(world, client, scene, review):
    change_round(scene.round, by=world.coordinator, calibrates=True)
    first, second = Review.objects.filter(reviewer=world.reviewer, sample__isnull=False)
    assert "First, two samples" in client.get(f"/reviews/{review.pk}/").text
    other = next(each for each in scene.reviewers)
    for sample in Review.objects.filter(reviewer=other, sample__isnull=False):
        hand_in(sample, 1, 3)
    hand_in(first, 4, 3)
    compare = f"/reviews/{first.pk}/compare/"
    assert client.get(compare).status_code == 302
    hand_in(second, 4, 3)
    page = client.get(compare).text
    assert "2 of 4 reviewers have marked both" in page
    assert page.count("Talk about this before you go on") == 2
    assert "What they wrote" in client.get(f"/reviews/{review.pk}/").text


def test_the_list_makes_no_more_queries_for_more(world, client, scene):
    client.get("/reviews/")
    with CaptureQueriesContext(connection) as few:
        client.get("/reviews/")
    for _each in range(20):
        mentor_application(scene.programme, cohort=scene.cohort)
    assign_reviewers(scene.round, by=world.coordinator)
    with CaptureQueriesContext(connection) as many:
        client.get("/reviews/")
    assert len(many) <= len(few)


def test_a_reviewer_takes_back_what_they_said_and_nothing_else(world, client_of):
    reviewing = make_reviewing(world.cohort)
    reviewer, other = reviewing.reviewers[:2]
    own, noted, others = (
        ConflictOfInterest.objects.create(
            programme=world.programme,
            reviewer=whose,
            applicant=application.person,
            declared_by=by,
        )
        for application, whose, by in zip(
            reviewing.applications,
            (reviewer, reviewer, other),
            (reviewer, world.coordinator, other),
            strict=True,
        )
    )
    client = client_of(reviewer)
    page = client.get("/reviews/people/").text
    assert page.count('name="remove"') == 1
    for conflict in (own, own, noted, others):
        assert client.post("/reviews/people/", {"remove": conflict.pk}).status_code == 302
    assert client.post("/reviews/people/", {"remove": "nonsense"}).status_code == 302
    assert set(ConflictOfInterest.objects.all()) == {noted, others}
    assert Event.objects.filter(kind="conflict.removed").count() == 1


def test_names_are_looked_for_among_those_who_apply(world, client_of):
    reviewing = make_reviewing(world.cohort)
    page = client_of(reviewing.reviewers[0]).get("/reviews/people/", {"q": "cant b"}).text
    assert "Applicant B" in page
    assert "Applicant A" not in page
