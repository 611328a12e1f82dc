"""Two people at one text: who saves second is told of the first, and nothing typed is lost.

A form carries a mark of what was stored when it was opened. The action compares it with what is
stored now, under a lock, before it writes.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db import models

from mentorship.accounts.models import Person
from mentorship.audit.models import Event


class ChangedMeanwhileError(Exception):
    """Somebody saved after the form was opened; nothing was written.

    `stored` is what stands there now, `mark` its mark; `event` is the last change on record.
    """

    def __init__(self, stored: Mapping[str, Any], mark: str, event: Event | None) -> None:
        """Keep what is needed to tell of it."""
        self.stored, self.mark, self.event = stored, mark, event
        super().__init__(mark)

    @property
    def person(self) -> Person | None:
        """Return who saved, where that is known."""
        actor_id = self.event.actor_id if self.event else None
        return Person.objects.filter(pk=actor_id).first() if actor_id else None


def mark_of(values: Mapping[str, Any]) -> str:
    """Return a mark of values: the same for the same, and different for different ones."""
    text = json.dumps(values, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def check_unchanged(
    seen: str,
    *,
    stored: Mapping[str, Any],
    wanted: Mapping[str, Any],
    about: models.Model,
    kinds: Collection[str],
) -> None:
    """Raise ChangedMeanwhileError when what was seen is not what is stored.

    Who wants what is stored anyway, or brings no mark, is let through.
    """
    mark = mark_of(stored)
    if not seen or seen == mark or all(stored.get(name) == wanted[name] for name in wanted):
        return
    event = Event.objects.about(about).filter(kind__in=kinds).first()
    raise ChangedMeanwhileError(stored, mark, event)
