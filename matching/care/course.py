"""What coordinators did for a relationship, and how its health changed week by week."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.care.enums import CareKind, HealthLevel
from matching.care.wording import LEVEL_TONES
from matching.models import Match
from matching.timeline import CourseFact

ICONS = {
    CareKind.NUDGED: "envelope",
    CareKind.CALLED: "phone",
    CareKind.MET: "users",
    CareKind.NOTED: "pencil-square",
    CareKind.SNOOZED: "clock",
}


def care_steps(match: Match) -> Iterator[CourseFact]:
    """Yield what coordinators did, with their own notes; one query."""
    for step in match.care_steps.select_related("by"):
        text = step.words
        if step.until is not None:
            until = _("Until %(day)s") % {"day": date_format(step.until, "j F Y")}
            text = f"{until}: {step.words}"
        title = f"{step.by.short_name}: {step.get_kind_display()}"
        yield CourseFact(step.at, title, text, icon=ICONS[CareKind(step.kind)])


def level_changes(match: Match) -> Iterator[CourseFact]:
    """Yield the weeks in which a pair fared otherwise than the week before; one query."""
    before = None
    for reading in match.health_readings.order_by("week_on"):
        level = HealthLevel(reading.level)
        if before is not None and level != before:
            at = timezone.make_aware(datetime.combine(reading.week_on, time(6)))
            yield CourseFact(at, str(level.label), tone=LEVEL_TONES[level])
        before = level
