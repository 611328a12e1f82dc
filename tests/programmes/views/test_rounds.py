"""Rounds in the console: opening, giving out with a preview, progress, agreement, giving back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentorship.accounts.permissions import Role
from mentorship.notifications.models import Message
from programmes.actions.reviews import assign_reviewers, recuse
from programmes.models import ConflictOfInterest, Review, SelectionRound
from programmes.selection.enums import ReviewState
from tests.factories.choosing import mentor_application
from tests.factories.programmes import CohortFactory, TeamMemberFactory
from tests.programmes.reviewing import hand_in, make_reviewing

pytestmark = pytest.mark.django_db
ROUNDS = "/programmes/leaders/rounds/"


@pytest.fixture
def scene(world):
    return make_reviewing(world.cohort)


@pytest.fixture
def address(scene):
    return f"{ROUNDS}{scene.round.pk}/"


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def test_a_round_is_opened_and_changed(world, client):
    assert "No round is open" in client.get(ROUNDS).text
    data = {"cohort": world.cohort.pk, "reviewers_each": 1, "review_by": "2027-03-01"}
    assert "At least 2." in client.post(f"{ROUNDS}open/", data).text
    calibrated = {**data, "reviewers_each": 2, "calibrates": "on"}
    page = client.post(f"{ROUNDS}open/", calibrated).text
    assert "Publish the Ideal Mentor Profile first" in page
    client.post(f"{ROUNDS}open/", {**data, "reviewers_each": 3})
    opened = SelectionRound.objects.get()
    assert opened.reviewers_each == 3
    client.post(f"{ROUNDS}{opened.pk}/settings/", {"reviewers_each": 2, "hides_names": "on"})
    opened.refresh_from_db()
    assert (opened.reviewers_each, opened.hides_names, opened.review_by) == (2, True, None)


def test_giving_out_is_shown_first_with_the_mail(client, scene, address):
    page = client.get(f"{address}assign/").text
    assert "6 reviews would be given out" in page
    assert "The mail that each reviewer gets" in page
    assert not Review.objects.exists()
    assert "Something has changed" in client.post(f"{address}assign/", {"fingerprint": "x"}).text
    assert "Something has changed" in client.post(f"{address}assign/").text
    mark = page.split('name="fingerprint" value="')[1].split('"')[0]
    done = client.post(f"{address}assign/", {"fingerprint": mark}, follow=True).text
    assert "6 reviews are given out" in done
    assert Review.objects.count() == 6
    page = client.get(f"{address}assign/").text
    assert "Every application of the round has its reviewers" in page


def test_agreement_waits_until_all_of_an_application_is_in(world, client, scene, address):
    assign_reviewers(scene.round, by=world.coordinator)
    application = scene.applications[0]
    one, two = application.reviews.select_related("reviewer", "application")
    hand_in(one, 5, 2)
    page = client.get(address).text
    assert "1 of 6 reviews are in." in page
    assert "Until then nobody learns of others’ marks" in page
    hand_in(two, 5, 2)
    page = client.get(address).text
    assert "All reviews are in for 1 of 3 applications." in page
    assert "Krippendorff’s alpha (ordinal) is 1.00;" in page
    assert "Too few can be compared to say." in page
    assert "Too few marks of" in page


def test_a_reviewer_is_reminded_and_replaced_from_the_round(world, client, scene, address):
    assign_reviewers(scene.round, by=world.coordinator)
    review = Review.objects.select_related("reviewer", "application", "round")[0]
    nudge = f"{address}reviews/{review.pk}/nudge/"
    assert "still wait" in client.get(nudge).text
    assert not Message.objects.filter(kind="programmes.reviews_nudge").exists()
    assert "is reminded of" in client.post(nudge, follow=True).text
    assert "was reminded today already" in client.post(nudge, follow=True).text
    recuse(review, reason="A friend", by=review.reviewer)
    page = client.get(address).text
    assert "Somebody else is wanted" in page
    assert "1 application wants another reviewer" in client.get("/programmes/leaders/").text
    replace = f"{address}reviews/{review.pk}/replace/"
    assert "reads it instead" in client.get(replace).text
    assert "reads it instead" in client.post(replace, follow=True).text
    assert "Somebody else is wanted" not in client.get(address).text
    client.post(replace)
    assert Review.objects.standing().filter(application=review.application).count() == 2


def test_a_review_is_given_back_with_a_reason(world, client, scene, address):
    assign_reviewers(scene.round, by=world.coordinator)
    review = Review.objects.select_related("reviewer", "application")[0]
    hand_in(review, 5, 1)
    page = client.get(f"{address}reviewers/{review.reviewer_id}/").text
    assert "Give back" in page
    assert "5 of 5" not in page
    back = f"{address}reviews/{review.pk}/give-back/"
    assert "Please fill this in." in client.post(back, {"reason": ""}).text
    client.post(back, {"reason": "The wrong criterion"})
    review.refresh_from_db()
    assert (review.state, review.given_back_reason) == (ReviewState.ASSIGNED, "The wrong criterion")


def test_two_people_are_kept_apart_and_it_is_taken_back(client, scene, address):
    data = {"reviewer": scene.reviewers[0].pk, "applicant": scene.applications[0].person_id}
    client.post(f"{address}conflicts/", {**data, "reason": "Siblings"})
    known = ConflictOfInterest.objects.get()
    page = client.get(f"{address}conflicts/").text
    assert "Rae One does not judge Applicant A" in page
    assert "1 pair is kept apart" in client.get(f"{address}assign/").text
    client.post(f"{address}conflicts/", {"remove": "nonsense"})
    client.post(f"{address}conflicts/", {"remove": known.pk})
    assert not ConflictOfInterest.objects.exists()


def test_whoever_reviews_as_well_compares_samples_only_after_their_own(world, client, scene):
    TeamMemberFactory.create(
        programme=scene.programme, person=world.coordinator, role=Role.REVIEWER
    )
    scene.round.calibrates = True
    scene.round.save()
    assign_reviewers(scene.round, by=world.coordinator)
    address = f"{ROUNDS}{scene.round.pk}/"
    assert "strong and shows little" in client.get(f"{address}samples/").text
    assert "Hand yours in first" in client.get(f"{address}compare/").text
    for sample in Review.objects.filter(reviewer=world.coordinator, sample__isnull=False):
        hand_in(sample, 2, 2)
    assert "1 of 5 reviewers have marked both" in client.get(f"{address}compare/").text
    assert "the texts stay as they are" in client.get(f"{address}samples/").text


def test_the_round_makes_no_more_queries_for_more(world, client, scene, address):
    assign_reviewers(scene.round, by=world.coordinator)
    for review in scene.applications[0].reviews.select_related("reviewer", "application"):
        hand_in(review, 4, 2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for _each in range(15):
        mentor_application(scene.programme, cohort=scene.cohort)
    assign_reviewers(scene.round, by=world.coordinator)
    for review in Review.objects.to_do().select_related("reviewer", "application"):
        hand_in(review, 3, 4)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)


@pytest.mark.parametrize(
    ("who", "status"),
    [("reviewer", 403), ("facilitator", 403), ("mentor", 403), ("stranger", 404)],
)
def test_others_see_no_round(world, client_of, address, who, status):
    client = client_of(getattr(world, who))
    for page in ("", "settings/", "assign/", "samples/", "compare/", "conflicts/"):
        assert client.get(f"{address}{page}").status_code == status


def test_a_round_or_review_of_elsewhere_is_not_there(world, client, scene, address):
    theirs = make_reviewing(CohortFactory.create(programme=world.other_programme))
    assign_reviewers(theirs.round, by=None)
    review = Review.objects.filter(round=theirs.round).first()
    assert client.get(f"{address}reviews/{review.pk}/nudge/").status_code == 404
    assert client.get(f"{ROUNDS}{theirs.round.pk}/").status_code == 404
    assert client.get(f"{address}reviewers/{world.mentor.pk}/").status_code == 404
