"""An anonymous answer can never be linked to whoever gave it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from evaluation.actions.answers import (
    AlreadyAnsweredError,
    WaveNotOpenError,
    submit_answer,
)
from evaluation.actions.calls import call_people
from evaluation.answering import InvalidAnswerError
from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, Call, Receipt, SealedAnswer
from mentorship.audit.models import Event
from programmes.enums import ParticipantState
from tests.evaluation.calling import called
from tests.factories.evaluation import (
    AgainItemFactory,
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.programmes import MenteeFactory

MARK = {"mentor_met_expectations": 4}


def make_wave(cohort, candour=Candour.ANONYMOUS, **fields):
    instrument = InstrumentFactory.create(
        organisation=cohort.programme.organisation, candour=candour
    )
    ItemFactory.create(instrument=instrument, is_required=True)
    AgainItemFactory.create(instrument=instrument)
    TextItemFactory.create(instrument=instrument)
    return WaveFactory.create(cohort=cohort, instrument=instrument, **fields)


@pytest.fixture
def wave(world):
    return make_wave(world.cohort)


def written_by(table):
    """Return which transaction wrote each row of a table, as PostgreSQL itself keeps it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text FROM {table}")  # noqa: S608  (a name of ours)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db(transaction=True)
def test_receipt_and_anonymous_answer_never_share_a_transaction(world, wave):
    submit_answer(called(wave, world.mentee), MARK)
    receipts, answers = written_by("evaluation_receipt"), written_by("evaluation_sealedanswer")
    assert len(receipts) == len(answers) == 1
    assert receipts.isdisjoint(answers)


@pytest.mark.django_db(transaction=True)
def test_an_anonymous_answer_refuses_to_join_the_transaction_of_its_caller(world, wave):
    call = called(wave, world.mentee)
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        submit_answer(call, MARK)
    assert not Receipt.objects.exists()
    assert not SealedAnswer.objects.exists()


def test_nothing_of_a_sealed_answer_names_the_person(world, wave):
    submit_answer(called(wave, world.mentee), MARK)
    sealed = SealedAnswer.objects.get()
    assert sealed.values == MARK
    assert {field.name for field in SealedAnswer._meta.get_fields()} == {"id", "wave", "values"}
    assert not Answer.objects.exists()
    assert Receipt.objects.get().person == world.mentee


def test_no_audit_event_is_written_for_an_anonymous_answer(world, wave):
    before = Event.objects.count()
    submit_answer(called(wave, world.mentee), MARK)
    assert Event.objects.count() == before


@pytest.mark.parametrize("candour", [Candour.CONFIDENTIAL, Candour.NAMED])
def test_other_answers_are_kept_with_the_place_and_recorded(world, candour):
    wave = make_wave(world.cohort, candour)
    submit_answer(called(wave, world.mentee), MARK)
    answer = Answer.objects.get()
    assert (answer.participant, answer.values) == (world.mentee_place, MARK)
    assert Receipt.objects.filter(wave=wave, person=world.mentee).exists()
    assert Event.objects.about(answer).get().actor_id == world.mentee.pk


@pytest.mark.parametrize("candour", list(Candour))
def test_the_first_answer_counts_and_a_second_changes_nothing(world, candour):
    wave = make_wave(world.cohort, candour)
    submit_answer(called(wave, world.mentee), MARK)
    with pytest.raises(AlreadyAnsweredError):
        submit_answer(called(wave, world.mentee), {"mentor_met_expectations": 1})
    kept = SealedAnswer if candour == Candour.ANONYMOUS else Answer
    assert kept.objects.get().values == MARK
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize("state", [WaveState.PLANNED, WaveState.CLOSED])
def test_a_wave_that_is_not_open_keeps_nothing(world, state):
    wave = make_wave(world.cohort, state=state)
    with pytest.raises(WaveNotOpenError):
        submit_answer(called(wave, world.mentee), MARK)
    assert not Receipt.objects.exists()
    assert not SealedAnswer.objects.exists()


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_receipt_is_given_back_when_the_answer_cannot_be_kept(world, wave):
    run("ALTER TABLE evaluation_sealedanswer ADD CONSTRAINT full_disk CHECK (false) NOT VALID")
    with pytest.raises(IntegrityError, match="full_disk"):
        submit_answer(called(wave, world.mentee), MARK)
    assert not Receipt.objects.exists()
    run("ALTER TABLE evaluation_sealedanswer DROP CONSTRAINT full_disk")
    submit_answer(called(wave, world.mentee), MARK)
    assert SealedAnswer.objects.count() == 1


@pytest.mark.parametrize("who", ["mentor", "stranger", "coordinator"])
def test_only_those_asked_can_answer(world, wave, who):
    call_people(wave, on=timezone.localdate())
    assert not Call.objects.visible_to(getattr(world, who)).exists()


def test_who_withdrew_is_no_longer_asked(world, wave):
    called(wave, world.mentee)
    world.mentee_place.state = ParticipantState.WITHDRAWN
    world.mentee_place.save()
    assert not Call.objects.visible_to(world.mentee).exists()


def test_somebody_else_who_withdrew_hides_the_wave_from_nobody(world, wave):
    MenteeFactory.create(cohort=world.cohort, state=ParticipantState.WITHDRAWN)
    called(wave, world.mentee)
    assert list(type(wave).objects.asking(world.mentee)) == [wave]


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, "mentor_met_expectations"),
        ({"mentor_met_expectations": 6}, "mentor_met_expectations"),
        ({"mentor_met_expectations": "many"}, "mentor_met_expectations"),
        (MARK | {"work_with_mentor_again": "always"}, "work_with_mentor_again"),
        (MARK | {"would_help": "x" * 2001}, "would_help"),
    ],
)
def test_what_is_no_answer_is_refused_with_its_reason(world, wave, values, wrong):
    with pytest.raises(InvalidAnswerError) as refused:
        submit_answer(called(wave, world.mentee), values)
    assert set(refused.value.errors) == {wrong}
    assert not Receipt.objects.exists()


def test_answers_are_kept_in_one_form_and_foreign_keys_are_not(world, wave):
    given = {
        "mentor_met_expectations": "5",
        "work_with_mentor_again": "maybe",
        "would_help": "  More time\x00 ",
        "name": "Jonas Weber",
    }
    submit_answer(called(wave, world.mentee), given)
    assert SealedAnswer.objects.get().values == {
        "mentor_met_expectations": 5,
        "work_with_mentor_again": "maybe",
        "would_help": "More time",
    }
