"""Figures for monitors: for whoever holds the token, and without a word about people."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from mentorship.notifications.heartbeat import note_sweep
from mentorship.operations.backups import shelf

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "a-token-that-is-long-enough"

pytestmark = pytest.mark.django_db


@pytest.fixture
def scrape(client, settings):
    settings.METRICS_TOKEN = TOKEN

    def ask():
        page = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert page.status_code == 200
        families = text_string_to_metric_families(page.text)
        return {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in families
            for sample in family.samples
        }

    return ask


def test_nothing_is_there_without_the_token(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404


def test_requests_are_counted_by_address_and_never_by_path(scrape, client):
    client.get("/healthz")
    before = scrape()
    client.get("/healthz")
    client.get("/nobody/knows/this/")
    client.generic("BREW", "/healthz")
    after = scrape()
    healthz = ("mentorship_requests_total", "200", "GET", "healthz")
    assert after[healthz] - before[healthz] == 1
    seconds = ("mentorship_request_seconds_count", "healthz")
    assert after[seconds] - before[seconds] == 2
    assert ("mentorship_requests_total", "404", "GET", "none") in after
    assert not [key for key in after if "BREW" in key or "knows" in str(key)]


def test_the_state_of_outbox_queue_backups_and_disk_is_told(scrape):
    now = timezone.now()
    note_sweep()
    shelf.note_backup(now - timedelta(hours=3), size=1234, seconds=1.5)
    said = scrape()
    assert said["mentorship_messages", "queued"] == 0
    assert said["mentorship_outbox_paused",] == 0
    assert said["mentorship_broker_up",] == 1
    assert said["mentorship_tasks_waiting",] >= 0
    assert said["mentorship_sweep_age_seconds",] < 60
    assert said["mentorship_backup_age_seconds",] == pytest.approx(3 * 3600, abs=60)
    assert said["mentorship_backup_bytes",] == 1234
    assert said["mentorship_backup_failed",] == 0
    shelf.note_failure(now, "No room.")
    assert scrape()["mentorship_backup_failed",] == 1


def test_a_broker_that_is_away_is_told_and_no_queue_is_guessed(scrape, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    said = scrape()
    assert said["mentorship_broker_up",] == 0
    assert ("mentorship_tasks_waiting",) not in said


COUNT_IN_A_PROCESS = """
import mentorship.operations.web_server
from prometheus_client import Counter
Counter("drill", "Drill.", ("what",)).labels("one").inc(3)
"""
ADD_UP = """
import os, sys
from types import SimpleNamespace
from mentorship.operations.web_server import child_exit
for pid in sys.argv[1:]:
    child_exit(None, SimpleNamespace(pid=int(pid)))
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
registry = CollectorRegistry()
MultiProcessCollector(registry)
print(generate_latest(registry).decode())
"""


def test_what_ended_processes_counted_is_kept_in_one_file(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    ended = []
    for _turn in range(2):
        process = subprocess.Popen(
            [sys.executable, "-c", COUNT_IN_A_PROCESS], cwd=ROOT, env=environment
        )
        assert process.wait() == 0
        ended.append(str(process.pid))
    assert len(list(tmp_path.glob("counter_*.db"))) == 2
    done = subprocess.run(
        [sys.executable, "-c", ADD_UP, *ended],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert 'drill_total{what="one"} 6.0' in done.stdout
    assert [path.name for path in tmp_path.glob("*.db")] == ["counter_ended.db"]
