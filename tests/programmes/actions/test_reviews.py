"""Giving reviews out, writing and handing them in, standing aside, replacing, reminding."""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.actions.reviews import (
    EnoughReviewersError,
    IncompleteReviewError,
    IsDecidedError,
    MarkEntry,
    NobodyFitError,
    NudgedAlreadyError,
    PlanChangedError,
    ReviewClosedError,
    SamplesFirstError,
    assign_reviewers,
    give_back,
    nudge_review,
    recuse,
    replace_reviewer,
    save_review,
    submit_review,
)
from programmes.actions.selection_rounds import (
    NoProfileError,
    SamplesInUseError,
    change_round,
    declare_conflicts,
    open_round,
    remove_conflict,
    write_samples,
)
from programmes.applying.enums import ApplicationState
from programmes.models import ConflictOfInterest, Decision, Profile, Review, SelectionRound
from programmes.selection.conflicts import Nearness, conflicts_among
from programmes.selection.enums import DecisionReason, Outcome, ReviewState
from programmes.selection.rounds import plan_assignment, reviews_open_to, waits_for_samples
from tests.factories.choosing import NominationFactory, mentor_application
from tests.programmes.races import both_at_once
from tests.programmes.reviewing import hand_in, make_reviewing, reviewer_called

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(world):
    # The world's own reviewer would be a fourth; their time is over.
    world.programme.team.filter(person=world.reviewer).update(
        started_on=timezone.localdate() - timedelta(days=9),
        ended_on=timezone.localdate() - timedelta(days=1),
    )
    return make_reviewing(world.cohort)


def leave(scene, person):
    scene.programme.team.filter(person=person).update(
        started_on=timezone.localdate() - timedelta(days=9), ended_on=timezone.localdate()
    )


def test_assigning_is_even_recorded_once_and_mailed_once_to_each(world, scene):
    plan = assign_reviewers(scene.round, by=world.coordinator)
    assert plan.number == 6
    assert set(Counter(Review.objects.values_list("reviewer", flat=True)).values()) == {2}
    assert {each.round_id for each in scene.cohort.applications.all()} == {scene.round.pk}
    assert sorted(scene.cohort.applications.values_list("round_number", flat=True)) == [1, 2, 3]
    assert Event.objects.filter(kind="round.assigned").count() == 1
    mails = Message.objects.filter(kind="programmes.reviews_assigned")
    assert {mail.recipient for mail in mails} == set(scene.reviewers)
    assert "You have 2 applications to read" in mails[0].subject
    again = assign_reviewers(scene.round, by=world.coordinator)
    assert again.is_empty
    assert (Review.objects.count(), mails.count()) == (6, 3)


def test_a_plan_that_changed_since_it_was_shown_is_refused(world, scene):
    shown = plan_assignment(scene.round).fingerprint
    mentor_application(scene.programme, cohort=scene.cohort)
    with pytest.raises(PlanChangedError):
        assign_reviewers(scene.round, by=world.coordinator, fingerprint=shown)
    assert not Review.objects.exists()


def test_late_applications_go_into_another_round_and_drafts_into_none(world, scene):
    assign_reviewers(scene.round, by=world.coordinator)
    late = mentor_application(scene.programme, cohort=scene.cohort)
    draft = mentor_application(
        scene.programme, cohort=scene.cohort, state=ApplicationState.DRAFT, submitted_at=None
    )
    second = open_round(scene.cohort, by=world.coordinator, reviewers_each=3)
    assert second.number == 2
    assert list(assign_reviewers(second, by=world.coordinator).reviewers) == [late]
    draft.refresh_from_db()
    assert draft.round is None


def test_assigning_makes_no_more_queries_for_more_applications(world, scene):
    with CaptureQueriesContext(connection) as few:
        assign_reviewers(scene.round, by=world.coordinator)
    for _each in range(12):
        mentor_application(scene.programme, cohort=scene.cohort)
    second = open_round(scene.cohort, by=world.coordinator, reviewers_each=2)
    with CaptureQueriesContext(connection) as many:
        assert assign_reviewers(second, by=world.coordinator).number == 24
    assert len(many) <= len(few)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_give_out_everything_once(world):
    scene = make_reviewing(world.cohort)

    def give_out():
        assign_reviewers(SelectionRound.objects.get(pk=scene.round.pk), by=world.coordinator)

    assert not both_at_once(give_out, give_out)
    assert Review.objects.count() == 6
    assert Event.objects.filter(kind="round.assigned").count() == 1


