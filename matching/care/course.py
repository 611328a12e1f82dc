"""What coordinators did for a relationship, and how its health changed week by week."""

from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from matching.care.enums import CareKind, HealthLevel
from matching.care.wording import LEVEL_TONES
from matching.models import Match
from matching.timeline import CourseFact
from mentorship.common.together import Reads, Telling

ICONS = {
    CareKind.NUDGED: "envelope",
    CareKind.CALLED: "phone",
    CareKind.MET: "users",
    CareKind.NOTED: "pencil-square",
    CareKind.SNOOZED: "clock",
}
SENTENCES = {
    CareKind.NUDGED: gettext_lazy("%(name)s wrote to them"),
    CareKind.CALLED: gettext_lazy("%(name)s called"),
    CareKind.MET: gettext_lazy("%(name)s talked with them in person"),
    CareKind.NOTED: gettext_lazy("%(name)s made a note"),
    CareKind.SNOOZED: gettext_lazy("%(name)s put it off"),
}


def care_steps(match: Match) -> Telling[CourseFact]:
    """Yield what coordinators did, with their own notes."""
    steps = match.care_steps.select_related("by")
    yield Reads(steps)
    for step in steps:
        text = step.words
        if step.until is not None:
            until = _("Until %(day)s") % {"day": date_format(step.until, "j F Y")}
            text = f"{until}: {step.words}"
        title = SENTENCES[CareKind(step.kind)] % {"name": step.by.short_name}
        yield CourseFact(step.at, title, text, icon=ICONS[CareKind(step.kind)])


def level_changes(match: Match) -> Telling[CourseFact]:
    """Yield the weeks in which a pair fared otherwise than the week before."""
    before = None
    readings = match.health_readings.order_by("week_on").values_list("level", "week_on")
    yield Reads(readings)
    for stored, week_on in readings:
        level = HealthLevel(stored)
        if before is not None and level != before:
            at = timezone.make_aware(datetime.combine(week_on, time(6)))
            yield CourseFact(at, str(level.label), tone=LEVEL_TONES[level])
        before = level
