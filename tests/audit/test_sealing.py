"""Seals come behind the backs of writers: nobody waits, nothing is left out, whatever the order."""

import threading
import time

import pytest
from django.db import connection, transaction

from mentorship.audit.actions import record
from mentorship.audit.leaves import unpack
from mentorship.audit.models import Event, Seal
from mentorship.audit.sealing import seal_what_is_final
from mentorship.audit.tasks import seal_record, tell_head
from mentorship.audit.verifying import verify

WRITERS, EACH = 6, 25


def sealed_ids():
    return [number for seal in Seal.objects.all() for number in unpack(bytes(seal.leaves))]


def test_a_full_batch_is_followed_by_the_next(world):
    for _each in range(7):
        record("cohort.closed", world.cohort, by=None)
    assert [seal.count for seal in seal_what_is_final(batch=3)] == [3, 3, 1]
    assert sealed_ids() == list(Event.objects.order_by("pk").values_list("pk", flat=True))
    assert seal_what_is_final(batch=3) == []


def test_nothing_is_sealed_where_nothing_happened(db):
    assert seal_what_is_final() == []
    assert not Seal.objects.exists()


def test_the_task_seals_and_is_safe_to_run_twice(world):
    record("cohort.closed", world.cohort, by=None)
    seal_record()
    seal_record()
    assert Seal.objects.get().count == Event.objects.count()
    tell_head()


class Writing(threading.Thread):
    """Somebody who has recorded something and not committed yet, until told to."""

    def __init__(self, row):
        super().__init__()
        self.row, self.has_written, self.may_end = row, threading.Event(), threading.Event()

    def run(self):
        with transaction.atomic():
            record("cohort.closed", self.row, by=None)
            self.has_written.set()
            self.may_end.wait(20)
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_an_event_that_becomes_visible_late_is_not_left_out(world):
    slow = Writing(world.cohort)
    slow.start()
    slow.has_written.wait(20)
    record("cohort.running", world.cohort, by=None)  # a higher id, visible before the lower one

    assert seal_what_is_final(patience=0.2) == []
    slow.may_end.set()
    slow.join()
    seal_what_is_final()
    assert len(sealed_ids()) == Event.objects.count() == 2
    assert verify().finding is None


@pytest.mark.django_db(transaction=True)
def test_who_begins_to_write_meanwhile_does_not_keep_the_sealer_waiting(world):
    """Only those who wrote when the sealer began to look can hold an id it would seal."""
    first, second = Writing(world.cohort), Writing(world.cohort)
    first.start()
    first.has_written.wait(20)
    threading.Timer(0.3, second.start).start()
    threading.Timer(0.8, first.may_end.set).start()
    assert [seal.count for seal in seal_what_is_final(patience=15)] == [1]
    assert second.is_alive()
    second.may_end.set()
    second.join()
    assert [seal.count for seal in seal_what_is_final()] == [1]


@pytest.mark.django_db(transaction=True)
def test_nothing_is_skipped_while_many_write_and_two_seal(world):
    ends = threading.Event()

    def write(number):
        for turn in range(EACH):
            with transaction.atomic():
                record("cohort.closed", world.cohort, by=None)
                time.sleep(0.001 * ((turn * 7 + number * 3) % 5))
                transaction.set_rollback(turn % 6 == 5)
        connection.close()

    def seal():
        while not ends.is_set():
            seal_what_is_final(patience=1, batch=10)
        connection.close()

    sealers = [threading.Thread(target=seal) for _each in range(2)]
    writers = [threading.Thread(target=write, args=(each,)) for each in range(WRITERS)]
    for thread in (*sealers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    ends.set()
    for thread in sealers:
        thread.join()
    while seal_what_is_final(batch=10):
        pass

    numbers = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    assert sealed_ids() == numbers
    assert len(numbers) == WRITERS * (EACH - EACH // 6)
    assert verify().finding is None
