"""What applications put on Today.

Reviewers that are wanted, staged decisions and questions after one are told by selection.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.applications.waiting import (
    Stage,
    applications_of,
    with_waiting,
)
from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Application, ApplicationWindow, Programme
from programmes.needs import Need, NeedSources, Urgency, tells_needs

# So long before the last day it is said how many have not finished.
CLOSES_SOON = timedelta(days=3)
BEFORE_MATCHING = (CohortState.DESIGNING, CohortState.RECRUITING)

_ByWindow = Counter[tuple[object, str]]


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(Application.objects.handed_in().filter(cohort__programme=OuterRef("pk"))),
)
def _to_decide(programme: Programme, person: Person) -> Iterator[Need]:
    """Say how many can be decided; two queries."""
    applications = applications_of(programme, person)
    found = with_waiting(applications, programme, now=timezone.now())
    number = found.filter(stage=Stage.READY).count()
    words = ngettext(
        "%(count)s application can be decided",
        "%(count)s applications can be decided",
        number,
    )
    if number:
        yield _need(
            "ready",
            words,
            number,
            _("Everything that they waited for is in"),
            _("Decide"),
            _list_url(programme, stage=Stage.READY),
            Urgency.SOON,
        )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        ApplicationWindow.objects.filter(
            cohort__programme=OuterRef("pk"), cohort__state__in=BEFORE_MATCHING
        )
    ),
)
def _windows(programme: Programme, _person: Person) -> Iterator[Need]:
    """Say that a window closes soon, or closed with too few; two queries."""
    today = timezone.localdate(timezone=programme.organisation.time_zone)
    windows = ApplicationWindow.objects.filter(
        cohort__programme=programme, cohort__state__in=BEFORE_MATCHING, opens_on__lte=today
    ).select_related("cohort")
    found = list(windows.order_by("closes_on", "cohort__number", "role"))
    if not found:
        return
    drafts, handed_in = _by_window(programme)
    for window in found:
        key = (window.cohort_id, window.role)
        if today <= window.closes_on <= today + CLOSES_SOON:
            yield from _closes_soon(programme, window, drafts[key])
        elif window.last_day < today and window.places and handed_in[key] < window.places:
            yield _too_few(programme, window, handed_in[key])


def _closes_soon(programme: Programme, window: ApplicationWindow, drafts: int) -> Iterator[Need]:
    """Say that a window closes in a few days, and how many have not finished."""
    if not drafts:
        return
    facts = {"day": date_format(window.closes_on, "j F"), "cohort": window.cohort.name}
    title = (
        _("Mentors can apply for %(cohort)s until %(day)s")
        if window.role == ParticipantRole.MENTOR
        else _("Mentees can apply for %(cohort)s until %(day)s")
    )
    words = ngettext(
        "%(count)s application is begun and not handed in",
        "%(count)s applications are begun and not handed in",
        drafts,
    )
    yield Need(
        key=f"applications.closes.{window.pk}",
        title=title % facts,
        reason=capfirst(words % {"count": apnumber(drafts)}),
        action=_("See who is in"),
        url=_list_url(programme, cohort=str(window.cohort_id), role=window.role),
        urgency=Urgency.SOON,
    )


def _too_few(programme: Programme, window: ApplicationWindow, number: int) -> Need:
    """Say that a window closed with fewer applications than places."""
    facts = {"cohort": window.cohort.name, "number": number, "places": window.places}
    title = (
        _("Fewer mentors applied for %(cohort)s than there are places")
        if window.role == ParticipantRole.MENTOR
        else _("Fewer mentees applied for %(cohort)s than there are places")
    )
    return Need(
        key=f"applications.few.{window.pk}",
        title=title % facts,
        reason=_("%(number)d of %(places)d, and the last day is over: give it longer, or go on")
        % facts,
        action=_("Look at the dates"),
        url=reverse("programmes:window-list", args=(programme.slug, window.cohort_id)),
        urgency=Urgency.SOON,
    )


def _by_window(programme: Programme) -> "tuple[_ByWindow, _ByWindow]":
    """Count what is being written, and what was handed in, by cohort and role; one query."""
    drafts: _ByWindow = Counter()
    handed_in: _ByWindow = Counter()
    found = Application.objects.filter(cohort__programme=programme)
    rows = found.order_by().values_list("cohort", "role", "state").annotate(number=Count("pk"))
    for cohort, role, state, number in rows:
        if state == ApplicationState.DRAFT:
            drafts[cohort, role] += number
        elif state != ApplicationState.WITHDRAWN:
            handed_in[cohort, role] += number
    return drafts, handed_in


def _need(
    key: str, words: str, number: int, reason: str, action: str, url: str, urgency: Urgency
) -> Need:
    """Return a need whose title begins with a number."""
    return Need(
        key=f"applications.{key}",
        title=capfirst(words % {"count": apnumber(number)}),
        reason=reason,
        action=action,
        url=url,
        urgency=urgency,
    )


def _list_url(programme: Programme, **narrowed: str) -> str:
    """Return the list of applications, narrowed; of all cohorts, unless it says which."""
    question = urlencode({"cohort": "", **narrowed})
    return f"{reverse('programmes:applications', args=(programme.slug,))}?{question}"


# What waits for reviewers, line managers, letters or an answer is told where those are.
needs_of_applications = NeedSources((_to_decide, _windows))
