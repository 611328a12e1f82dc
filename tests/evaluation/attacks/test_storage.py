"""What the database keeps of an anonymous answer, in which order, and what is written elsewhere."""

import pytest
import structlog
from django.db import connection

from evaluation.actions.answers import submit_answer
from evaluation.actions.waves import close_wave
from evaluation.models import Answer, Receipt, SealedAnswer, Wave
from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from tests.architecture.test_canaries import logged, sessions_and_cache
from tests.evaluation.attacks.planted import PLANTED
from tests.evaluation.calling import called
from tests.factories.evaluation import (
    InstrumentFactory,
    ItemFactory,
    TextItemFactory,
    WaveFactory,
)
from tests.factories.programmes import MenteeFactory

PEOPLE = 24


@pytest.fixture
def wave(world):
    instrument = InstrumentFactory.create(organisation=world.organisation)
    ItemFactory.create(instrument=instrument)
    TextItemFactory.create(instrument=instrument)
    return WaveFactory.create(cohort=world.cohort, instrument=instrument)


def answered_in_order(wave):
    """Let many answer one after the other, each saying which they were; then close."""
    for number in range(PEOPLE):
        person = MenteeFactory.create(cohort=wave.cohort).person
        submit_answer(called(wave, person), {"would_help": f"{number:02}"})
    close_wave(Wave.objects.get(pk=wave.pk), by=None)


def read(order):
    """Return who answered when, as the rows lie in that order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT values ->> 'would_help' FROM evaluation_answer {order}")  # noqa: S608  (orders of ours)
        return [int(row[0]) for row in cursor.fetchall()]


def rank_correlation(order):
    """Return Spearman's coefficient of where an answer lies with when it was given."""
    squares = sum((place - number) ** 2 for place, number in enumerate(order))
    return 1 - 6 * squares / (PEOPLE * (PEOPLE**2 - 1))


def test_no_order_of_rows_is_the_order_of_answering(world, wave):
    """By chance alone a coefficient of 0.85 comes once in some millions of times."""
    answered_in_order(wave)
    for order in ("", "ORDER BY id", "ORDER BY ctid", "ORDER BY xmin::text::bigint, ctid"):
        found = read(order)
        assert sorted(found) == list(range(PEOPLE))
        assert abs(rank_correlation(found)) < 0.85, order


def test_one_transaction_wrote_all_answers_of_a_wave(world, wave):
    answered_in_order(wave)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM evaluation_answer")
        assert cursor.fetchone() == (1,)
    assert not SealedAnswer.objects.exists()


@pytest.mark.parametrize("model", [Answer, SealedAnswer, Receipt])
def test_no_row_keeps_a_time_or_a_number_that_grows(db, model):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND (data_type LIKE ANY(ARRAY['%%time%%', '%%date%%', '%%int%%'])"
            " OR column_default LIKE '%%nextval%%' OR is_identity = 'YES')",
            [model._meta.db_table],
        )
        assert cursor.fetchall() == []
    assert model().pk.version == 4


def test_nothing_else_that_is_kept_or_said_holds_an_answer(world, wave, client_of):
    """Given on its own page, with the logs at their most talkative."""
    call = called(wave, world.mentee)
    client = client_of(world.mentee)
    with logged() as lines:
        structlog.get_logger("canary").debug("zqxheard")
        address = f"/surveys/{call.pk}/"
        client.get(address)
        client.post(address, {"mentor_met_expectations": 1, "would_help": "zqxplanted"})
    assert SealedAnswer.objects.get().values["would_help"] == PLANTED["would_help"]
    assert "zqxheard" in lines.getvalue()
    kept = {
        "log": lines.getvalue(),
        "mails": " ".join(f"{m.subject} {m.text} {m.html}" for m in Message.objects.all()),
        "history": " ".join(f"{event.kind} {event.changes}" for event in Event.objects.all()),
        "sessions": sessions_and_cache(),
    }
    assert [place for place, text in kept.items() if "zqxplanted" in text] == []
