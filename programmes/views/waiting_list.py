"""Who waits for a place: the list of each cohort, priorities, the next one's turn, one's own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.waiting_list import (
    DecisionUnderWayError,
    NobodyWaitsError,
    NoPlaceFreeError,
    NotWaitingError,
    OutOfTurnError,
    leave_waiting_list,
    promote_next,
    set_priority,
)
from programmes.emails.intake import preview_place_free
from programmes.forms.intake import PriorityForm, PromoteForm
from programmes.intake.enums import PromotionRule, WaitingState
from programmes.intake.queries import (
    intake_policy_of,
    places_free,
    waiting_in,
    waiting_places,
)
from programmes.models import Cohort, Programme, WaitingPlace
from programmes.permissions import allowed_in
from programmes.queries import current_cohort

PAGE = 25


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def waiting_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who waits in a cohort, in whose turn it is, and who got a place before."""
    cohorts = list(programme.cohorts.newest_first())
    wanted = request.GET.get("cohort")
    named = next((each for each in cohorts if str(each.pk) == wanted), None)
    cohort = named or current_cohort(_where_somebody_waits(cohorts) or cohorts)
    policy = intake_policy_of(programme)
    waiting = waiting_in(cohort, policy.promotion_rule) if cohort else []
    page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "tabs": _tabs(programme, cohorts, cohort),
        "cohort": cohort,
        "page": page,
        "free": places_free(cohort) if cohort else None,
        "policy": policy,
        "by_priority": policy.promotion_rule == PromotionRule.PRIORITY,
        "ended": _ended(request, cohort) if cohort else [],
        "may_manage": allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme),
    }
    return render(request, "programmes/waiting_list.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def waiting_list_priority(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say how urgent somebody's place is, and why."""
    place = _place(request, programme, pk)
    name = place.application.person.name
    initial = {"priority": place.priority, "reason": place.priority_reason}
    form = PriorityForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            set_priority(place, by=request.user, **form.cleaned_data)
        except NotWaitingError:
            _say_too_late(request, place)
        else:
            messages.success(request, _("The priority of %(name)s is set.") % {"name": name})
        return redirect(_url(programme, place.application.cohort))
    context = {
        "form": form,
        "title": _("Priority of %(name)s") % {"name": name},
        "lead": intake_policy_of(programme).priority_words
        or _("It counts while the programme goes by priority, and is recorded."),
        "action": _("Set it"),
        "back_url": _url(programme, place.application.cohort),
        "trail": [{"label": _("Waiting list"), "url": _url(programme, place.application.cohort)}],
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def waiting_list_promote(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Give somebody a place: who is next at a press, somebody else with a reason."""
    place = _place(request, programme, pk)
    cohort = place.application.cohort
    rule = intake_policy_of(programme).promotion_rule
    waiting = waiting_in(cohort, rule)
    position = next((each.position for each in waiting if each.place.pk == pk), 0)
    if not position:
        _say_too_late(request, place)
        return redirect(_url(programme, cohort))
    is_next = position == 1
    form = PromoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (is_next or form.is_valid()):
        reason = "" if is_next else form.cleaned_data["reason"]
        if _promoted(request, place, reason):
            return redirect(_url(programme, cohort))
        return redirect(request.path)
    context = {
        "programme": programme,
        "place": place,
        "position": position,
        "waited": len(waiting),
        "is_next": is_next,
        "next": waiting[0].place,
        "rule": PromotionRule(rule).label,
        "free": places_free(cohort),
        "form": form,
        "mail": preview_place_free(place),
        "back_url": _url(programme, cohort),
    }
    return render(request, "programmes/waiting_list_promote.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def waiting_list_own(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Tell somebody that they wait, and by which rule; let them leave."""
    mine = WaitingPlace.objects.visible_to(request.user).filter(application__person=request.user)
    place = get_object_or_404(
        mine.select_related("application__cohort__programme__organisation"), pk=pk
    )
    if place.state != WaitingState.WAITING:
        messages.info(request, _("You are not on the waiting list any more."))
        return redirect("programmes:home")
    if request.method == "POST" and request.POST.get("act") == "leave":
        try:
            leave_waiting_list(place, by=request.user)
        except NotWaitingError:
            messages.info(request, _("You were not on the list any more."))
        else:
            messages.success(request, _("You are off the list. Perhaps another time."))
        return redirect("programmes:home")
    policy = intake_policy_of(place.application.cohort.programme)
    context = {
        "place": place,
        "cohort": place.application.cohort,
        "policy": policy,
        "by_priority": policy.promotion_rule == PromotionRule.PRIORITY,
    }
    return render(request, "programmes/waiting_list_own.html", context)


def _promoted(request: SignedInRequest, place: WaitingPlace, reason: str) -> bool:
    """Give the place, and say what came of it; False where the page should be read anew."""
    name = place.application.person.name
    try:
        promote_next(place.application.cohort, by=request.user, instead=place, reason=reason)
    except OutOfTurnError:
        messages.warning(request, _("It is somebody else’s turn now. Please look once more."))
        return False
    except (NotWaitingError, NobodyWaitsError):
        _say_too_late(request, place)
    except NoPlaceFreeError:
        messages.warning(request, _("Every place is taken; nobody was promoted."))
    except DecisionUnderWayError:
        messages.warning(
            request,
            _("A decision about %(name)s is prepared; publish or drop it first.") % {"name": name},
        )
    except IllegalTransitionError:
        messages.warning(request, _("%(name)s has a place already, or left it.") % {"name": name})
    else:
        messages.success(request, _("%(name)s has a place, and is told.") % {"name": name})
    return True


def _say_too_late(request: SignedInRequest, place: WaitingPlace) -> None:
    """Say who was quicker."""
    name = place.application.person.name
    otherwise = _("%(name)s is not on the waiting list any more.") % {"name": name}
    words = who_was_quicker(place, name=name, viewer=request.user, otherwise=otherwise)
    messages.warning(request, words)


def _place(request: SignedInRequest, programme: Programme, pk: UUID) -> WaitingPlace:
    """Return a place on one of the programme's lists; never one's own, which is for colleagues."""
    seen = WaitingPlace.objects.visible_to(request.user).exclude(application__person=request.user)
    rows = seen.filter(application__cohort__programme=programme)
    return get_object_or_404(
        rows.select_related("application__person", "application__cohort__programme__organisation"),
        pk=pk,
    )


def _ended(request: SignedInRequest, cohort: Cohort) -> list[WaitingPlace]:
    """Return whose wait ended last, and how."""
    seen = WaitingPlace.objects.visible_to(request.user)
    rows = seen.filter(application__cohort=cohort).exclude(state=WaitingState.WAITING)
    return list(
        rows.select_related("application__person", "ended_by").order_by("-ended_at", "pk")[:PAGE]
    )


def _where_somebody_waits(cohorts: list[Cohort]) -> list[Cohort]:
    """Return the cohorts for which somebody waits; one query."""
    waiting = waiting_places().filter(application__cohort__in=cohorts)
    found = set(waiting.order_by().values_list("application__cohort", flat=True))
    return [each for each in cohorts if each.pk in found]


def _tabs(
    programme: Programme, cohorts: list[Cohort], current: Cohort | None
) -> list[dict[str, Any]]:
    """Return a tab for each cohort, where there are several."""
    if not cohorts[1:]:
        return []
    return [
        {"label": each.name, "url": _url(programme, each), "is_current": each == current}
        for each in cohorts
    ]


def _url(programme: Programme, cohort: Cohort) -> str:
    """Return the address of a cohort's list."""
    address = reverse("programmes:waiting-list", args=(programme.slug,))
    return f"{address}?{urlencode({'cohort': str(cohort.pk)})}"
