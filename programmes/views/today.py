"""What needs somebody now, what the team dealt with, and where the programme is."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.humanize.templatetags.humanize import apnumber
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.dealt_with import dealt_with
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from programmes.needs import Need, Urgency, needs_of, parted, with_own
from programmes.permissions import allowed_in
from programmes.queries import current_cohort
from programmes.team.caseloads import memberships_with_caseload
from programmes.timetable.drawing import drawing_of
from programmes.timetable.reading import fetch_cohorts_and_team

MOST_NEEDS_SHOWN = 7
MOST_DEEDS_SHOWN = 6
URGENCIES = {
    Urgency.NOW: ("bad", gettext_lazy("Now")),
    Urgency.SOON: ("warn", gettext_lazy("Soon")),
    Urgency.WHEN_READY: ("good", gettext_lazy("When you are ready")),
}


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def today(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what needs somebody now, what was dealt with, and where the programme is."""
    fetch_cohorts_and_team(programme)
    cohorts = [each for each in programme.cohorts.all() if each.state != CohortState.CLOSED]
    cohort = current_cohort(cohorts)
    left, later = parted(needs_of(programme, request.user), programme, request.user)
    own = memberships_with_caseload(programme, request.user)
    everything = with_own(left, programme, request.user, own)
    is_mine = request.GET.get("coordinator") in {str(pk) for pk in own}
    rows = [_need_row(need, is_own=is_own) for need, is_own in everything if is_own or not is_mine]
    deeds = dealt_with(programme, request.user)
    context = {
        "programme": programme,
        "now": timezone.localtime(),
        "heading": _heading(len(rows), is_mine=is_mine),
        "lead": _lead(programme, cohort, has_needs=bool(everything), later=len(later)),
        "tabs": _tabs(programme, everything, own, is_mine=is_mine),
        "needs": rows[:MOST_NEEDS_SHOWN],
        "more_needs": rows[MOST_NEEDS_SHOWN:],
        "later": later,
        "whose": request.GET["coordinator"] if is_mine else "",
        "deeds": deeds[:MOST_DEEDS_SHOWN],
        "more_deeds": deeds[MOST_DEEDS_SHOWN:],
        "next": _what_comes_next(cohort) if cohort else [],
        "setup_url": reverse("programmes:setup", args=(programme.slug,)),
        "cohort": cohort,
        "timeline": drawing_of(cohort) if cohort else None,
        "others": [each for each in cohorts if each != cohort],
        "may_manage": allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/programme_today.html", context)


def _heading(number: int, *, is_mine: bool) -> str:
    """Say in words how many things need somebody."""
    if not number and is_mine:
        return _("Nothing in your caseload needs you just now")
    if not number:
        return _("Nothing needs you just now")
    words = ngettext("%(count)s thing needs you", "%(count)s things need you", number)
    return capfirst(words % {"count": apnumber(number)})


def _lead(programme: Programme, cohort: Cohort | None, *, has_needs: bool, later: int) -> str:
    """Say how the rest stands."""
    if later and not has_needs:
        words = ngettext(
            "One thing waits until tomorrow.", "%(n)s things wait until tomorrow.", later
        )
        return capfirst(words % {"n": apnumber(later)})
    if cohort is None:
        return _("No cohort is under way.")
    if has_needs:
        return _("Everything else in %(programme)s is on course.") % {"programme": programme.name}
    if cohort.starts_on > timezone.localdate():
        return _("The cohort “%(cohort)s” begins on %(day)s.") % _day(cohort, cohort.starts_on)
    return _("The cohort “%(cohort)s” is on course until %(day)s.") % _day(cohort, cohort.ends_on)


def _day(cohort: Cohort, day: date) -> dict[str, str]:
    """Return what a sentence about a cohort's day needs."""
    return {"cohort": cohort.name, "day": date_format(day, "j F Y")}


def _need_row(need: Need, *, is_own: bool) -> dict[str, Any]:
    """Return a need with its shape and the word for it."""
    tone, word = URGENCIES[need.urgency]
    may_wait = need.urgency != Urgency.NOW
    return {"need": need, "tone": tone, "word": word, "is_own": is_own, "may_wait": may_wait}


def _tabs(
    programme: Programme,
    everything: list[tuple[Need, bool]],
    own: frozenset[UUID],
    *,
    is_mine: bool,
) -> list[dict[str, Any]]:
    """Return the choice between everything and one's own caseload, for those who have one."""
    if not own or not everything:
        return []
    url = reverse("programmes:today", args=(programme.slug,))
    return [
        {"label": _("Everything"), "url": url, "is_current": not is_mine, "count": len(everything)},
        {
            "label": _("My caseload"),
            "url": f"{url}?coordinator={min(own, key=str)}",
            "is_current": is_mine,
            "count": sum(is_own for _need, is_own in everything),
        },
    ]


def _what_comes_next(cohort: Cohort) -> list[dict[str, Any]]:
    """Return the next two days on which something begins or is due, from the timetable."""
    today = timezone.localdate()
    coming = [
        (phase.starts_on, _("The phase “%(phase)s” begins") % {"phase": phase.get_kind_display()})
        for phase in cohort.phases.all()
    ]
    coming += [(milestone.on, str(milestone)) for milestone in cohort.milestones.all()]
    coming.append((cohort.ends_on, _("%(cohort)s ends") % {"cohort": cohort.name}))
    ahead = sorted(each for each in coming if each[0] > today)
    return [{"on": on, "what": what, "days": (on - today).days} for on, what in ahead[:2]]
