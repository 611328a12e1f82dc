"""Whatever is altered in the record after it was sealed is found, and the first of it is named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from benchmarks.audit.tampering import Place, places, tamper
from mentorship.audit.actions import record, record_many
from mentorship.audit.models import Event, Seal
from mentorship.audit.redacting import redact_changes
from mentorship.audit.sealing import seal_what_is_final
from mentorship.audit.verifying import verify

BATCH = 20


@pytest.fixture
def sealed(world):
    """Record 100 events with free ids among them, and seal them."""
    for _turn in range(5):
        facts = [(world.cohort, {"to": f"{each}"}) for each in range(20)]
        record_many(
            "cohort.closed", facts, by=world.coordinator, organisation_id=world.organisation.pk
        )
        with transaction.atomic():
            record("cohort.closed", world.cohort, by=None)
            transaction.set_rollback(True)
    seal_what_is_final(batch=BATCH)
    return world


def head():
    return bytes(Seal.objects.last().hash).hex()


def test_what_nobody_touched_stands(sealed):
    verdict = verify(known_head=head())
    assert verdict.finding is None
    assert verdict.events == Event.objects.count() == 100
    assert verdict.seals == Seal.objects.count() == 5
    assert verdict.vouched == 5
    assert verdict.unsealed == 0


def test_each_of_a_hundred_tampered_places_is_found_and_named(sealed):
    numbers = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    free = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
    known, last = head(), Seal.objects.last().number
    tried = places(numbers, list(range(1, last + 1)), free, count=100, seed=7)

    for place in tried:
        before = transaction.savepoint()
        tamper(place)
        found = verify(known_head=known).finding
        transaction.savepoint_rollback(before)

        assert found, place
        if place.way == "seal: taken away" and place.seal == last:
            assert "No seal has the hash" in found.sentence
        else:
            assert (found.event, place.seal or found.seal) == (place.event, found.seal), place
    assert len({place.way for place in tried}) == 23
    assert verify(known_head=known).finding is None


def test_a_chain_that_was_written_anew_is_found_by_a_hash_kept_elsewhere(sealed):
    known = head()
    tamper(Place("kind", None, None, ("UPDATE audit_event SET kind = 'nothing.happened'",)))
    Seal.objects.all().delete()
    seal_what_is_final(batch=BATCH)

    assert verify().finding is None
    assert "written anew" in verify(known_head=known).finding.sentence


def test_a_redaction_keeps_the_chain_and_stays_visible(sealed):
    known = head()
    event = Event.objects.order_by("pk")[50]
    assert redact_changes([event], by=sealed.administrator) == 1
    seal_what_is_final(batch=BATCH)

    event.refresh_from_db()
    assert (event.changes, event.salt, event.is_redacted) == ({}, None, True)
    assert Event.objects.about(event).get().actor_id == sealed.administrator.pk
    verdict = verify(known_head=known)
    assert verdict.finding is None
    assert verdict.redacted == 1


def test_events_that_wait_for_a_seal_are_told(sealed):
    waiting = record("cohort.running", sealed.cohort, by=None)
    verdict = verify()
    assert verdict.unsealed == 1
    assert verdict.waits_since == waiting.at


def test_the_command_names_the_first_event_and_fails(sealed):
    number = Event.objects.order_by("pk")[30].pk
    gone = places([number, number], [1], [0], count=12, seed=1)[11]
    assert gone.way == "taken away"
    tamper(gone)
    with pytest.raises(CommandError, match=f"Event {number} is missing") as refused:
        call_command("audit", "verify")
    assert refused.value.returncode == 1


def test_the_command_tells_the_head_and_vouches_for_it(sealed):
    told = StringIO()
    call_command("audit", "head", stdout=told, stderr=StringIO())
    said = StringIO()
    call_command("audit", "verify", "--head", told.getvalue().strip(), stdout=said)
    assert "100 events under 5 seals stand as they were sealed" in said.getvalue()
    assert "that of seal 5" in said.getvalue()


def test_a_hash_that_is_none_is_refused(db):
    with pytest.raises(CommandError, match="64 hexadecimal digits"):
        call_command("audit", "verify", "--head", "cafe")


def test_nothing_sealed_has_no_head(db):
    with pytest.raises(CommandError, match="Nothing has been sealed"):
        call_command("audit", "head")
