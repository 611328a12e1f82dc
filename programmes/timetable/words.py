"""A timetable in words: what clashes and why, what moves how far, and why nobody works on a day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.enums import MilestoneKind, PhaseKind
from programmes.models import Cohort
from programmes.planning import COHORT, Clash, DayOff, Edge, Item, Side, WorkCalendar
from programmes.timetable.reading import COHORT_KEY, milestone_key, phase_key

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

START, END = Side.START, Side.END
Names = Mapping[str, str]

# The end of an item: as a sentence begins with it, and as it stands after "before" or "after".
ENDS: "dict[tuple[str, Side], tuple[_StrPromise, _StrPromise]]" = {
    (COHORT, START): (gettext_lazy("The cohort begins"), gettext_lazy("the cohort’s first day")),
    (COHORT, END): (gettext_lazy("The cohort ends"), gettext_lazy("the cohort’s last day")),
    (PhaseKind.RECRUIT, START): (
        gettext_lazy("Recruiting begins"),
        gettext_lazy("recruiting begins"),
    ),
    (PhaseKind.RECRUIT, END): (gettext_lazy("Recruiting ends"), gettext_lazy("recruiting ends")),
    (PhaseKind.TRAIN, START): (gettext_lazy("Training begins"), gettext_lazy("training begins")),
    (PhaseKind.TRAIN, END): (gettext_lazy("Training ends"), gettext_lazy("training ends")),
    (PhaseKind.MATCH, START): (gettext_lazy("Matching begins"), gettext_lazy("matching begins")),
    (PhaseKind.MATCH, END): (gettext_lazy("Matching ends"), gettext_lazy("matching ends")),
    (PhaseKind.MENTOR, START): (gettext_lazy("Meetings begin"), gettext_lazy("the first meeting")),
    (PhaseKind.MENTOR, END): (gettext_lazy("Meetings end"), gettext_lazy("the last meeting")),
    (PhaseKind.EVALUATE, START): (
        gettext_lazy("The survey begins"),
        gettext_lazy("the survey begins"),
    ),
    (PhaseKind.EVALUATE, END): (gettext_lazy("The survey ends"), gettext_lazy("the survey ends")),
    (PhaseKind.CLOSE, START): (gettext_lazy("Closing begins"), gettext_lazy("closing begins")),
    (PhaseKind.CLOSE, END): (gettext_lazy("Closing ends"), gettext_lazy("closing ends")),
    (MilestoneKind.OPENING, START): (
        gettext_lazy("Applications open"),
        gettext_lazy("applications open"),
    ),
    (MilestoneKind.DEADLINE, START): (
        gettext_lazy("The last day to apply is"),
        gettext_lazy("the last day to apply"),
    ),
    (MilestoneKind.DECISIONS, START): (
        gettext_lazy("Decisions are sent"),
        gettext_lazy("decisions are sent"),
    ),
    (MilestoneKind.KICK_OFF, START): (
        gettext_lazy("The kick-off is"),
        gettext_lazy("the kick-off"),
    ),
    (MilestoneKind.GATHERING, START): (
        gettext_lazy("The gathering is"),
        gettext_lazy("the gathering"),
    ),
    (MilestoneKind.REVIEW, START): (
        gettext_lazy("The sponsor’s review is"),
        gettext_lazy("the sponsor’s review"),
    ),
    (MilestoneKind.REPORT, START): (
        gettext_lazy("The report is sent"),
        gettext_lazy("the report is sent"),
    ),
    (MilestoneKind.CELEBRATION, START): (
        gettext_lazy("The celebration is"),
        gettext_lazy("the celebration"),
    ),
}
# Why a rule is one.
REASONS: "dict[str, _StrPromise]" = {
    "recruit-train": gettext_lazy("Nobody can be trained before anybody is asked."),
    "recruit-match": gettext_lazy("Whoever joins after matching has nobody to meet."),
    "train-mentor": gettext_lazy("Mentors meet people once they are trained."),
    "match-mentor": gettext_lazy("People meet once they are matched."),
    "cohort-mentor": gettext_lazy("Meetings belong to the cohort’s own days."),
    "mentor-cohort": gettext_lazy("Meetings belong to the cohort’s own days."),
    "mentor-evaluate": gettext_lazy("Surveys ask about meetings that have begun."),
    "evaluate-mentor": gettext_lazy("Surveys reach people while they meet."),
    "close-cohort": gettext_lazy("Closing is under way when the cohort ends."),
    "mentor-close": gettext_lazy("Closing takes until the last pair has met."),
    "recruit-opening": gettext_lazy("Applications belong to recruiting."),
    "opening-deadline": gettext_lazy("People need time to apply."),
    "deadline-recruit": gettext_lazy("Applications belong to recruiting."),
    "deadline-decisions": gettext_lazy("Decisions wait for the last application."),
    "decisions-match": gettext_lazy("Only those who are in can be matched."),
    "decisions-kick_off": gettext_lazy("Those who come know that they are in."),
    "kick_off-mentor": gettext_lazy("People come together within ten days of the first meetings."),
    "mentor-gathering": gettext_lazy("Those who gather have begun to meet."),
    "gathering-close": gettext_lazy("People gather before all is over."),
    "mentor-review": gettext_lazy("A review looks at meetings that have begun."),
    "mentor-report": gettext_lazy("The report tells of all meetings."),
    "report-close": gettext_lazy("Closing ends with the report."),
    "close-celebration": gettext_lazy("People celebrate when closing has begun."),
}


def names_of(cohort: Cohort) -> dict[str, str]:
    """Return what each item of a cohort's timetable is called, by its key."""
    phases = {phase_key(phase): phase.get_kind_display() for phase in cohort.phases.all()}
    milestones = {milestone_key(each): str(each) for each in cohort.milestones.all()}
    return {COHORT_KEY: _("The cohort"), **phases, **milestones}


