"""Saying who was at a session, and what follows for the ledger."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions.ledger import settle_hours
from training.actions.pathway_steps import follow_transition
from training.actions.session_hours import settle_session_hours
from training.actions.sessions import lock_session, mark_held
from training.enums import AttendanceSource, SessionState
from training.models import Attendance, Session
from training.queries.sessions import local_day


class TooEarlyError(Exception):
    """The session is on a later day, so nobody can have been there yet."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Somebody said at a moment, on whichever phone, that a person was there or was not."""

    person: Person
    is_present: bool
    said_at: datetime


@transaction.atomic
def record_attendance(
    session: Session,
    present: Mapping[Person, bool],
    *,
    by: Person | None,
    source: AttendanceSource = AttendanceSource.LIST,
) -> None:
    """Write down who was there and who was not, and enter or reverse their hours; recorded.

    The session counts as held. Saying the same again changes nothing; taking a tick back reverses
    the hours by other entries, and giving it again enters them anew. Standings follow, and who
    has finished initial training is moved on. Raises TooEarlyError, NotInProgrammeError, and
    IllegalTransitionError for a session that was cancelled.
    """
    now = timezone.now()
    ticks = [Tick(person, was_there, now) for person, was_there in present.items()]
    keep_ticks(session, ticks, by=by, source=source)


@transaction.atomic
def keep_ticks(
    session: Session,
    ticks: Iterable[Tick],
    *,
    by: Person | None,
    source: AttendanceSource = AttendanceSource.LIST,
) -> None:
    """Do the same with ticks that may have waited on a phone: what was said last of a person holds.

    Raises what `record_attendance` raises.
    """
    locked = lock_session(session)
    if locked.state == SessionState.CANCELLED:
        raise IllegalTransitionError(session, SessionState.HELD)
    if local_day(locked) > timezone.localdate(timezone=locked.programme.organisation.time_zone):
        raise TooEarlyError
    if locked.state == SessionState.PLANNED:
        mark_held(locked, by=by)
        session.state = locked.state
    news = _keep(locked, list(ticks), by=by, source=source)
    if not news:
        return
    present = {tick.person: tick.is_present for tick in news}
    entries = settle_session_hours(locked, present, on=local_day(locked), by=by)
    was_there = sum(present.values())
    record(
        "attendance.recorded",
        locked,
        by=by,
        organisation_id=locked.programme.organisation_id,
        changes={"present": was_there, "absent": len(present) - was_there, "source": source},
    )
    settle_hours(entries, by=by)
    follow_transition(locked, [each.pk for each, was_there in present.items() if was_there], by=by)


def _keep(
    session: Session, ticks: Sequence[Tick], *, by: Person | None, source: AttendanceSource
) -> list[Tick]:
    """Store what was said last of each person, and return the ticks that say anything new."""
    rows = session.attendances.filter(person__in=[tick.person for tick in ticks])
    known = {row.person_id: row for row in rows}
    latest = [
        tick
        for tick in ticks
        if tick.person.pk not in known or known[tick.person.pk].recorded_at <= tick.said_at
    ]
    news = []
    for tick in latest:
        row = known.get(tick.person.pk)
        if row is None or row.is_present is not tick.is_present:
            news.append(tick)
        else:
            row.recorded_at = tick.said_at
    same = {tick.person.pk for tick in latest} - {tick.person.pk for tick in news}
    Attendance.objects.bulk_update([known[person] for person in same], ["recorded_at"])
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session,
                person=tick.person,
                is_present=tick.is_present,
                source=source,
                recorded_at=tick.said_at,
                recorded_by=by,
            )
            for tick in news
        ],
        update_conflicts=True,
        unique_fields=("session", "person"),
        update_fields=("is_present", "source", "is_excused", "recorded_at", "recorded_by"),
    )
    return news
