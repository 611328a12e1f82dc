"""Retention as pages show it, line by line."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from programmes.models import Participant, Programme
from programmes.retention import cohorts_served
from training import wording
from training.models import CareCall, Recognition
from training.retention.enums import LeavingCause
from training.retention.milestones import title_of
from training.retention.returning import CauseCount, CohortReturn, Meant, cohort_returns

Line = dict[str, Any]
# So many cohorts fit on a line.
LATELY = 4


def retention_headline(returns: Sequence[CohortReturn]) -> str:
    """Say how many mentors came back the last time."""
    if not returns:
        return _("Who stays will show when the next cohort begins")
    last = returns[-1]
    return ngettext(
        "%(count)s of %(of)s mentors came back after %(cohort)s",
        "%(count)s of %(of)s mentors came back after %(cohort)s",
        last.of,
    ) % {"count": last.returned, "of": last.of, "cohort": last.cohort.name}


def stays_lines(programme: Programme) -> list[str]:
    """Say on one line who came back lately and on one how often mentors served; four queries.

    There is nothing to say before a second cohort.
    """
    returns = cohort_returns(programme)
    if not returns:
        return []
    came_back = [
        _("%(count)s of %(of)s after %(cohort)s")
        % {"count": row.returned, "of": row.of, "cohort": row.cohort.name}
        for row in returns[-LATELY:]
    ]
    served = [
        ngettext("%(n)s cohort: %(people)s", "%(n)s cohorts: %(people)s", times)
        % {"n": times, "people": number_format(people)}
        for times, people in cohorts_served(programme).items()
    ]
    return [
        _("Came back for the next cohort: %(list)s") % {"list": ", ".join(came_back)},
        _("Mentors who served in %(list)s") % {"list": ", ".join(served)},
    ]


def return_columns() -> list[Line]:
    """Return the columns of who came back."""
    return [
        {"label": _("Cohort")},
        {"label": _("Came back"), "is_number": True},
        {"label": _("Meant to, in the survey"), "is_number": True},
    ]


def return_rows(returns: Sequence[CohortReturn]) -> list[list[Line]]:
    """Return who came back and who meant to, cohort by cohort."""
    return [
        [
            {"text": row.cohort.name},
            {"text": of(row.returned, row.of), "is_number": True, "column": _("Came back")},
            {
                "text": of(row.meant.count, row.meant.answers) if row.meant else "–",
                "is_number": True,
                "column": _("Meant to, in the survey"),
            },
        ]
        for row in returns
    ]


def of(count: int, whole: int) -> str:
    """Return so many of so many: “13 of 36”."""
    return _("%(count)s of %(whole)s") % {
        "count": number_format(count),
        "whole": number_format(whole),
    }


def cause_lines(causes: Sequence[CauseCount]) -> list[Line]:
    """Return why mentors left, as steps of a funnel."""
    return [{"label": str(row.cause.label), "count": row.count} for row in causes]


def hesitation_lines(found: Mapping[LeavingCause, Meant]) -> list[str]:
    """Return what made people unsure, in sentences."""
    return [
        f"{cause.label}: {of(meant.count, meant.answers)}" for cause, meant in sorted(found.items())
    ]


def left_lines(
    programme: Programme, places: Iterable[Participant], *, may_manage: bool
) -> list[Line]:
    """Return mentors who left, with what is known of why."""
    return [
        {
            "name": place.person.name,
            "cohort": place.cohort.name,
            "cause": _cause(place),
            "url": reverse("training:departure", args=(programme.slug, place.pk))
            if may_manage
            else "",
        }
        for place in places
    ]


def recognition_lines(
    programme: Programme, rows: Iterable[Recognition], viewer: Person
) -> list[Line]:
    """Return milestones, and how to thank for them; nobody thanks themselves."""
    return [
        {
            "name": row.person.name,
            "what": title_of(row),
            "on": date_format(row.reached_on, "j F Y"),
            "thanked": date_format(row.thanked_at, "j F Y") if row.thanked_at else "",
            "url": reverse("training:recognition-thank", args=(programme.slug, row.pk))
            if row.person_id != viewer.pk
            else "",
        }
        for row in rows
    ]


def care_headline(count: int) -> str:
    """Say how many people wait for a call."""
    if not count:
        return _("Nobody waits for a call")
    words = ngettext("%(count)s person wants a call", "%(count)s people want a call", count)
    return words % {"count": wording.number(count)}


def care_lines(programme: Programme, calls: Iterable[CareCall], viewer: Person) -> list[Line]:
    """Return calls, with the way to make them; nobody makes the one about themselves."""
    return [
        {
            "name": call.person.name,
            "why": call.get_reason_display(),
            "since": date_format(call.called_for_on, "j F Y"),
            "done": _done(call),
            "url": ""
            if call.person_id == viewer.pk or call.done_at
            else reverse("training:care", args=(programme.slug, call.pk)),
        }
        for call in calls
    ]


def _done(call: CareCall) -> str:
    """Say who called when, and what they agreed."""
    if call.done_at is None or call.done_by is None:
        return ""
    day = date_format(timezone.localtime(call.done_at), "j F Y")
    return f"{day}, {call.done_by.name}. {call.note}".strip()


def _cause(place: Participant) -> str:
    """Return why a mentor left, as far as anybody knows."""
    departure = getattr(place, "departure", None)
    return str(departure.get_cause_display() if departure else LeavingCause.UNKNOWN.label)
