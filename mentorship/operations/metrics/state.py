"""How the installation is at the moment it is asked: outbox, queue, backups, disk, pool."""

import shutil
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily, Metric

from mentorship.notifications.heartbeat import last_sweep
from mentorship.notifications.queries import outbox_health
from mentorship.operations.backups.shelf import last_backup
from mentorship.operations.broker import tasks_waiting


class StateCollector:
    """Reads the figures anew for each scrape; what is not known is left out, never guessed."""

    def collect(self) -> Iterator[Metric]:
        """Yield each figure."""
        yield from _outbox()
        waiting = tasks_waiting()
        yield _gauge(
            "mentorship_broker_up", "1 while the broker answers.", int(waiting is not None)
        )
        if waiting is not None:
            yield _gauge("mentorship_tasks_waiting", "Tasks that wait for a worker.", waiting)
        now, swept_at, backup = timezone.now(), last_sweep(), last_backup()
        if swept_at is not None:
            age = (now - swept_at).total_seconds()
            yield _gauge("mentorship_sweep_age_seconds", "Since a worker looked for work.", age)
        if backup.taken_at is not None:
            age = (now - backup.taken_at).total_seconds()
            yield _gauge("mentorship_backup_age_seconds", "Since the last backup.", age)
            yield _gauge("mentorship_backup_bytes", "Size of the last backup.", backup.size)
        failed = int(backup.failed_at is not None)
        yield _gauge("mentorship_backup_failed", "1 when the last try to take one failed.", failed)
        if settings.DATA_DIR.exists():
            free = shutil.disk_usage(settings.DATA_DIR).free
            yield _gauge("mentorship_disk_free_bytes", "Room where files are kept.", free)
        yield from _pool()


def _outbox() -> Iterator[Metric]:
    """Yield how many messages are in each state, and how long the oldest due one waits."""
    health = outbox_health()
    messages = GaugeMetricFamily("mentorship_messages", "Messages by state.", labels=["state"])
    for state, count in health.counts.items():
        messages.add_metric([state], count)
    yield messages
    age = health.age.total_seconds() if health.age else 0
    yield _gauge("mentorship_outbox_age_seconds", "For which the oldest due message waits.", age)
    paused = int(health.is_paused)
    yield _gauge("mentorship_outbox_paused", "1 while a person keeps all mail here.", paused)


def _pool() -> Iterator[Metric]:
    """Yield how busy this one process's pool of connections is; the next scrape may ask another."""
    pool: Any = getattr(connection, "pool", None)
    if pool is None:
        return
    said = pool.get_stats()
    family = GaugeMetricFamily(
        "mentorship_pool", "The pool of the process that answers.", labels=["what"]
    )
    for what in ("pool_size", "pool_available", "requests_waiting", "requests_errors"):
        family.add_metric([what], said.get(what, 0))
    yield family


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    """Return one figure."""
    return GaugeMetricFamily(name, words, value=value)
