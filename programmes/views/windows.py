"""From when until when one may apply for a cohort."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions import CohortClosedError
from programmes.actions.windows import WindowFacts, set_window, window_values
from programmes.applying.windows import Window, first_bounds, today_at, windows_of
from programmes.applying.words import window_in_words
from programmes.enums import CohortState, MilestoneKind, ParticipantRole
from programmes.forms.meanwhile import meanwhile_of, seen_by, values_of
from programmes.forms.windows import WindowForm
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import ApplicationWindow, Cohort, Programme
from programmes.permissions import allowed_in
from programmes.views.application_forms import role_of

HEADINGS = {
    ParticipantRole.MENTOR: gettext_lazy("Applying as mentor"),
    ParticipantRole.MENTEE: gettext_lazy("Applying as mentee"),
}


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def windows(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show when one may apply for a cohort, as mentor and as mentee."""
    cohort = _cohort(request, programme, pk)
    found = windows_of([cohort])
    today = today_at(programme.organisation)
    is_open = cohort.state != CohortState.CLOSED
    cards = []
    for role in ParticipantRole:
        window = found[cohort.pk, role.value]
        card = {
            "role": role,
            "title": HEADINGS[role],
            "window": window,
            "sentence": window_in_words(window, today),
            "facts": _facts(window),
        }
        cards.append(card)
    context = {
        "programme": programme,
        "cohort": cohort,
        "cards": cards,
        "may_manage": is_open and allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
        "trail": _trail(programme, cohort.name),
    }
    return render(request, "programmes/window_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def window_change(
    request: SignedInRequest, programme: Programme, pk: UUID, role: str
) -> HttpResponse:
    """Say when one may apply for a cohort in a role, and who."""
    cohort, wanted = _cohort(request, programme, pk), role_of(role)
    visible = ApplicationWindow.objects.visible_to(request.user)
    stored = window_values(visible.filter(cohort=cohort, role=wanted).first())
    bounds = {kind: each.on for (_pk, kind), each in first_bounds([cohort]).items()}
    planned = {
        "opens_on": bounds.get(MilestoneKind.OPENING),
        "closes_on": bounds.get(MilestoneKind.DEADLINE),
    }
    # Where the other role has days of its own, the timetable follows only if somebody says so.
    is_alone = not visible.filter(cohort=cohort).exclude(role=wanted).exists()
    initial = {**(stored or planned), "seen": mark_of(stored), "moves_milestones": is_alone}
    form = WindowForm(request.POST or None, has_milestones=bool(bounds), initial=initial)
    meanwhile = None
    if form.is_valid():
        try:
            given = values_of(form)
            moves = given.pop("moves_milestones", False)
            facts, by = WindowFacts(**given), request.user
            set_window(
                cohort, wanted, facts=facts, moves_milestones=moves, by=by, seen=seen_by(form)
            )
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        except CohortClosedError:
            messages.warning(request, _("The cohort is closed: its days are history."))
            return redirect("programmes:window-list", slug=programme.slug, pk=pk)
        else:
            messages.success(request, _("Saved. It holds from now on."))
            return redirect("programmes:window-list", slug=programme.slug, pk=pk)
    context = {
        "form": form,
        "meanwhile": meanwhile,
        "title": HEADINGS[wanted],
        "lead": _("For %(cohort)s. Days count where %(organisation)s is.")
        % {"cohort": cohort.name, "organisation": programme.organisation.name},
        "action": _("Save"),
        "back_url": reverse("programmes:window-list", args=(programme.slug, pk)),
        "trail": _trail(programme, str(HEADINGS[wanted]), cohort),
    }
    return render(request, "programmes/form.html", context)


def _cohort(request: SignedInRequest, programme: Programme, pk: UUID) -> Cohort:
    """Return a cohort of the programme; 404 for any other."""
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme)
    return get_object_or_404(cohorts.select_related("programme__organisation"), pk=pk)


def _facts(window: Window) -> list[dict[str, object]]:
    """Return what a window says, line by line."""
    unsaid = _("Not said yet")
    days: list[dict[str, object]] = [
        {"label": _("Opens"), "value": _day(window.opens_on) or unsaid},
        {"label": _("Last day"), "value": _day(window.closes_on) or unsaid},
    ]
    if window.last_day and window.grace_days:
        last = _("until %(day)s, for what was begun by the last day") % {
            "day": _day(window.last_day)
        }
        days.append({"label": _("Grace"), "value": last})
    may = _("Anybody of the organisation") if window.takes_anybody else _("Who was invited")
    yes_or_no = _("Yes") if window.takes_nominations else _("No")
    return [
        *days,
        {"label": _("Places"), "value": window.places or unsaid},
        {"label": _("Who may apply"), "value": may},
        {"label": _("Nominations"), "value": yes_or_no},
    ]


def _day(day: date | None) -> str:
    """Return a day in words; empty where there is none."""
    return date_format(day, "l j F Y") if day else ""


def _trail(programme: Programme, here: str, cohort: Cohort | None = None) -> list[dict[str, str]]:
    """Return the way here."""
    forms_url = reverse("programmes:application-forms", args=(programme.slug,))
    trail = [{"label": _("Forms and dates"), "url": forms_url}]
    if cohort is not None:
        url = reverse("programmes:window-list", args=(programme.slug, cohort.pk))
        trail.append({"label": cohort.name, "url": url})
    return [*trail, {"label": here}]
