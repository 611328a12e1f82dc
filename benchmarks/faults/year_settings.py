"""The product's own settings at the pace of a drill that travels a year: a clock that is moved.

Each finished run of reconciling is noted, with when it began, so that the drill knows when a day
has been dealt with.
"""

import os
from pathlib import Path
from typing import Any

from celery.signals import task_prerun, task_success
from django.utils import timezone

from benchmarks.faults.clock import Clock
from mentorship.settings import *  # noqa: F403
from mentorship.settings import CELERY_BEAT_SCHEDULE

CLOCK = Clock(Path(os.environ["DRILL_CLOCK"]))
CLOCK.rule()
FINISHED = Path(os.environ["DRILL_FINISHED"])
PACE = {"mentorship.notifications.tasks.sweep_outbox": 0.4}
RECONCILING = "training.tasks.reconcile_refresher_reminders"
PACE[RECONCILING] = 0.7
CELERY_BEAT_SCHEDULE = {
    name: {**entry, "schedule": PACE.get(entry["task"], entry["schedule"])}
    for name, entry in CELERY_BEAT_SCHEDULE.items()
}
CELERY_BEAT_MAX_LOOP_INTERVAL = 0.2
# A task that nobody took before the next one is made would only pile up.
CELERY_TASK_ROUTES: dict[str, Any] = {}

_began: dict[str, str] = {}


@task_prerun.connect
def note_beginning(task_id: str, **_: object) -> None:
    """Remember when a task began."""
    _began[task_id] = timezone.now().isoformat()


@task_success.connect
def note_end(sender: Any, **_: object) -> None:
    """Note that reconciling was done, and when it had begun."""
    began = _began.pop(sender.request.id, "")
    if sender.name == RECONCILING:
        with FINISHED.open("a") as file:
            file.write(f"{began}\n")