def clash_in_words(clash: Clash, names: Names | None = None) -> str:
    """Say what clashes, such as "Matching ends two days after the first meeting"."""
    what, that = (
        _end(clash.rule.earlier, clash.earlier, names, 0),
        _end(clash.rule.later, clash.later, names, 1),
    )
    if clash.days == 0:
        return _("%(what)s on the same day as %(that)s") % {"what": what, "that": that}
    words = ngettext(
        "%(what)s %(days)s day after %(that)s", "%(what)s %(days)s days after %(that)s", clash.days
    )
    return words % {"what": what, "that": that, "days": apnumber(clash.days)}


def reason_for(clash: Clash) -> str:
    """Say why the two may not come in that order."""
    return str(REASONS[clash.rule.key])


def headline(found: Sequence[Clash], names: Names) -> str:
    """Say how the timetable stands, in one sentence."""
    if not found:
        return _("No dates clash")
    if len(found) == 1:
        return _("%(clash)s: one clash") % {"clash": clash_in_words(found[0], names)}
    return _("%(number)s dates clash") % {"number": capfirst(str(apnumber(len(found))))}


def move_in_words(before: Item, after: Item, name: str, calendar: WorkCalendar) -> str:
    """Say which item goes where: "Match moves ten working days later"."""
    by_start = (after.starts_on - before.starts_on).days
    by_end = (after.ends_on - before.ends_on).days
    if not by_start and not by_end:
        return _("“%(name)s” stays where it is") % {"name": name}
    if by_start and by_end and (by_start > 0) != (by_end > 0):
        return _("“%(name)s” takes another stretch of time") % {"name": name}
    side = START if by_start else END
    far = how_far(calendar.distance(before.day(side), after.day(side)), later=by_start + by_end > 0)
    if by_start and by_end:
        return _("“%(name)s” moves %(far)s") % {"name": name, "far": far}
    if by_start:
        return _("“%(name)s” begins %(far)s") % {"name": name, "far": far}
    return _("“%(name)s” ends %(far)s") % {"name": name, "far": far}


def how_far(days: int, *, later: bool | None = None) -> str:
    """Say a number of working days, and in which direction; none are a weekend's worth."""
    is_later = days > 0 if later is None else later
    if not days:
        return _("a little later") if is_later else _("a little earlier")
    number = apnumber(abs(days))
    if is_later:
        words = ngettext("%(n)s working day later", "%(n)s working days later", abs(days))
    else:
        words = ngettext("%(n)s working day earlier", "%(n)s working days earlier", abs(days))
    return words % {"n": number}


def span_in_words(item: Item, *, with_year: bool = True) -> str:
    """Say the days of an item, as short as they can be said."""
    last = "D j F Y" if with_year else "D j F"
    if item.is_point or item.starts_on == item.ends_on:
        return date_format(item.starts_on, last)
    first = "D j F" if item.starts_on.year == item.ends_on.year else last
    return _("%(first)s to %(last)s") % {
        "first": date_format(item.starts_on, first),
        "last": date_format(item.ends_on, last),
    }


def why_off_in_words(day: date, calendar: WorkCalendar) -> str:
    """Say why nobody works on a day; empty on a working day."""
    found = calendar.why_off(day)
    if found is None:
        return ""
    why, name = found
    if why is DayOff.WEEKEND:
        return _("a %(weekday)s") % {"weekday": date_format(day, "l")}
    return name


def _end(edge: Edge, item: Item, names: Names | None, form: int) -> str:
    """Return the words for one end of an item; one with a name of its own is called by it."""
    own = (names or {}).get(item.key, "")
    if item.is_point and own and own != str(MilestoneKind(item.kind).label):
        return (_("“%(name)s” is") if form == 0 else _("“%(name)s”")) % {"name": own}
    return str(ENDS[edge.kind, edge.side][form])
