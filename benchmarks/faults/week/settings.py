"""The product's own settings, a clock that is moved, letters to count, and a quick beat."""

import os
from datetime import timedelta
from pathlib import Path

from benchmarks.faults.clock import Clock
from mentorship.settings import *  # noqa: F403
from mentorship.settings import CELERY_BEAT_SCHEDULE, INSTALLED_APPS, STORAGES

CLOCK = Clock(Path(os.environ["DRILL_CLOCK"]))
CLOCK.rule()
INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.faults.letters", "benchmarks.faults.planks"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
A_SECOND, A_MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SWEEPING = "mentorship.notifications.tasks.sweep_outbox"
# What has nothing to do with a drill is asked as seldom as on a real installation.
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": A_SECOND if entry["task"] == SWEEPING else A_MINUTE}
    for name, entry in CELERY_BEAT_SCHEDULE.items()
}
CELERY_BEAT_MAX_LOOP_INTERVAL = 1
