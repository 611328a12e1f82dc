"""Planning sessions that come round, and changing or calling off those still to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme
from training.actions.sessions import (
    ChangedMeanwhileError,
    SessionPlan,
    cancel_session,
    change_session,
    plan_session,
)
from training.models import Session, SessionSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChange:
    """How all sessions of a series that are still to come are to be; each keeps its day."""

    title: str
    starts: time
    minutes: int
    place: str
    capacity: int
    facilitators: tuple[Person, ...] = ()

    def plan_of(self, session: Session, zone: tzinfo) -> SessionPlan:
        """Return what a session is to be: on its own day, at the same hour on the wall."""
        on = timezone.localdate(session.starts_at, zone)
        return replace(
            SessionPlan.of(session),
            title=self.title,
            starts_at=moment(on, self.starts, zone),
            minutes=self.minutes,
            place=self.place,
            capacity=self.capacity,
        )


def moment(on: date, at: time, zone: tzinfo) -> datetime:
    """Return a time of day on a day, by the clock on the wall there."""
    return timezone.make_aware(datetime.combine(on, at), zone)


@transaction.atomic
def plan_series(
    programme: Programme,
    plan: SessionPlan,
    days: Sequence[date],
    *,
    by: Person | None,
    zone: tzinfo,
    facilitators: Iterable[Person] = (),
    every_weeks: int | None = None,
    every_months: int | None = None,
) -> SessionSeries:
    """Plan one session on each of the days, each at the plan's hour on the wall; recorded.

    Raises ValueError without a day, and as planning one session does.
    """
    if not days:
        raise ValueError("A series has a date at least.")
    series = SessionSeries.objects.create(
        programme=programme, title=plan.title, every_weeks=every_weeks, every_months=every_months
    )
    at = timezone.localtime(plan.starts_at, zone).time()
    leaders = tuple(facilitators)
    for day in sorted(set(days)):
        each = replace(plan, starts_at=moment(day, at, zone), series=series)
        plan_session(programme, each, by=by, facilitators=leaders)
    _record("series.planned", series, by=by, changes={"sessions": len(set(days))})
    return series


@transaction.atomic
def change_series(
    series: SessionSeries, change: SeriesChange, *, by: Person, zone: tzinfo, version: str
) -> int:
    """Change all sessions still to come and return how many; recorded, and people told, each.

    `version` is what `version_of` said when the page was opened. Raises ChangedMeanwhileError and
    TooFewPlacesError; then none of them is changed.
    """
    sessions = _lock_coming(series, version)
    for session in sessions:
        change_session(
            session, change.plan_of(session, zone), by=by, facilitators=change.facilitators
        )
    SessionSeries.objects.filter(pk=series.pk).update(title=change.title)
    _record("series.changed", series, by=by, changes={"sessions": len(sessions)})
    return len(sessions)


@transaction.atomic
def cancel_series(series: SessionSeries, *, by: Person, reason: str, version: str) -> int:
    """Call off all sessions still to come and return how many; recorded, and people told, each.

    Raises ChangedMeanwhileError; then none of them is called off.
    """
    sessions = _lock_coming(series, version)
    for session in sessions:
        cancel_session(session, by=by, reason=reason)
    _record("series.cancelled", series, by=by, changes={"sessions": len(sessions)})
    return len(sessions)


def version_of(sessions: Iterable[Session]) -> str:
    """Return what changes when one of the sessions does, or when there are more or fewer."""
    return ",".join(sorted(f"{session.pk}:{session.sequence}" for session in sessions))


def _lock_coming(series: SessionSeries, version: str) -> list[Session]:
    """Return the sessions still to come, kept from others; raises ChangedMeanwhileError."""
    coming = series.sessions.upcoming().order_by("pk").select_for_update(of=("self",))
    sessions = list(coming.select_related("programme", "course", "cohort"))
    if version_of(sessions) != version:
        raise ChangedMeanwhileError
    return sessions


def _record(
    kind: str, series: SessionSeries, *, by: Person | None, changes: dict[str, object]
) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = series.programme.organisation_id
    record(kind, series, by=by, organisation_id=organisation_id, changes=changes)
