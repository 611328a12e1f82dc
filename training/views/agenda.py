"""What the next refresher should be about: the evidence, and the agendas drawn from it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.agendas import draw_up_agenda, drop_agenda, edit_agenda, make_session
from training.agenda.effect import effect_of
from training.agenda.enums import AgendaForm, AgendaState
from training.agenda.evidence import evidence_of
from training.agenda.lines import agenda_headline, effect_lines, topic_lines
from training.agenda.pictures import fading_sentence, gap_chart
from training.agenda.timing import minutes_of
from training.forms.agenda import AgendaSessionForm, AgendaTitleForm, ItemFormSet
from training.models import RefresherAgenda
from training.queries.currency import today_at
from training.tabs import tabs_of
from training.views.sessions import may_manage

PER_PAGE = 10


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def agenda_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what was rated, raised and faded, the topics it ranks, and the agendas drawn up."""
    evidence = evidence_of(programme, today_at(programme.organisation))
    agendas = RefresherAgenda.objects.visible_to(request.user).filter(programme=programme)
    page = Paginator(agendas.select_related("session"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "agenda-list"),
        "headline": agenda_headline(evidence),
        "topics": topic_lines(evidence),
        "chart": gap_chart(evidence),
        "fading": fading_sentence(evidence.spreads),
        "page": page,
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/agenda_list.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def agenda_draw_up(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Draw up an agenda from the evidence as it is now."""
    form = request.POST.get("form", "")
    if form not in AgendaForm.values:
        messages.error(request, _("Choose a half-day workshop or a 60-minute gathering."))
        return redirect("training:agenda-list", programme.slug)
    evidence = evidence_of(programme, today_at(programme.organisation))
    if not evidence.topics:
        messages.error(request, _("There is nothing yet to draw an agenda from."))
        return redirect("training:agenda-list", programme.slug)
    agenda = draw_up_agenda(programme, evidence, form=form, by=request.user)
    messages.success(request, _("Here is a proposal. Change what you like."))
    return redirect("training:agenda", programme.slug, agenda.pk)


@programme_view(Permission.VIEW_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show an agenda; while it is a draft it can be edited."""
    found = find(request, programme, pk)
    if found.state != AgendaState.DRAFT or not may_manage(request, programme):
        return _show(request, programme, found)
    given = request.POST or None
    title_form = AgendaTitleForm(given, initial={"title": found.title})
    items = ItemFormSet(given, initial=_as_typed(found), prefix="item")
    if given is None or not (title_form.is_valid() and items.is_valid()):
        return _show(request, programme, found, title_form=title_form, items=items)
    title, kept = title_form.cleaned_data["title"], items.given()  # type: ignore[attr-defined]  # our own
    try:
        edit_agenda(found, title=title, items=kept, by=request.user)
    except IllegalTransitionError:
        messages.error(request, _was_quicker(request, found))
    else:
        messages.success(request, _("The agenda is saved."))
    return redirect("training:agenda", programme.slug, found.pk)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def agenda_drop(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a draft away."""
    found = find(request, programme, pk)
    try:
        drop_agenda(found, by=request.user)
    except IllegalTransitionError:
        messages.error(request, _was_quicker(request, found))
    else:
        messages.success(request, _("The draft is put away."))
    return redirect("training:agenda-list", programme.slug)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_plan(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Make a draft a session."""
    found = find(request, programme, pk)
    form = AgendaSessionForm(request.POST or None, agenda=found)
    if form.is_valid():
        try:
            session = make_session(found, form.plan(), by=request.user)
        except IllegalTransitionError:
            messages.error(request, _was_quicker(request, found))
            return redirect("training:agenda", programme.slug, found.pk)
        messages.success(request, _("“%(title)s” is planned.") % {"title": session.title})
        return redirect("training:session", programme.slug, session.pk)
    context = {
        "programme": programme,
        "agenda": found,
        "minutes": minutes_of(found.items.all()),
        "form": form,
        "trail": trail(programme, found.title, _("Make it a session")),
    }
    return render(request, "training/agenda_plan.html", context)


def find(request: SignedInRequest, programme: Programme, pk: UUID) -> RefresherAgenda:
    """Return an agenda of the programme with its items, or answer 404."""
    agendas = RefresherAgenda.objects.visible_to(request.user).filter(programme=programme)
    related = agendas.select_related("session__programme__organisation", "programme__organisation")
    return get_object_or_404(related.prefetch_related("items__competency"), pk=pk)


def trail(programme: Programme, *labels: str) -> list[dict[str, Any]]:
    """Return the way to a page below the agendas."""
    start = {
        "label": _("Refresher agenda"),
        "url": reverse("training:agenda-list", args=(programme.slug,)),
    }
    return [start, *({"label": label} for label in labels)]


def _show(
    request: SignedInRequest, programme: Programme, found: RefresherAgenda, **forms: Any
) -> HttpResponse:
    """Draw an agenda, with its forms where it can be edited."""
    has_errors = any(form.is_bound and not form.is_valid() for form in forms.values())
    effect = effect_of(found)
    context = {
        "programme": programme,
        "agenda": found,
        "items_now": list(found.items.all()),
        "minutes": minutes_of(found.items.all()),
        "effect": effect_lines(effect) if effect else None,
        "page_has_errors": has_errors,
        "trail": trail(programme, found.title),
        "may_manage": may_manage(request, programme),
        **forms,
    }
    return render(request, "training/agenda.html", context, status=422 if has_errors else 200)


def _as_typed(found: RefresherAgenda) -> list[dict[str, Any]]:
    """Return the items as the form shows them."""
    return [
        {"pk": item.pk, "title": item.title, "minutes": item.minutes} for item in found.items.all()
    ]


def _was_quicker(request: SignedInRequest, found: RefresherAgenda) -> str:
    """Say who made it a session, or put it away."""
    return who_was_quicker(
        found,
        name=found.title,
        viewer=request.user,
        otherwise=_("This agenda is no draft any more."),
    )
