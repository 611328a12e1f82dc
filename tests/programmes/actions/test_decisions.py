"""Decisions are staged once, told together, carried out, and opened again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from mentorship.audit.models import Event
from mentorship.common.lifecycle import GoneMeanwhileError, IllegalTransitionError, advance
from mentorship.notifications.models import Message
from programmes.actions.appeals import (
    AlreadyAnsweredError,
    StillOpenError,
    answer_appeal,
    ask_about,
    reconsider,
)
from programmes.actions.decision_effects import (
    GoneTooFarError,
    NotForLaterError,
    bring_in_later,
)
from programmes.actions.decisions import (
    AlreadyStagedError,
    NotReadyError,
    NotWaitingError,
    Words,
    change_decision,
    publish_decisions,
    stage_decision,
    unstage_decision,
    write_letter,
)
from programmes.actions.participants import (
    AlreadyTakesPartError,
    move_participant,
    move_participants,
)
from programmes.actions.resolutions import (
    AlreadyResolvedError,
    NothingToResolveError,
    resolve,
)
from programmes.applying.enums import APPLICATION_TRANSITIONS, ApplicationState
from programmes.enums import ParticipantState
from programmes.intake.enums import WaitingState
from programmes.models import Appeal, Criterion, Decision, Participant, WaitingPlace
from programmes.selection.enums import AppealKind, DecisionReason, DecisionState, Outcome
from programmes.signals import decision_published
from tests.factories.choosing import published_profile
from tests.factories.programmes import CohortFactory
from tests.programmes.deciding import mentee_application, reviewed, reviewers
from training.development import seats_offered

pytestmark = pytest.mark.django_db
REASON = DecisionReason.MEETS_PROFILE


@pytest.fixture
def cohort(world):
    published_profile(
        world.programme,
        {"name": "Listens", "weight": 3, "is_essential": True, "met_from": 3},
        {"name": "Knows the trade", "weight": 1},
    )
    return world.cohort


@pytest.fixture
def readers(cohort):
    return reviewers(2)


def stage(application, world, outcome=Outcome.ACCEPT, **words):
    return stage_decision(
        application, outcome=outcome, reason=REASON, by=world.coordinator, words=Words(**words)
    )


def publish(world, *decisions):
    return publish_decisions(decisions, by=world.coordinator)


def place_of(application):
    return Participant.objects.get(
        cohort=application.cohort, person=application.person, role=application.role
    )


def test_only_one_decision_is_staged_and_the_second_reads_of_the_first(world, cohort, readers):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    decision = stage(application, world)
    with pytest.raises(AlreadyStagedError) as raised:
        stage(application, world, Outcome.DECLINE)
    assert raised.value.decision == decision
    assert Decision.objects.get().outcome == Outcome.ACCEPT
    assert Event.objects.about(decision).get().changes == {"outcome": "accept"}


@pytest.mark.parametrize(
    ("marks", "outcome", "words", "why"),
    [
        ([[4, 4]], Outcome.ACCEPT, {}, "1 review is not handed in yet"),
        ([[5, 4], [3, 4]], Outcome.ACCEPT, {}, "Reviewers disagree"),
        ([[2, 4], [2, 4]], Outcome.ACCEPT, {}, "Something essential is not met"),
        ([[2, 4], [2, 4]], Outcome.DECLINE, {}, "Something essential is not met"),
        ([[4, 4], [4, 4]], Outcome.DEVELOP, {}, "Choose what they should work on"),
        ([[4, 4], [4, 4]], Outcome.WAIT, {}, "not for their role"),
    ],
)
def test_what_is_in_the_way_is_said(world, cohort, readers, marks, outcome, words, why):
    application = reviewed(cohort, readers, *marks)
    with pytest.raises(NotReadyError, match=why):
        stage(application, world, outcome, **words)
    assert not Decision.objects.exists()


def test_a_flagged_essential_may_be_answered_and_needs_none_to_be_told_later(
    world, cohort, readers
):
    application = reviewed(cohort, readers, [2, 4], [2, 4])
    assert stage(application, world, essentials_answer="She learns fast.").essentials_answer
    other = reviewed(cohort, readers, [2, 4], [2, 4], name="Otto Other")
    assert stage(other, world, Outcome.LATER).essentials_answer == ""


def test_without_a_round_a_reason_is_asked_of_mentors_alone(world, cohort):
    application = reviewed(cohort, [])
    cohort.selection_rounds.all().delete()
    application.refresh_from_db()
    with pytest.raises(NotReadyError, match="without reviews"):
        stage(application, world)
    assert stage(application, world, without_reviews="Known for years").without_reviews
    assert stage(mentee_application(cohort), world)


def test_with_a_round_a_mentor_nobody_reviews_cannot_be_decided(world, cohort):
    application = reviewed(cohort, [])
    with pytest.raises(NotReadyError, match="Fewer reviewers"):
        stage(application, world, without_reviews="Known for years")


@pytest.mark.parametrize("state", [ApplicationState.WITHDRAWN, ApplicationState.DRAFT])
def test_nothing_is_decided_about_who_withdrew_or_writes_again(world, cohort, readers, state):
    application = reviewed(cohort, readers, [4, 4], [4, 4])
    also = {"withdrawn_at": now()} if state == ApplicationState.WITHDRAWN else {}
    advance(application, state, APPLICATION_TRANSITIONS, **also)
    with pytest.raises(NotWaitingError):
        stage(application, world)


def test_nobody_decides_about_themselves(world, cohort, readers):
    application = reviewed(cohort, readers, [4, 4], [4, 4], person=world.coordinator)
    with pytest.raises(NotWaitingError, match="own application"):
        stage(application, world)


def test_a_disagreement_is_settled_once_and_opens_the_way(world, cohort, readers):
    application = reviewed(cohort, readers, [5, 4], [3, 4])
    listens, trade = Criterion.objects.order_by("position")
    with pytest.raises(NothingToResolveError):
        resolve(application, trade, note="?", by=world.coordinator)
    resolve(application, listens, note="We listened again.", by=world.coordinator)
    with pytest.raises(AlreadyResolvedError):
        resolve(application, listens, note="Mine!", by=world.coordinator)
    assert application.resolutions.get().note == "We listened again."
    assert stage(application, world)


def test_a_staged_decision_is_changed_by_who_saw_it_and_taken_back(world, cohort, readers):
    application = reviewed(cohort, readers, [4, 4], [4, 4])
    first = stage(application, world)
    write_letter(first, letter="My words", by=world.coordinator, seen="")
    wanted = {"reason": REASON, "by": world.coordinator}
    changed = change_decision(first, outcome=Outcome.LATER, seen=first.staged_at, **wanted)
    assert changed.letter == ""
    with pytest.raises(AlreadyStagedError):
        change_decision(first, outcome=Outcome.DECLINE, seen=first.staged_at, **wanted)
    unstage_decision(changed, by=world.coordinator)
    with pytest.raises(GoneMeanwhileError):
        unstage_decision(changed, by=world.coordinator)
    assert not Decision.objects.exists()


def test_a_letter_that_somebody_else_wrote_is_not_overwritten(world, cohort, readers):
    decision = stage(reviewed(cohort, readers, [4, 4], [4, 4]), world)
    write_letter(decision, letter="Maya’s words", by=world.coordinator, seen="")
    with pytest.raises(AlreadyStagedError):
        write_letter(decision, letter="Mine", by=world.coordinator, seen="")
    assert Decision.objects.get().letter == "Maya’s words"


def test_accept_is_told_once_and_carried_out(world, cohort, readers):
    application = reviewed(cohort, readers, [4, 4], [5, 4])
    heard = []
    decision_published.connect(receiver := lambda decision, **_: heard.append(decision), weak=False)
    decision = stage(application, world)
    assert publish(world, decision).told == [decision]
    assert publish(world, decision).told == []
    decision_published.disconnect(receiver)

    decision.refresh_from_db()
    application.refresh_from_db()
    assert (decision.state, application.state) == (DecisionState.PUBLISHED, "decided")
    # (3·(4.5 − 1)/4 + 1·(4 − 1)/4) / 4
    assert str(decision.score) == "0.84375"
    assert decision.published_by == world.coordinator
    assert place_of(application).state == ParticipantState.ACCEPTED
    assert heard == [decision]
    message = Message.objects.get(kind="programmes.decision")
    assert message.subject == "You are a mentor in Leaders"
    assert decision.letter.splitlines()[0] in message.text
    assert "Ana" in message.text


@pytest.mark.parametrize(
    ("outcome", "words", "state", "reason"),
    [
        (Outcome.DECLINE, {}, ParticipantState.DECLINED, "Meets the profile"),
        (Outcome.LATER, {}, ParticipantState.DECLINED, "Accepted for later"),
        (Outcome.DEVELOP, {"keys": 1}, ParticipantState.DECLINED, "Offered development first"),
    ],
)
def test_other_outcomes_end_the_place(world, cohort, readers, outcome, words, state, reason):
    application = reviewed(cohort, readers, [4, 3], [4, 3])
    keys = (Criterion.objects.get(name="Knows the trade").key,) if words else ()
    decision = stage(application, world, outcome, development_keys=keys)
    publish(world, decision)
    place = place_of(application)
    assert (place.state, place.ended_reason) == (state, reason)
    assert bool(seats_offered(application.person)) == (outcome == Outcome.DEVELOP)
    letter = Message.objects.get(kind="programmes.decision").text
    assert ("Knows the trade" in letter) == (outcome == Outcome.DEVELOP)


def test_a_mentee_is_put_on_the_waiting_list(world, cohort):
    application = mentee_application(cohort)
    publish(world, stage(application, world, Outcome.WAIT))
    assert WaitingPlace.objects.get().application == application
    assert place_of(application).state == ParticipantState.APPLIED


def test_who_withdrew_or_moved_on_is_left_out_by_name(world, cohort, readers):
    gone = reviewed(cohort, readers, [4, 4], [4, 4], name="Gil Gone")
    moved = reviewed(cohort, readers, [4, 4], [4, 4], name="Mo Moved")
    open_again = reviewed(cohort, readers, [4, 4], [4, 4], name="Oda Open")
    stays = reviewed(cohort, readers, [4, 4], [4, 4], name="Sam Stays")
    decisions = [stage(each, world, Outcome.LATER) for each in (gone, moved, open_again, stays)]
    advance(gone, ApplicationState.WITHDRAWN, APPLICATION_TRANSITIONS, withdrawn_at=now())
    move_participant(place_of(moved), ParticipantState.WITHDRAWN, by=None)
    open_again.reviews.update(state="assigned", ended_at=None)
    result = publish(world, *decisions)
    assert [each.application for each in result.told] == [stays]
    assert [(each.application.person.name, why) for each, why in result.left_out] == [
        ("Gil Gone", "They have withdrawn their application."),
        ("Mo Moved", "Their place is marked “Withdrawn” by now."),
        ("Oda Open", "2 reviews are not handed in yet."),
    ]
    assert Message.objects.filter(kind="programmes.decision").count() == 1


def test_who_is_accepted_for_later_comes_into_a_later_cohort_once(world, cohort, readers):
    application = reviewed(cohort, readers, [4, 4], [4, 4])
    decision = stage(application, world, Outcome.LATER)
    later = CohortFactory.create(programme=world.programme, number=cohort.number + 1)
    with pytest.raises(NotForLaterError):
        bring_in_later(decision, cohort=later, by=world.coordinator)
    publish(world, decision)
    with pytest.raises(NotForLaterError):
        bring_in_later(decision, cohort=cohort, by=world.coordinator)
    place = bring_in_later(decision, cohort=later, by=world.coordinator)
    assert (place.cohort, place.state) == (later, ParticipantState.ACCEPTED)
    with pytest.raises(AlreadyTakesPartError):
        bring_in_later(decision, cohort=later, by=world.coordinator)


def test_a_question_is_answered_once(world, cohort, readers):
    decision = stage(reviewed(cohort, readers, [4, 4], [4, 4]), world, Outcome.DECLINE)
    publish(world, decision)
    person = decision.application.person
    asked = {"kind": AppealKind.QUESTION, "words": "Why?", "by": person}
    appeal = ask_about(decision, **asked)
    with pytest.raises(StillOpenError):
        ask_about(decision, **asked)
    answer_appeal(appeal, answer="Because.", by=world.coordinator)
    with pytest.raises(AlreadyAnsweredError):
        answer_appeal(appeal, answer="Other", by=world.coordinator)
    mail = Message.objects.get(kind="programmes.appeal_answer")
    assert mail.recipient == person
    assert "Because." in mail.text
    assert ask_about(decision, **asked).pk != appeal.pk


@pytest.mark.parametrize("outcome", [Outcome.ACCEPT, Outcome.DECLINE])
def test_a_decision_is_opened_again_and_another_one_can_be_staged(world, cohort, readers, outcome):
    application = reviewed(cohort, readers, [4, 4], [4, 4])
    decision = stage(application, world, outcome)
    publish(world, decision)
    appeal = ask_about(decision, kind=AppealKind.APPEAL, words="Please", by=application.person)
    reconsider(appeal, answer="We look again.", by=world.coordinator)
    decision.refresh_from_db()
    application.refresh_from_db()
    assert (decision.state, application.state) == (DecisionState.SUPERSEDED, "submitted")
    place = place_of(application)
    assert (place.state, place.ended_on, place.ended_reason) == ("applied", None, "")
    assert Appeal.objects.get().answer == "We look again."
    again = stage(application, world, Outcome.ACCEPT)
    assert publish(world, again).told == [again]
    assert place_of(application).state == ParticipantState.ACCEPTED
    assert Message.objects.filter(kind="programmes.decision").count() == 2


def test_what_has_gone_on_is_not_opened_again(world, cohort, readers):
    application = reviewed(cohort, readers, [4, 4], [4, 4])
    decision = stage(application, world)
    publish(world, decision)
    appeal = ask_about(decision, kind=AppealKind.APPEAL, words="Please", by=application.person)
    move_participant(place_of(application), ParticipantState.TRAINED, by=None)
    with pytest.raises(GoneTooFarError):
        reconsider(appeal, answer="We look again.", by=world.coordinator)
    decision.refresh_from_db()
    assert decision.state == DecisionState.PUBLISHED


def test_a_mentee_reconsidered_leaves_the_waiting_list(world, cohort):
    application = mentee_application(cohort)
    decision = stage(application, world, Outcome.WAIT)
    publish(world, decision)
    appeal = ask_about(decision, kind=AppealKind.APPEAL, words="Please", by=application.person)
    reconsider(appeal, answer="We look again.", by=world.coordinator)
    assert WaitingPlace.objects.get().state == "left"


def test_somebody_without_a_place_gets_one(world, cohort):
    application = mentee_application(cohort)
    Participant.objects.filter(person=application.person).delete()
    publish(world, stage(application, world))
    assert place_of(application).state == ParticipantState.ACCEPTED


def test_telling_many_costs_queries_for_their_mails_only(world, cohort, readers):
    outcomes = (Outcome.ACCEPT, Outcome.DECLINE)
    spent = []
    for number in (2, 8):
        staged = [
            stage(
                reviewed(cohort, readers, [4, 4], [4, 4], name=f"Ana{number}{turn} Applies"),
                world,
                outcomes[turn % 2],
            )
            for turn in range(number)
        ]
        with CaptureQueriesContext(connection) as queries:
            assert len(publish(world, *staged).told) == number
        spent.append(len(queries))
    posting = 5
    assert spent[1] - spent[0] <= 6 * posting


def test_who_is_declined_in_a_crowd_leaves_the_waiting_list(world, cohort):
    leaving, staying = (mentee_application(cohort, f"Mina{turn} Asks") for turn in (1, 2))
    for application in (leaving, staying):
        publish(world, stage(application, world, Outcome.WAIT))
    move_participants([place_of(leaving)], ParticipantState.DECLINED, by=world.coordinator)
    assert WaitingPlace.objects.get(application=leaving).state == WaitingState.LEFT
    assert WaitingPlace.objects.get(application=staying).state == WaitingState.WAITING


def test_many_move_together_or_not_at_all(world, cohort):
    first, second = (place_of(mentee_application(cohort, f"Mina{turn} Asks")) for turn in (1, 2))
    Participant.objects.filter(pk=second.pk).update(state=ParticipantState.WITHDRAWN)
    with pytest.raises(IllegalTransitionError):
        move_participants([first, second], ParticipantState.ACCEPTED, by=world.coordinator)
    first.refresh_from_db()
    assert first.state == ParticipantState.APPLIED