def test_who_is_too_near_is_known_from_the_records(world, scene):
    one, two, three = scene.reviewers
    boss, friend, own = scene.applications
    membership = one.memberships.get()
    Profile.objects.create(membership=membership, line_manager_email=boss.person.email.upper())
    NominationFactory.create(
        cohort=scene.cohort, role="mentor", nominee=friend.person, nominated_by=two
    )
    own.person = three
    own.save()
    people = [each.person_id for each in scene.applications]
    found = conflicts_among(scene.programme, people, [each.pk for each in scene.reviewers])
    assert found == {
        boss.person_id: {one.pk: Nearness.MANAGED},
        friend.person_id: {two.pk: Nearness.NOMINATED},
        three.pk: {three.pk: Nearness.SELF},
    }
    plan = assign_reviewers(scene.round, by=world.coordinator)
    assert one not in plan.reviewers[boss]
    assert two not in plan.reviewers[friend]
    assert three not in plan.reviewers[own]


def test_what_is_declared_beforehand_is_heeded_and_what_was_begun_ends(world, scene):
    one = scene.reviewers[0]
    applicant = scene.applications[0].person
    assign_reviewers(scene.round, by=world.coordinator)
    theirs = Review.objects.filter(reviewer=one, application__person=applicant)
    declare_conflicts(scene.programme, reviewer=one, applicants=[applicant], by=one)
    assert not theirs.to_do().exists()
    assert declare_conflicts(scene.programme, reviewer=one, applicants=[applicant], by=one) == 0
    conflict = ConflictOfInterest.objects.get()
    remove_conflict(conflict, by=world.coordinator)
    remove_conflict(conflict, by=world.coordinator)
    assert Event.objects.filter(kind="conflict.removed").count() == 1


def test_says_which_applications_cannot_get_enough(world, scene):
    for person in scene.reviewers[1:]:
        leave(scene, person)
    plan = assign_reviewers(scene.round, by=world.coordinator)
    assert plan.number == 3
    assert {short.missing for short in plan.shortages} == {1}


def first_review(world, scene):
    assign_reviewers(scene.round, by=world.coordinator)
    return Review.objects.select_related("reviewer", "application", "round__cohort").first()


def test_a_review_is_kept_in_part_and_handed_in_whole(world, scene):
    review = first_review(world, scene)
    listens, knows = scene.criteria
    part = [
        MarkEntry(listens.pk, 4, is_chosen=True, evidence=""),
        MarkEntry(knows.pk, None, is_chosen=False, evidence="Begun to note"),
    ]
    save_review(review, marks=part, note="Private.", by=review.reviewer)
    with pytest.raises(IncompleteReviewError) as refused:
        submit_review(review, by=review.reviewer)
    assert set(refused.value.criteria) == {listens.pk, knows.pk}
    assert review.marks.get(criterion=knows).evidence == "Begun to note"
    hand_in(review, 4, None)
    review.refresh_from_db()
    assert (review.state, review.private_note) == (ReviewState.SUBMITTED, "")
    with pytest.raises(IllegalTransitionError):
        save_review(review, marks=[], note="", by=review.reviewer)
    assert review.marks.count() == 2


def test_nobody_else_and_nobody_who_left_writes_in_a_review(world, scene):
    review = first_review(world, scene)
    other = next(each for each in scene.reviewers if each != review.reviewer)
    with pytest.raises(ReviewClosedError):
        save_review(review, marks=[], note="", by=other)
    leave(scene, review.reviewer)
    with pytest.raises(ReviewClosedError):
        submit_review(review, by=review.reviewer)


def test_no_mark_is_taken_for_an_application_that_was_withdrawn(world, scene):
    review = first_review(world, scene)
    review.application.state = ApplicationState.WITHDRAWN
    review.application.withdrawn_at = timezone.now()
    review.application.save()
    with pytest.raises(ReviewClosedError):
        hand_in(review, 3, 3)


def test_who_stands_aside_is_replaced_by_whoever_has_least(world, scene):
    review = first_review(world, scene)
    recuse(review, reason="My cousin", by=review.reviewer)
    assert ConflictOfInterest.objects.get().reason == "My cousin"
    before = set(review.application.reviews.values_list("reviewer", flat=True))
    instead = replace_reviewer(review, by=world.coordinator)
    assert instead.pk not in before
    with pytest.raises(EnoughReviewersError):
        replace_reviewer(review, by=world.coordinator)
    assert review.application.reviews.standing().count() == 2
    assert Message.objects.filter(recipient=instead).count() == 2


