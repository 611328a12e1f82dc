"""The way of one participant through the states, as the record of what happened tells it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from mentorship.audit.models import Event
from programmes.enums import FUNNEL, ParticipantState
from programmes.models import Participant

_PREFIX = "participant."
# When what was done, and what it changed.
Move = tuple[datetime, str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reached:
    """A state that somebody came into, and when."""

    state: ParticipantState
    at: datetime


def moves_of(participant: Participant) -> "QuerySet[Event, Move]":
    """Return the record of how a participant came from state to state, in the order of time."""
    events = Event.objects.about(participant).filter(kind__startswith=_PREFIX).order_by("id")
    return events.values_list("at", "kind", "changes")


def states_reached(participant: Participant, events: "Iterable[Move]") -> list[Reached]:
    """Return the states of a participant in the order of time, the present one last.

    The events are those of `moves_of`. What happened before the record began, or came with an
    import, is known by the present state.
    """
    reached = [
        Reached(state, at)
        for at, kind, changes in events
        if (state := _state_of(kind, changes)) is not None
    ]
    now = ParticipantState(participant.state)
    if not reached or reached[-1].state != now:
        reached.append(Reached(now, participant.moved_at))
    return reached


def path_of(participant: Participant, reached: list[Reached]) -> list[dict[str, str]]:
    """Return the steps of the funnel as a path: each with its day, where the record knows it."""
    days = {step.state: step.at for step in reached}
    has_left = participant.state in {ParticipantState.WITHDRAWN, ParticipantState.DECLINED}
    known = [FUNNEL.index(step.state) for step in reached if step.state in FUNNEL]
    furthest = max(known, default=-1)
    steps = []
    for place, state in enumerate(FUNNEL):
        is_now = place == furthest and not has_left
        day = days.get(state)
        label = str(state.label)
        if day:
            label = f"{label}, {date_format(timezone.localtime(day), 'j M Y')}"
        steps.append(
            {"label": label, "state": "now" if is_now else "done" if place <= furthest else "later"}
        )
    if has_left:
        left = ParticipantState(participant.state)
        day_left = date_format(timezone.localtime(days[left]), "j M Y")
        steps = [step for step in steps if step["state"] == "done"]
        steps.append({"label": f"{left.label}, {day_left}", "state": "now"})
    return steps


def _state_of(kind: str, changes: dict[str, Any]) -> ParticipantState | None:
    """Return the state that an event brought, if any."""
    word = kind.removeprefix(_PREFIX)
    if word == "added":
        word = changes.get("state", "")
    return ParticipantState(word) if word in ParticipantState.values else None
