"""Nobody deals with their own application, and reviewers learn no more than they should."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from mentorship.accounts.permissions import Role
from programmes.actions.reviews import assign_reviewers
from programmes.actions.waiting_list import OwnPlaceError, promote_next
from programmes.applying.enums import ApplicationState, QuestionKind
from programmes.checks.enums import CheckState
from programmes.documents.keeping import path_of
from programmes.models import ConflictOfInterest, Participant, Review, StoredFile
from programmes.selection.enums import DecisionState, Outcome, ReviewState
from programmes.selection.round_figures import figures_of
from tests.factories.choosing import (
    AnswerFactory,
    CheckFactory,
    DecisionFactory,
    mentor_application,
    waiting_place,
)
from tests.factories.programmes import CohortFactory
from tests.people import team_member
from tests.programmes.reviewing import hand_in, make_reviewing

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(world):
    """A second coordinator, who applies as well."""
    return team_member(world.programme, "Maya Ferreira", Role.COORDINATOR)


@pytest.fixture
def scene(world):
    return make_reviewing(world.cohort, hides_names=True)


def left_the_team(world, person):
    """Let somebody's time in the team be over."""
    yesterday = timezone.localdate() - timezone.timedelta(days=1)
    world.programme.team.filter(person=person).update(started_on=yesterday, ended_on=yesterday)


def with_a_file(application, name):
    """Answer a question of an application by a file that names its sender."""
    stored = StoredFile.objects.create(
        organisation=application.cohort.programme.organisation,
        key="a" * 32,
        filename=name,
        content_type="application/pdf",
        size=4,
        sha256="",
        sent_by=application.person,
    )
    default_storage.save(path_of(stored.key), ContentFile(b"%PDF"))
    AnswerFactory.create(
        application=application,
        question__section__form=application.form,
        question__kind=QuestionKind.FILE,
        values=[name],
        file=stored,
    )
    return stored


def test_a_file_does_not_say_the_hidden_name(world, scene, client_of):
    assign_reviewers(scene.round, by=world.coordinator)
    review = Review.objects.filter(reviewer=world.reviewer).first()
    stored = with_a_file(review.application, "Zebedee Quill CV.pdf")
    client = client_of(world.reviewer)
    assert "Quill" not in client.get(f"/reviews/{review.pk}/").text
    address = f"/applications/{review.application_id}/files/{stored.pk}/"
    response = client.get(address)
    assert response.status_code == 200
    assert "Quill" not in str(response.headers)
    assert response.headers["Content-Disposition"].endswith('.pdf"')
    # A coordinator knows the name, and finds the file under its own.
    response = client_of(world.coordinator).get(address)
    assert "Quill" in response.headers["Content-Disposition"]


def test_who_reviews_no_more_reads_neither_files_nor_the_panel(world, scene, client_of):
    assign_reviewers(scene.round, by=world.coordinator)
    review = Review.objects.filter(reviewer=world.reviewer).first()
    stored = with_a_file(review.application, "cv.pdf")
    for each in Review.objects.filter(application=review.application):
        hand_in(each, 3, 3)
    client = client_of(world.reviewer)
    addresses = (
        f"/applications/{review.application_id}/files/{stored.pk}/",
        f"/panels/{review.application_id}/",
    )
    assert [client.get(each).status_code for each in addresses] == [200, 200]
    left_the_team(world, world.reviewer)
    assert [client.get(each).status_code for each in addresses] == [404, 404]


def test_nobody_chooses_who_reads_their_own_application(world, scene, maya, client_of):
    own = mentor_application(world.programme, cohort=world.cohort, person=maya)
    assign_reviewers(scene.round, by=world.coordinator)
    review = own.reviews.first()
    client = client_of(maya)
    start = f"/programmes/{world.programme.slug}/rounds/{scene.round.pk}/"
    for act in ("replace", "give-back"):
        address = f"{start}reviews/{review.pk}/{act}/"
        assert client.post(address, {"reason": "Harsh"}).status_code == 404
    review.refresh_from_db()
    assert review.state == ReviewState.ASSIGNED
    client.post(f"{start}conflicts/", {"reviewer": review.reviewer_id, "applicant": maya.pk})
    assert not ConflictOfInterest.objects.exists()


def test_who_waits_sets_neither_their_own_priority_nor_their_own_place(world, maya, client_of):
    place = waiting_place(world.cohort)
    place.application.person = maya
    place.application.save()
    client = client_of(maya)
    start = f"/programmes/{world.programme.slug}/waiting-list/{place.pk}/"
    assert client.post(f"{start}priority/", {"priority": 1, "reason": "Me"}).status_code == 404
    assert client.post(f"{start}promote/", {"reason": "Me"}).status_code == 404
    with pytest.raises(OwnPlaceError):
        promote_next(world.cohort, by=maya, instead=place)
    assert not Participant.objects.filter(person=maya).exists()


def test_nobody_brings_themselves_into_a_later_cohort(world, maya, client_of):
    own = mentor_application(
        world.programme, cohort=world.cohort, person=maya, state=ApplicationState.DECIDED
    )
    DecisionFactory.create(application=own, outcome=Outcome.LATER, state=DecisionState.PUBLISHED)
    later = CohortFactory.create(programme=world.programme)
    address = f"/programmes/{world.programme.slug}/applications/{own.pk}/later/"
    assert client_of(maya).post(address, {"cohort": later.pk}).status_code == 404
    assert not Participant.objects.filter(person=maya).exists()


def test_nobody_confirms_their_own_check(world, maya, client_of):
    check = CheckFactory.create(requirement__programme=world.programme, person=maya)
    client = client_of(maya)
    start = f"/programmes/{world.programme.slug}/checks/{check.pk}/"
    assert client.get(start).status_code == 200
    assert client.post(f"{start}confirm/", {"seen": ""}).status_code == 404
    check.refresh_from_db()
    assert check.state == CheckState.ASKED


def test_who_applied_learns_nothing_of_who_reads_it(world, scene, maya, client_of):
    own = mentor_application(world.programme, cohort=world.cohort, person=maya)
    assign_reviewers(scene.round, by=world.coordinator)
    readers = Review.objects.filter(application=own)
    aside = readers[0]
    ConflictOfInterest.objects.create(
        programme=world.programme, reviewer=aside.reviewer, applicant=maya, reason="Once sacked me"
    )
    readers.filter(pk=aside.pk).update(state=ReviewState.RECUSED, ended_at=timezone.now())
    start = f"/programmes/{world.programme.slug}/rounds/{scene.round.pk}/"
    pages = ["", "conflicts/", "assign/", *(f"reviewers/{each.reviewer_id}/" for each in readers)]

    def read(person):
        client = client_of(person)
        return " ".join(client.get(f"{start}{page}").text.partition("<main")[2] for page in pages)

    assert "Once sacked me" in read(world.coordinator)
    assert maya.name in read(world.coordinator)
    seen = read(maya)
    assert "Once sacked me" not in seen
    assert maya.name not in seen


def test_few_marks_do_not_tell_how_one_was_marked(world, scene, maya):
    own = mentor_application(world.programme, cohort=world.cohort, person=maya)
    assign_reviewers(scene.round, by=world.coordinator)
    for level, review in zip((1, 5), Review.objects.filter(application=own), strict=True):
        hand_in(review, level, level)
    assert figures_of(scene.round, reader=world.coordinator)[1]
    assert not figures_of(scene.round, reader=maya)[1]
