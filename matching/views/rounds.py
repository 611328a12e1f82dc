"""Rounds of matching in the console: beginning one, setting it up, closing and opening it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.rounds import (
    RoundRefusedError,
    begin_round,
    change_round,
    close_round,
    facts_of,
    reopen_round,
)
from matching.models import Round
from matching.rounds.beginning import beginnings
from matching.rounds.forms import RoundForm
from matching.rounds.overview import cohorts_to_match, next_step, standing_of
from matching.rounds.pages import may_manage, round_in, trail_of, while_open
from matching.rounds.templates import TEMPLATES
from matching.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.forms.meanwhile import SEEN, meanwhile_of, seen_by, values_of
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Programme
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_MATCHES)
@require_GET
def round_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the open round with how it stands, and the earlier ones."""
    rounds = Round.objects.visible_to(request.user).filter(cohort__programme=programme)
    rows = list(rounds.select_related("cohort").order_by("-created_at"))
    manages = allowed_in(request.user, Permission.MANAGE_MATCHES, programme)
    waiting = cohorts_to_match(programme) if manages else []
    standings = [standing_of(each) for each in rows if each.state == "open"]
    context = {
        "programme": programme,
        "open": [(each, next_step(each, manages=manages)) for each in standings],
        "earlier": [each for each in rows if each.state != "open"],
        "may_begin": bool(waiting),
        "may_manage": manages,
    }
    return render(request, "matching/round_list.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_GET
def round_begin(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Offer rules from the field to begin a round with."""
    cohorts = cohorts_to_match(programme)
    context = {
        "programme": programme,
        "templates": TEMPLATES.values(),
        "cohorts": cohorts,
        "trail": [
            {"label": _("Matching"), "url": reverse("matching:round-list", args=(programme.slug,))},
            {"label": _("Begin a round")},
        ],
    }
    return render(request, "matching/round_begin.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
def round_template(request: SignedInRequest, programme: Programme, template: str) -> HttpResponse:
    """Show the rules of a template as this cohort would have them, and begin with them."""
    if template not in TEMPLATES:
        raise Http404
    cohorts = cohorts_to_match(programme)
    asked = request.POST.get("cohort") or request.GET.get("cohort")
    cohort = next((each for each in cohorts if str(each.pk) == asked), next(iter(cohorts), None))
    if request.method == "POST" and cohort is not None and str(cohort.pk) == asked:
        try:
            begun = begin_round(cohort, template=TEMPLATES[template], by=request.user)
        except RoundRefusedError:
            messages.warning(request, _("A round of this cohort is open already."))
            return redirect("matching:round-list", slug=programme.slug)
        messages.success(request, _("The round has begun. These are its rules."))
        return redirect("matching:rule-list", programme.slug, begun.pk)
    begin_url = reverse("matching:round-begin", args=(programme.slug,))
    context = {
        "programme": programme,
        "template": TEMPLATES[template],
        "cohort": cohort,
        "cohorts": cohorts,
        "beginnings": beginnings(cohort, TEMPLATES[template]) if cohort else [],
        "trail": [
            {"label": _("Matching"), "url": reverse("matching:round-list", args=(programme.slug,))},
            {"label": _("Begin a round"), "url": begin_url},
            {"label": TEMPLATES[template].title},
        ],
    }
    return render(request, "matching/round_template.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
@while_open
def round_settings(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Set a round up: what comes first, how many each, who wishes, how long to answer."""
    chosen = round_in(request, programme, pk)
    stored = facts_of(chosen)
    form = RoundForm(request.POST or None, instance=chosen, initial={SEEN: mark_of(stored)})
    meanwhile = None
    if form.is_valid():
        try:
            change_round(chosen, by=request.user, seen=seen_by(form), **values_of(form))
        except ChangedMeanwhileError as error:
            meanwhile = meanwhile_of(error, form)
        else:
            messages.success(request, _("Saved."))
            return redirect("matching:round-seats", programme.slug, chosen.pk)
    context = {
        "form": form,
        "title": _("How the round is set up"),
        "action": _("Save"),
        "back_url": reverse("matching:round-seats", args=(programme.slug, chosen.pk)),
        "meanwhile": meanwhile,
        "trail": trail_of(chosen, _("How the round is set up")),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_http_methods(["GET", "POST"])
def round_close(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a round should be closed, and close it."""
    chosen = round_in(request, programme, pk)
    if request.method == "POST":
        try:
            close_round(chosen, by=request.user)
            messages.success(request, _("The round is closed."))
        except IllegalTransitionError:
            messages.warning(request, _("The round was closed already."))
        return redirect("matching:round-list", slug=programme.slug)
    context = {
        "programme": programme,
        "round": chosen,
        "is_ready": may_manage(request, chosen),
        "trail": trail_of(chosen, _("Close the round")),
        "tabs": tabs_of(chosen, "round-close"),
    }
    return render(request, "matching/round_close.html", context)


@programme_view(Permission.MANAGE_MATCHES)
@require_POST
def round_reopen(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Open a closed round again."""
    chosen = round_in(request, programme, pk)
    try:
        reopen_round(chosen, by=request.user)
        messages.success(request, _("The round is open again."))
    except RoundRefusedError:
        messages.warning(request, _("Another round of this cohort is open, or the cohort closed."))
    except IllegalTransitionError:
        messages.warning(request, _("The round was open already."))
    return redirect("matching:round-list", slug=programme.slug)
