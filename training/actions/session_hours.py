"""The hours that people earn at a session: one line for each competency, and for its slot."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from mentorship.accounts.models import Person
from programmes.enums import ParticipantRole
from training.actions.ledger import reversal_of, settle_hours
from training.actions.sessions import lock_session
from training.attending.splitting import split_hours
from training.enums import EntryKind, EntrySource, SessionKind
from training.models import Competency, LedgerEntry, Session
from training.models.competency import AUDIENCES_OF_ROLE
from training.queries.sessions import roles_at

# A person in a role: somebody who is both mentor and mentee may earn hours as both.
Seat = tuple[UUID, str]


class NotInProgrammeError(Exception):
    """Somebody named never took part in the programme, so their hours would count for nothing."""


@dataclass(frozen=True, slots=True)
class HourLine:
    """Hours that a session brings, before anybody has earned them."""

    kind: EntryKind
    source: EntrySource
    hours: Decimal
    competency: Competency | None


@transaction.atomic
def enter_hours(
    session: Session, person: Person, *, on: date, by: Person | None
) -> list[LedgerEntry]:
    """Enter what a person earned at a session on a day, in each of their roles there; return it.

    Who has the hours already gets none. Standings follow. Raises NotInProgrammeError.
    """
    locked = lock_session(session)
    entries = settle_session_hours(locked, {person: True}, on=on, by=by)
    settle_hours(entries, by=by)
    return entries


def settle_session_hours(
    session: Session, present: Mapping[Person, bool], *, on: date, by: Person | None
) -> list[LedgerEntry]:
    """Enter hours that are missing and reverse those that nobody earned; return the new entries.

    The session is locked by the caller. Raises NotInProgrammeError.
    """
    people = {person.pk: person for person in present}
    earned = _earned(session, [person.pk for person, was_there in present.items() if was_there])
    standing = LedgerEntry.objects.standing().filter(session=session, person__in=present)
    entered = {(entry.person_id, entry.role) for entry in standing}
    missing = sorted(earned - entered, key=str)
    lines = {role: hour_lines(session, role) for role in {role for _, role in missing}}
    new = [
        _entry(session, people[person], role, line, on=on, by=by)
        for person, role in missing
        for line in lines[role]
    ]
    undone = [
        reversal_of(entry, by=by, note="")
        for entry in standing
        if (entry.person_id, entry.role) not in earned
    ]
    return LedgerEntry.objects.bulk_create([*new, *undone])


def hour_lines(session: Session, role: str) -> list[HourLine]:
    """Return the lines that somebody in a role earns at a session, as many as it has competencies.

    A session works on its own competencies, else on those of its course; somebody learns those
    that are asked of their role, else all of them.
    """
    is_module = session.kind == SessionKind.MODULE
    source = EntrySource.MODULE if is_module else EntrySource.ATTENDANCE
    own, in_slot = session.shared_hours
    course = session.course
    worked_on = list(session.competencies.all()) or (
        list(course.competencies.all()) if course else []
    )
    lines = list(_split(session.entry_kind, source, own, _asked_of(worked_on, role)))
    if in_slot:
        taught = _asked_of(list(session.slot_competencies.all()), role)
        lines += _split(EntryKind.REFRESHER, EntrySource.GATHERING, in_slot, taught)
    return lines


def _split(
    kind: EntryKind, source: EntrySource, hours: Decimal, competencies: Sequence[Competency]
) -> Iterable[HourLine]:
    """Yield a line for each competency; one without where there is none."""
    about: Sequence[Competency | None] = competencies or [None]
    for competency, part in zip(about, split_hours(hours, len(about)), strict=False):
        yield HourLine(kind, source, part, competency)


def _asked_of(competencies: list[Competency], role: str) -> list[Competency]:
    """Keep the competencies that are asked of a role, unless none of them is."""
    audiences = AUDIENCES_OF_ROLE[ParticipantRole(role)]
    return [each for each in competencies if each.audience in audiences] or competencies


def _earned(session: Session, people: Collection[UUID]) -> set[Seat]:
    """Return who earned hours as what; raises NotInProgrammeError."""
    roles = roles_at(session, people)
    if any(person not in roles for person in people):
        raise NotInProgrammeError
    return {(person, str(role)) for person, held in roles.items() for role in held}


def _entry(
    session: Session, person: Person, role: str, line: HourLine, *, on: date, by: Person | None
) -> LedgerEntry:
    """Return a line that a person earned at a session, not yet stored."""
    return LedgerEntry(
        organisation=session.programme.organisation,
        programme=session.programme,
        person=person,
        role=role,
        kind=line.kind,
        source=line.source,
        hours=line.hours,
        competency=line.competency,
        earned_on=on,
        session=session,
        entered_by=by,
    )
