"""Saying who was at a session, and what follows for the ledger."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions.ledger import reversal_of, settle_hours
from training.actions.sessions import lock_session, mark_held
from training.enums import EntrySource, SessionKind, SessionState
from training.models import Attendance, LedgerEntry, Session
from training.queries.sessions import local_day, roles_at

# A person in a role: somebody who is both mentor and mentee may earn hours as both.
Seat = tuple[UUID, str]


class TooEarlyError(Exception):
    """The session is on a later day, so nobody can have been there yet."""


class NotInProgrammeError(Exception):
    """Somebody named never took part in the programme, so their hours would count for nothing."""


@transaction.atomic
def record_attendance(
    session: Session, present: Mapping[Person, bool], *, by: Person | None
) -> None:
    """Write down who was there and who was not, and enter or reverse their hours; recorded.

    The session counts as held. Saying the same again changes nothing; taking a tick back reverses
    the hours by another entry, and giving it again enters them anew. Standings follow, and who
    has finished initial training is moved on. Raises TooEarlyError, NotInProgrammeError, and
    IllegalTransitionError for a session that was cancelled.
    """
    locked = lock_session(session)
    if locked.state == SessionState.CANCELLED:
        raise IllegalTransitionError(session, SessionState.HELD)
    if local_day(locked) > timezone.localdate(timezone=locked.programme.organisation.time_zone):
        raise TooEarlyError
    if locked.state == SessionState.PLANNED:
        mark_held(locked, by=by)
        session.state = locked.state
    if not _keep_attendance(locked, present, by=by):
        return
    changed = _settle_ledger(locked, present, by=by)
    was_there = sum(present.values())
    record(
        "attendance.recorded",
        locked,
        by=by,
        organisation_id=locked.programme.organisation_id,
        changes={"present": was_there, "absent": len(present) - was_there},
    )
    settle_hours(changed, by=by)


def _keep_attendance(
    session: Session, present: Mapping[Person, bool], *, by: Person | None
) -> bool:
    """Store who was there and tell whether anything is new."""
    known = dict(
        session.attendances.filter(person__in=present).values_list("person_id", "is_present")
    )
    news = [
        Attendance(session=session, person=person, is_present=was_there, recorded_by=by)
        for person, was_there in present.items()
        if known.get(person.pk) is not was_there
    ]
    Attendance.objects.bulk_create(
        news,
        update_conflicts=True,
        unique_fields=("session", "person"),
        update_fields=("is_present", "recorded_at", "recorded_by"),
    )
    return bool(news)


def enter_hours_of(
    session: Session, person: Person, *, on: date, by: Person | None
) -> list[LedgerEntry]:
    """Enter the hours of one person alone, earned on a day of their own; return what is new."""
    return _settle_ledger(session, {person: True}, by=by, on=on)


def _settle_ledger(
    session: Session,
    present: Mapping[Person, bool],
    *,
    by: Person | None,
    on: date | None = None,
) -> list[LedgerEntry]:
    """Enter hours that are missing and reverse those that nobody earned; return the new entries."""
    people = {person.pk: person for person in present}
    earned = _earned(session, [person.pk for person, was_there in present.items() if was_there])
    entered = {
        (entry.person_id, entry.role): entry
        for entry in LedgerEntry.objects.standing().filter(session=session, person__in=present)
    }
    missing = [
        _entry(session, people[person], role, by=by, on=on)
        for person, role in sorted(earned - entered.keys(), key=str)
    ]
    undone = [
        reversal_of(entry, by=by, note="") for seat, entry in entered.items() if seat not in earned
    ]
    return LedgerEntry.objects.bulk_create([*missing, *undone])


def _earned(session: Session, people: Collection[UUID]) -> set[Seat]:
    """Return who earned hours as what; raises NotInProgrammeError."""
    roles = roles_at(session, people)
    if any(person not in roles for person in people):
        raise NotInProgrammeError
    return {(person, role) for person, held in roles.items() for role in _words(held)}


def _words(roles: Iterable[str]) -> list[str]:
    """Return roles as they are stored."""
    return [str(role) for role in roles]


def _entry(
    session: Session, person: Person, role: str, *, by: Person | None, on: date | None
) -> LedgerEntry:
    """Return the hours that a person earned at a session, not yet stored; by default on its day."""
    is_module = session.kind == SessionKind.MODULE
    return LedgerEntry(
        organisation=session.programme.organisation,
        programme=session.programme,
        person=person,
        role=role,
        kind=session.entry_kind,
        source=EntrySource.MODULE if is_module else EntrySource.ATTENDANCE,
        hours=session.counted_hours,
        earned_on=on or local_day(session),
        session=session,
        entered_by=by,
    )
