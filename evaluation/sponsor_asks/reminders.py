"""Which reminders of decisions that wait should exist now."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from evaluation.emails.asks import reminder_facts
from evaluation.models import ReportLetter
from evaluation.reports.mornings import moment_of
from evaluation.sponsor_asks.queries import reached_letters, unanswered_asks
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import MessageState
from mentorship.notifications.reminders import ReminderPlan
from programmes.charters.calendar import Step, at_a_decent_hour, wanted_steps
from programmes.models import Programme
from programmes.planning.working_days import WorkCalendar
from programmes.timetable.reading import work_calendar_of

# A sponsor deserves a week before somebody asks again, and is reminded twice at most.
PATIENCE = timedelta(days=7)
MORNING = 9


def ask_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every reminder of asks that should exist now: two for each letter at most.

    Only to those whom the letter reached and who are sponsors still, about what nobody answered.
    Two queries, and one for each organisation that waits.
    """
    waiting: dict[UUID, list[str]] = defaultdict(list)
    for ask in unanswered_asks().order_by("number"):
        waiting[ask.report_id].append(ask.words)
    letters = reached_letters().filter(
        report__in=list(waiting),
        message__state=MessageState.SENT,
        posted_at__gt=now - 4 * PATIENCE,
    )
    calendars: dict[UUID, WorkCalendar] = {}
    for letter in letters:
        calendar = _calendar_of(letter.report.programme, calendars)
        for step in wanted_steps(steps_of(letter, calendar), now):
            yield ReminderPlan(
                recipient=letter.person,
                about=about_key(letter),
                occurrence=step.name,
                due_at=at_a_decent_hour(step.due_at, now, letter.person.time_zone),
                stale_after=step.stale_after,
                organisation=letter.report.programme.organisation,
                programme_id=letter.report.programme_id,
                context=reminder_facts(letter, waiting[letter.report_id]),
            )


def steps_of(letter: ReportLetter, calendar: WorkCalendar) -> list[Step]:
    """Return both reminders of a letter: a week and a fortnight after it left, on working days."""
    zone = letter.person.time_zone
    left_on = letter.posted_at.astimezone(zone).date()
    first, second, over = (
        moment_of(calendar.on_or_after(left_on + weeks * PATIENCE), MORNING, zone)
        for weeks in (1, 2, 3)
    )
    return [Step("after a week", first, second), Step("after two weeks", second, over)]


def _calendar_of(programme: Programme, known: dict[UUID, WorkCalendar]) -> WorkCalendar:
    """Return the working days where a programme is, read once for each organisation."""
    if programme.organisation_id not in known:
        known[programme.organisation_id] = work_calendar_of(programme.organisation)
    return known[programme.organisation_id]
