"""What a timetable puts on Today: dates that clash, milestones that come up, days nobody works."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import CohortState, MilestoneKind
from programmes.models import Cohort, Milestone, Programme
from programmes.needs import Need, Urgency, tells_needs
from programmes.planning import WorkCalendar, clashes
from programmes.timetable.reading import (
    dated_cohorts,
    milestone_key,
    timetable_of,
    work_calendar_of,
)
from programmes.timetable.words import clash_in_words, names_of, reason_for, why_off_in_words

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SOON = timedelta(days=7)
# By weekday alone where it was within these days: "on Tuesday".
THIS_WEEK = timedelta(days=6)

# What should have happened, before its day and after, and what to do about it.
WORDS: "dict[str, tuple[_StrPromise, _StrPromise, _StrPromise]]" = {
    MilestoneKind.OPENING: (
        gettext_lazy("Applications open on %(day)s"),
        gettext_lazy("Applications should have opened on %(day)s"),
        gettext_lazy("Invite people, and tell them until when they can apply"),
    ),
    MilestoneKind.DEADLINE: (
        gettext_lazy("The last day to apply is %(day)s"),
        gettext_lazy("The last day to apply was %(day)s"),
        gettext_lazy("Remind those who have not answered, then look through who applied"),
    ),
    MilestoneKind.DECISIONS: (
        gettext_lazy("Decisions are sent on %(day)s"),
        gettext_lazy("Decisions should have been sent on %(day)s"),
        gettext_lazy("Answer everybody who applied, then note it as done"),
    ),
    MilestoneKind.KICK_OFF: (
        gettext_lazy("The kick-off is on %(day)s"),
        gettext_lazy("The kick-off was planned for %(day)s"),
        gettext_lazy("See that everybody is invited and knows whom they meet"),
    ),
    MilestoneKind.GATHERING: (
        gettext_lazy("The gathering is on %(day)s"),
        gettext_lazy("The gathering was planned for %(day)s"),
        gettext_lazy("See that everybody is invited"),
    ),
    MilestoneKind.REVIEW: (
        gettext_lazy("The sponsor’s review is on %(day)s"),
        gettext_lazy("The sponsor’s review was planned for %(day)s"),
        gettext_lazy("Have the figures and one story ready"),
    ),
    MilestoneKind.REPORT: (
        gettext_lazy("The report goes to the sponsor on %(day)s"),
        gettext_lazy("The report should have gone to the sponsor on %(day)s"),
        gettext_lazy("Read it through, approve it and send it"),
    ),
    MilestoneKind.CELEBRATION: (
        gettext_lazy("The celebration is on %(day)s"),
        gettext_lazy("The celebration was planned for %(day)s"),
        gettext_lazy("Say thank you to every mentor by name"),
    ),
}
OTHER = (
    gettext_lazy("“%(name)s” is on %(day)s"),
    gettext_lazy("“%(name)s” was planned for %(day)s"),
    gettext_lazy("Mark it as done once it is, or move it"),
)


@tells_needs(
    Permission.MANAGE_PROGRAMME,
    gate=lambda: Exists(Cohort.objects.open().filter(programme=OuterRef("pk"))),
)
def needs_of_timetable(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield what the dates of open cohorts ask of somebody who may move them.

    One query where a milestone lies ahead, and three where the cohorts' dates were not fetched with
    the programme.
    """
    cohorts = [each for each in dated_cohorts(programme) if each.state != CohortState.CLOSED]
    today = timezone.localdate()
    to_come = [
        milestone
        for cohort in cohorts
        for milestone in cohort.milestones.all()
        if not milestone.is_done and milestone.on > today + SOON
    ]
    calendar = work_calendar_of(programme.organisation) if to_come else None
    for cohort in cohorts:
        url = reverse("programmes:timetable", args=(programme.slug, cohort.pk))
        yield from _clashing(cohort, url)
        for milestone in cohort.milestones.all():
            if not milestone.is_done:
                yield from _of_milestone(milestone, cohort, calendar, today, url)


def _clashing(cohort: Cohort, url: str) -> Iterator[Need]:
    """Yield that dates of a cohort clash."""
    found = clashes(timetable_of(cohort))
    if not found:
        return
    first, names = found[0], names_of(cohort)
    if len(found) == 1:
        title = f"{clash_in_words(first, names)}"
        reason = _("%(cohort)s: %(reason)s") % {"cohort": cohort.name, "reason": reason_for(first)}
    else:
        title = _("%(number)s dates of %(cohort)s clash") % {
            "number": capfirst(str(apnumber(len(found)))),
            "cohort": cohort.name,
        }
        reason = _("The first: %(clash)s") % {"clash": clash_in_words(first, names)}
    yield Need(
        key=f"timetable.clash.{cohort.pk}",
        title=title,
        reason=reason.rstrip("."),
        action=_("Sort it out"),
        url=url,
        urgency=Urgency.SOON,
    )


def _of_milestone(
    milestone: Milestone, cohort: Cohort, calendar: WorkCalendar | None, today: date, url: str
) -> Iterator[Need]:
    """Yield that a milestone is overdue or comes up, or that nobody works that day."""
    anchor = f"{url}#{milestone_key(milestone)}"
    if milestone.on <= today + SOON:
        yield _due(milestone, cohort, today, anchor)
    elif calendar and (why := why_off_in_words(milestone.on, calendar)):
        yield Need(
            key=f"timetable.off.{milestone.pk}",
            title=_("Nobody works on the day of “%(name)s”") % {"name": milestone},
            reason=_("%(cohort)s: %(day)s is no working day (%(why)s)")
            % {
                "cohort": cohort.name,
                "day": date_format(milestone.on, "j F Y"),
                "why": why,
            },
            action=_("Move it"),
            url=_move_url(milestone, cohort),
            urgency=Urgency.WHEN_READY,
        )


def _due(milestone: Milestone, cohort: Cohort, today: date, url: str) -> Need:
    """Say that a milestone comes up, or that its day has passed."""
    is_over = milestone.on < today
    ahead, behind, what_to_do = OTHER if milestone.name else WORDS.get(milestone.kind, OTHER)
    title = (behind if is_over else ahead) % {
        "name": str(milestone),
        "day": _day(milestone.on, today),
    }
    return Need(
        key=f"timetable.due.{milestone.on}.{milestone.pk}",
        title=title,
        reason=_("%(cohort)s: %(reason)s") % {"cohort": cohort.name, "reason": what_to_do},
        action=_("Open the timetable"),
        url=url,
        urgency=Urgency.NOW if is_over else Urgency.SOON,
    )


def _day(day: date, today: date) -> str:
    """Return a day as one says it: by weekday in the week around today, else by date."""
    return date_format(day, "l" if abs(day - today) <= THIS_WEEK else "j F")


def _move_url(milestone: Milestone, cohort: Cohort) -> str:
    """Return where a milestone is moved."""
    page = reverse("programmes:timetable-move", args=(cohort.programme.slug, cohort.pk))
    return f"{page}?item={milestone_key(milestone)}"
