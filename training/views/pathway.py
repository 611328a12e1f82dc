"""Who is becoming a mentor: everybody on one page, and each person on their own."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.pathway import today_of
from training.actions.pathway_steps import note_step
from training.actions.readiness import mark_ready, say_not_yet
from training.forms.pathway import NotYetForm, ObservedForm, StepForm
from training.models import Pathway
from training.pathway import tables
from training.pathway.filters import PathwayFilter, in_order
from training.pathway.queries import around, funnel_of, ready_to_invite
from training.pathway.waiting import next_of, waits_for_consent
from training.tabs import tabs_of
from training.views.sessions import may_manage

PER_PAGE = 25


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def pathway_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the funnel from mentee to mentor, and what each person waits for."""
    visible = Pathway.objects.visible_to(request.user).filter(programme=programme)
    narrowed = PathwayFilter(request.GET, visible)
    page = Paginator(in_order(narrowed.qs), PER_PAGE).get_page(request.GET.get("page"))
    funnel = funnel_of(programme)
    manages = may_manage(request, programme)
    step = request.GET.get("step", "")
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "pathway-list"),
        "headline": tables.headline(funnel),
        "funnel": funnel,
        "steps": tables.funnel_steps(programme, funnel, step),
        "stepped_up": tables.stepped_up(programme),
        "ready": len(ready_to_invite(programme)) if manages else 0,
        "form": narrowed.form,
        "columns": tables.columns(),
        "rows": tables.lines(page, around(list(page)), may_manage=manages),
        "page": page,
        "is_empty": not any(funnel.here.values()) and not funnel.left,
        "may_manage": manages,
    }
    return render(request, "training/pathway_list.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def pathway(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one person's way, everything dated, with what can be done."""
    return show_pathway(request, programme, find(request, programme, pk))


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def ready(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say that somebody is ready to learn to mentor."""
    found = find_other(request, programme, pk)
    return settled(
        request,
        found,
        lambda: mark_ready(found, by=request.user),
        _("Noted. Invite them to transition training next."),
    )


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def not_yet(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Say what is still missing."""
    found = find_other(request, programme, pk)
    form = NotYetForm(request.POST)
    if not form.is_valid():
        return show_pathway(request, programme, found, not_yet=form)
    reason = form.cleaned_data["reason"]
    return settled(
        request,
        found,
        lambda: say_not_yet(found, reason=reason, by=request.user),
        _("Noted. They read it on their page."),
    )


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def step(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Write a step down by hand, or leave it out."""
    found = find_other(request, programme, pk)
    form = StepForm(request.POST, pathway=found, today=today_of(found))
    if not form.is_valid():
        if not found.has_left and _is_gone(form):
            return settled(request, found, _refuse(found), "")
        return show_pathway(request, programme, found, step=form)
    typed = form.cleaned_data
    return settled(
        request,
        found,
        lambda: note_step(
            found,
            typed["step"],
            on=typed["reached_on"],
            note=typed["note"],
            is_left_out=typed["is_left_out"],
            by=request.user,
        ),
        _("Noted."),
    )


def settled(
    request: SignedInRequest, found: Pathway, act: Callable[[], object], done: str
) -> HttpResponse:
    """Act, say so or who was quicker, and go back to the person's page."""
    try:
        act()
    except IllegalTransitionError:
        otherwise = _("Somebody else was faster: please look how it stands now.")
        name = found.person.name
        said = who_was_quicker(found, name=name, viewer=request.user, otherwise=otherwise)
        messages.warning(request, said)
    else:
        messages.success(request, done)
    return redirect("training:pathway", found.programme.slug, found.pk)


def find(request: SignedInRequest, programme: Programme, pk: UUID) -> Pathway:
    """Return a pathway of the programme, or answer 404."""
    rows = Pathway.objects.visible_to(request.user).filter(programme=programme)
    related = ("programme__organisation", "person", "supporter", "referee")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def find_other(request: SignedInRequest, programme: Programme, pk: UUID) -> Pathway:
    """Return somebody else's pathway: what concerns oneself, a colleague decides."""
    found = find(request, programme, pk)
    if found.person_id == request.user.pk:
        raise Http404
    return found


def trail(programme: Programme, found: Pathway | None, *labels: str) -> list[dict[str, str]]:
    """Return the way to a page below the list."""
    way = [
        {
            "label": _("Pathway"),
            "url": reverse("training:pathway-list", args=(programme.slug,)),
        }
    ]
    if found is not None:
        url = reverse("training:pathway", args=(programme.slug, found.pk))
        way.append({"label": found.person.name, "url": url if labels else ""})
    return [*way, *({"label": label} for label in labels)]


def show_pathway(
    request: SignedInRequest,
    programme: Programme,
    found: Pathway,
    *,
    not_yet: NotYetForm | None = None,
    step: StepForm | None = None,
    observed: ObservedForm | None = None,
) -> HttpResponse:
    """Show somebody's page with its forms as they stand."""
    today = today_of(found)
    forms = (not_yet, step, observed)
    has_errors = any(form is not None and form.errors for form in forms)
    steps = list(found.steps.select_related("noted_by"))
    manages = may_manage(request, programme) and found.person_id != request.user.pk
    following = next_of(found, around([found]))
    own_url = reverse("training:pathway", args=(programme.slug, found.pk))
    context = {
        "programme": programme,
        "pathway": found,
        "next": following,
        "action": following.action if manages and following.url != own_url else "",
        "path": tables.path_of(found, steps),
        "events": tables.events_of(steps, for_team=True),
        "shadowings": [
            (row, waits_for_consent(row))
            for row in found.shadowings.select_related("mentor", "mentee")
        ],
        "not_yet": not_yet or NotYetForm(),
        "step": step or StepForm(pathway=found, today=today),
        "observed": observed or ObservedForm(today=today),
        "page_has_errors": has_errors,
        "may_manage": manages,
        "trail": trail(programme, found),
    }
    status = 422 if has_errors else 200
    return render(request, "training/pathway_detail.html", context, status=status)


def _is_gone(form: StepForm) -> bool:
    """Tell whether only the step is wrong: it was offered once, and somebody took it meanwhile."""
    return set(form.errors) == {"step"} and bool(form.data.get("step"))


def _refuse(found: Pathway) -> Callable[[], object]:
    """Return an act that cannot be done any more."""

    def act() -> object:
        raise IllegalTransitionError(found, found.state)

    return act
