"""Those who had a place and were not there: excusing them, writing to them, asking after them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from training.actions.retention import call_for_care
from training.attending import emails
from training.enums import SessionState
from training.models import Attendance, Enrolment, Session
from training.queries.sessions import local_day
from training.retention.enums import CareReason

# A day to correct a tick or to excuse somebody; afterwards a month in which it is still news.
AFTER, WITHIN = timedelta(days=1), timedelta(days=30)


@transaction.atomic
def excuse(session: Session, person: Person, *, by: Person | None) -> bool:
    """Note that somebody had said they could not come after all, and tell if that is new; recorded.

    Who was there, or of whom nobody has said anything, needs no excuse and gets none.
    """
    absent = session.attendances.filter(person=person, is_present=False, is_excused=False)
    if not absent.update(is_excused=True):
        return False
    record(
        "attendance.excused",
        session,
        by=by,
        organisation_id=session.programme.organisation_id,
        changes={"person": str(person.pk)},
    )
    return True


@transaction.atomic
def invite_missed(session: Session, chances: Mapping[Person, Session], *, by: Person | None) -> int:
    """Write to those who missed a session and offer each the next seat; recorded. Return how many.

    Nobody is written to twice about the same session.
    """
    known = emails.told_they_were_missed(session)
    news = [person for person in chances if person.pk not in known]
    for person in news:
        emails.post_missed_you(session, chances[person], person)
    if news:
        record(
            "attendance.missed_invited",
            session,
            by=by,
            organisation_id=session.programme.organisation_id,
            changes={"people": len(news)},
        )
    return len(news)


def call_after_missing(now: datetime) -> int:
    """Ask for a person's attention for those who missed two sessions in a row; return how many.

    Told a day after the second one, so that ticks can be corrected and people excused before. Safe
    to run twice: each missed session calls once.
    """
    recent = [
        row
        for row in _missed().filter(
            session__starts_at__range=(now - WITHIN, now), session__state=SessionState.HELD
        )
        if row.session.ends_at <= now - AFTER
    ]
    histories = _histories({row.person_id for row in recent})
    called = [row for row in recent if _missed_before(row, histories[row.person_id])]
    for row in called:
        call_for_care(
            row.session.programme,
            row.person,
            reason=CareReason.NO_SHOW,
            occasion_key=f"no-show:{row.session_id}",
            on=local_day(row.session),
        )
    return len(called)


def _missed() -> QuerySet[Attendance]:
    """Return who had a place, was not there and is not excused."""
    absent = Attendance.objects.filter(_had_place(), is_present=False, is_excused=False)
    return absent.select_related("person", "session__programme__organisation")


def _had_place() -> Exists:
    """Return the condition that the person had a place at the session."""
    places = Enrolment.objects.enrolled()
    return Exists(places.filter(session=OuterRef("session"), person=OuterRef("person")))


def _histories(people: Iterable[UUID]) -> defaultdict[UUID, list[Attendance]]:
    """Return what is known of each person's sessions, excuses left out, the latest first."""
    found: defaultdict[UUID, list[Attendance]] = defaultdict(list)
    counts = Q(is_present=True) | Q(_had_place(), is_excused=False)
    rows = Attendance.objects.filter(counts, person__in=people)
    for row in rows.select_related("session").order_by("-session__starts_at", "-pk"):
        found[row.person_id].append(row)
    return found


def _missed_before(row: Attendance, history: Iterable[Attendance]) -> bool:
    """Tell whether the session before, in the same programme, was missed as well."""
    earlier = (
        each
        for each in history
        if each.session.programme_id == row.session.programme_id
        and each.session.starts_at < row.session.starts_at
    )
    before = next(earlier, None)
    return before is not None and not before.is_present
