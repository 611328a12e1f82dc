"""Whether the system runs, in words."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from mentorship.notifications.actions import pause_outbox
from mentorship.notifications.enums import MessageState
from mentorship.notifications.heartbeat import note_sweep
from mentorship.notifications.models import Message
from mentorship.notifications.tasks import sweep_outbox
from mentorship.operations import lights
from mentorship.operations.backups.shelf import note_backup, note_failure
from programmes.actions import add_participant
from programmes.enums import ParticipantRole

HEALTH = "/health/"


@pytest.fixture(autouse=True)
def no_memory(db):
    cache.clear()
    note_backup(timezone.now(), size=5_000_000, seconds=3.0)


def words_of(page):
    return {light.name: light.word for light in page.context["lights"]}


def test_a_worker_that_sweeps_is_seen(world, client_of):
    client = client_of(world.coordinator)
    assert words_of(client.get(HEALTH))["Worker and clock"] == "Not seen yet"

    sweep_outbox()

    page = client.get(HEALTH)
    assert words_of(page) == {
        "Database": "Working",
        "Broker": "Working",
        "Worker and clock": "Working",
        "Mail": "Working",
        "Work outside pages": "Working",
        "Backups": "Working",
        "Disk space": "Enough",
        "Clocks": "Agree",
    }
    assert "<h1>Everything runs</h1>" in page.text
    assert "What to do" not in page.text


def test_a_worker_that_fell_silent_is_missed(world, client_of, settings):
    note_sweep()
    settings.SWEEP_SECONDS = 60
    client = client_of(world.coordinator)
    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        assert words_of(client.get(HEALTH))["Worker and clock"] == "Working"
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        page = client.get(HEALTH)
    assert words_of(page)["Worker and clock"] == "Silent"
    # The database's clock was not moved, and that is named as well.
    assert "<h1>Two parts need a look</h1>" in page.text
    assert "See whether worker and beat still run" in page.text


def test_a_broker_that_is_away_is_named_and_the_page_still_comes(world, client_of, settings):
    note_sweep()
    settings.REDIS_URL = "redis+socket:///nowhere/valkey.sock?virtual_host=1"
    page = client_of(world.coordinator).get(HEALTH)
    assert words_of(page)["Broker"] == "Away"
    assert "nothing is lost" in page.text


def test_mail_that_waits_too_long_is_named(world, client_of):
    note_sweep()
    add_participant(cohort=world.cohort, person=world.mentor, role=ParticipantRole.MENTEE, by=None)
    client = client_of(world.coordinator)
    assert words_of(client.get(HEALTH))["Mail"] == "Working"
    Message.objects.update(due_at=timezone.now() - timedelta(minutes=20))

    page = client.get(HEALTH)

    assert words_of(page)["Mail"] == "Waiting"
    counts = {str(figure["label"]): figure["value"] for figure in page.context["figures"]}
    assert counts[str(MessageState.QUEUED.label)] == 1


def test_a_paused_outbox_is_named(world, client_of):
    note_sweep()
    pause_outbox(by=world.administrator, reason="Moving house")
    assert words_of(client_of(world.coordinator).get(HEALTH))["Mail"] == "Paused"


def test_backups_that_are_missing_old_or_failed_are_named(world, client_of, settings):
    note_sweep()
    client = client_of(world.coordinator)
    note_backup(timezone.now() - timedelta(hours=25), size=1, seconds=1)
    assert words_of(client.get(HEALTH))["Backups"] == "Working"
    note_backup(timezone.now() - timedelta(hours=27), size=1, seconds=1)
    assert words_of(client.get(HEALTH))["Backups"] == "Old"
    note_failure(timezone.now(), "There is no room.")
    page = client.get(HEALTH)
    assert words_of(page)["Backups"] == "Failed"
    assert "There is no room." in page.text
    cache.clear()
    assert words_of(client.get(HEALTH))["Backups"] == "None yet"
    settings.DEMO = True
    assert lights.backup_light().word == "Not needed"


def test_a_disk_that_fills_up_and_a_queue_that_grows_are_named(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path / "not" / "yet"
    assert lights.disk_light().tone == "good"
    monkeypatch.setattr(lights, "LITTLE_SPACE", 1.1)
    assert lights.disk_light().word == "Little"
    monkeypatch.setattr(lights, "HARDLY_ANY_SPACE", 1.1)
    assert lights.disk_light().word == "Nearly full"
    monkeypatch.setattr(lights, "MANY_TASKS", -1)
    assert lights.queue_light().word == "Behind"


def test_clocks_that_differ_are_named(db):
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        light = lights.clock_light()
    assert (light.word, light.tone) == ("Apart", "warn")
    assert "differ by" in light.sentence


@pytest.mark.parametrize(
    ("who", "status"),
    [("coordinator", 200), ("administrator", 200), ("reviewer", 403), ("mentor", 403)],
)
def test_health_is_for_those_who_run_something(world, client_of, who, status):
    assert client_of(getattr(world, who)).get(HEALTH).status_code == status