def test_a_late_review_is_taken_back_only_if_somebody_else_may(world, scene):
    review = first_review(world, scene)
    third = reviewer_called(scene.programme, "Rae Four")
    assert replace_reviewer(review, by=world.coordinator) in {*scene.reviewers, third}
    review.refresh_from_db()
    assert review.state == ReviewState.WITHDRAWN
    for person in {*scene.reviewers, third} - {review.reviewer}:
        leave(scene, person)
    last = Review.objects.to_do().filter(reviewer=review.reviewer)[0]
    with pytest.raises(NobodyFitError):
        replace_reviewer(last, by=world.coordinator)
    last.refresh_from_db()
    assert last.state == ReviewState.ASSIGNED


def test_what_is_handed_in_is_replaced_by_nobody(world, scene):
    review = first_review(world, scene)
    hand_in(review, 3, 3)
    with pytest.raises(IllegalTransitionError):
        replace_reviewer(review, by=world.coordinator)


@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_find_one_replacement(world):
    scene = make_reviewing(world.cohort)
    review = first_review(world, scene)
    recuse(review, reason="A friend", by=review.reviewer)
    wrong = both_at_once(
        lambda: replace_reviewer(review, by=world.coordinator),
        lambda: replace_reviewer(review, by=world.coordinator),
    )
    assert [type(each) for each in wrong] == [EnoughReviewersError]
    assert review.application.reviews.standing().count() == 2


def test_what_somebody_who_left_had_to_do_goes_to_others(world, scene):
    review = first_review(world, scene)
    leave(scene, review.reviewer)
    plan = assign_reviewers(scene.round, by=world.coordinator)
    assert {each.reviewer for each in plan.stranded} == {review.reviewer}
    for application in scene.applications:
        assert application.reviews.standing().exclude(reviewer=review.reviewer).count() == 2
    assert not reviews_open_to(review.reviewer).exists()


def test_a_review_is_given_back_with_a_reason_until_something_is_decided(world, scene):
    review = first_review(world, scene)
    hand_in(review, 3, 3)
    give_back(review, reason="Evidence is for another criterion", by=world.coordinator)
    review.refresh_from_db()
    assert (review.state, review.marks.count()) == (ReviewState.ASSIGNED, 2)
    mail = Message.objects.get(kind="programmes.review_given_back")
    assert "Evidence is for another criterion" in mail.text
    assert review.application.person.name not in mail.text
    hand_in(review, 4, 3)
    Decision.objects.create(
        application=review.application,
        outcome=Outcome.ACCEPT,
        reason=DecisionReason.MEETS_PROFILE,
        staged_by=world.coordinator,
        staged_at=timezone.now(),
    )
    with pytest.raises(IsDecidedError):
        give_back(review, reason="Again", by=world.coordinator)


def test_a_reviewer_is_reminded_once_a_day_of_all_at_once(world, scene):
    review = first_review(world, scene)
    assert nudge_review(review, by=world.coordinator) == 2
    other = Review.objects.filter(reviewer=review.reviewer).exclude(pk=review.pk).get()
    with pytest.raises(NudgedAlreadyError):
        nudge_review(other, by=world.coordinator)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert nudge_review(other, by=world.coordinator) == 2
    assert Message.objects.filter(kind="programmes.reviews_nudge").count() == 2


def test_samples_come_first_where_the_round_asks_for_it(world, scene):
    change_round(scene.round, by=world.coordinator, calibrates=True)
    review = first_review(world, scene)
    samples = Review.objects.filter(reviewer=review.reviewer, sample__isnull=False)
    assert samples.count() == 2
    assert waits_for_samples(review)
    with pytest.raises(SamplesFirstError):
        hand_in(review, 3, 3)
    write_samples(scene.round, texts={1: "Another text"}, by=world.coordinator)
    for sample in samples:
        hand_in(sample, 2, 4)
    with pytest.raises(SamplesInUseError):
        write_samples(scene.round, texts={1: "Too late"}, by=world.coordinator)
    hand_in(review, 3, 3)
    assert scene.round.samples.get(number=1).text == "Another text"


def test_samples_need_a_profile(world):
    with pytest.raises(NoProfileError):
        open_round(world.cohort, by=world.coordinator, reviewers_each=2, calibrates=True)
