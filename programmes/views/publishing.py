"""Deciding many applications together: by score, told together, and brought in later."""

import hashlib
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, F, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.bulk import AlreadyDoneError, was_done
from programmes.actions.decision_effects import NotForLaterError, bring_in_later
from programmes.actions.decisions import obstacle_to_publishing, publish_decisions
from programmes.actions.decisions_by_score import stage_by_score
from programmes.actions.participants import AlreadyTakesPartError, CohortClosedError
from programmes.emails.decisions import preview_decision
from programmes.enums import ParticipantRole
from programmes.forms.decisions import LaterForm, ScoreForm
from programmes.models import Decision, Participant, Programme
from programmes.models.decision import DecisionQuerySet
from programmes.people.bulk import Seal
from programmes.selection.by_score import ScorePlan, ScoreWish, plan_by_score, seal_of_scores
from programmes.selection.enums import Outcome
from programmes.selection.letters import Letters
from programmes.selection.obstacles import places_of
from programmes.selection.ranking import undecided
from programmes.selection.standings import judged_by, standings_of

# What one press tells while somebody waits.
MOST_TOLD = 200
ON_A_PAGE = 50


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def decision_scores(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Draw lines, see whom they would decide and whom they leave, and stage what was seen."""
    form = ScoreForm(request.POST or None, programme=programme)
    if not form.is_valid() or "change" in request.POST:
        return render(request, "programmes/decision_scores.html", _asking(programme, form))
    wish = form.wish()
    plan = _plan(request, programme, wish)
    seal = Seal.read(request.POST.get("seal", ""))
    if seal is not None and was_done(programme, seal.occasion):
        return _done_already(request, programme)
    is_as_seen = seal is not None and seal == seal_of_scores(plan, wish, seal.occasion)
    if seal is None or not is_as_seen or not plan.going:
        return _preview(request, programme, form, plan, is_changed=seal is not None)
    try:
        count = stage_by_score(
            programme, plan.going, wish=wish, occasion=seal.occasion, by=request.user
        )
    except AlreadyDoneError:
        return _done_already(request, programme)
    done = ngettext("%d decision is staged.", "%d decisions are staged.", count) % count
    messages.success(request, f"{done} {_('Nobody is told yet.')}")
    return redirect("programmes:decision-publish", slug=programme.slug)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def decision_publish(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who gets which letter, and tell all of them together."""
    seal = Seal.read(request.POST.get("seal", ""))
    if seal is not None and was_done(programme, seal.occasion):
        return _done_already(request, programme)
    decisions = list(_staged(request, programme)[:MOST_TOLD])
    letters = Letters(decisions)
    digest = _digest(decisions, letters)
    if seal is None or seal.digest != digest or not decisions:
        return _letters_page(request, programme, decisions, letters, is_changed=seal is not None)
    result = publish_decisions(
        decisions, programme=programme, occasion=seal.occasion, by=request.user
    )
    if not result.told and not result.left_out:
        return _done_already(request, programme)
    count = len(result.told)
    done = ngettext("%d person is told.", "%d people are told.", count) % count
    messages.success(request, done)
    for decision, why in result.left_out:
        name = decision.application.person.name
        left = _("%(name)s was left out. %(why)s") % {"name": name, "why": why}
        messages.warning(request, left)
    return redirect("programmes:decision-list", slug=programme.slug)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET"])
def decision_later(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List who is accepted for later and has no place in a later cohort yet."""
    page = Paginator(_for_later(request, programme), ON_A_PAGE).get_page(request.GET.get("page", 1))
    cohorts = list(programme.cohorts.open().newest_first())
    rows = []
    for decision in page:
        number = decision.application.cohort.number
        rows.append((decision, [each for each in cohorts if each.number > number]))
    context = {
        "programme": programme,
        "rows": rows,
        "page": page,
    }
    return render(request, "programmes/decision_later.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_POST
def decision_bring_in(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Give one of them a place in a later cohort."""
    decision = get_object_or_404(_promised(request, programme), application=pk)
    form = LaterForm(request.POST, programme=programme)
    name = {"name": decision.application.person.name}
    if not form.is_valid():
        messages.warning(request, _("Choose a cohort that is not closed."))
        return redirect("programmes:decision-later", slug=programme.slug)
    cohort = form.cleaned_data["cohort"]
    try:
        bring_in_later(decision, cohort=cohort, by=request.user)
    except AlreadyTakesPartError:
        messages.info(request, _("%(name)s has a place there already.") % name)
    except (NotForLaterError, CohortClosedError):
        messages.warning(request, _("%(name)s cannot come into that cohort.") % name)
    else:
        done = _("%(name)s has a place in %(cohort)s.") % {**name, "cohort": cohort.name}
        messages.success(request, done)
    return redirect("programmes:decision-later", slug=programme.slug)


def _asking(programme: Programme, form: ScoreForm) -> dict[str, Any]:
    """Return what the page with the lines shows."""
    return {
        "form": form,
        "programme": programme,
        "trail": [_decisions(programme), {"label": _("By score")}],
        "back_url": _decisions(programme)["url"],
    }


def _plan(request: SignedInRequest, programme: Programme, wish: ScoreWish) -> ScorePlan:
    """Return what the lines decide of the cohort's mentor applications without a decision."""
    waiting = undecided(judged_by(request.user, programme)).filter(
        cohort=wish.cohort, role=ParticipantRole.MENTOR
    )
    related = waiting.select_related("person", "round").order_by("person__name", "pk")
    return plan_by_score(list(related), wish)


def _preview(
    request: SignedInRequest,
    programme: Programme,
    form: ScoreForm,
    plan: ScorePlan,
    *,
    is_changed: bool,
) -> HttpResponse:
    """Show who would be decided, and whom the lines leave to a person."""
    context = {
        **_asking(programme, form),
        "plan": plan,
        "accepted": plan.of(Outcome.ACCEPT),
        "declined": plan.of(Outcome.DECLINE),
        "seal": seal_of_scores(plan, form.wish()).text(),
        "is_changed": is_changed,
    }
    return render(request, "programmes/decision_scores_preview.html", context)


def _letters_page(
    request: SignedInRequest,
    programme: Programme,
    decisions: list[Decision],
    letters: Letters,
    *,
    is_changed: bool,
) -> HttpResponse:
    """Show all who are told, by outcome, each with their letter, and who is left out."""
    applications = [each.application for each in decisions]
    standings, places = standings_of(applications), places_of(applications)
    left, going = [], []
    for each in decisions:
        pk = each.application_id
        why = obstacle_to_publishing(each, standings[pk], places.get(pk))
        if why:
            left.append((each, why))
        else:
            going.append((each, letters.text(each)))
    groups = [
        (outcome.label, role.label, mine, preview_decision(mine[0][0], letter=mine[0][1]))
        for outcome in Outcome
        for role in ParticipantRole
        if (mine := [row for row in going if _is_of(row[0], outcome, role)])
    ]
    context = {
        "programme": programme,
        "more": _staged(request, programme).count() - len(decisions),
        "groups": groups,
        "left": left,
        "number": len(going),
        "by_hand": [each for each, _letter in going if not each.application.person.email],
        "seal": Seal(uuid4(), _digest(decisions, letters)).text(),
        "is_changed": is_changed,
        "trail": [_decisions(programme), {"label": _("Tell everybody")}],
    }
    return render(request, "programmes/decision_publish.html", context)


def _is_of(decision: Decision, outcome: Outcome, role: ParticipantRole) -> bool:
    """Tell whether a decision is this one, about somebody in this role."""
    return decision.outcome == outcome and decision.application.role == role


def _staged(request: SignedInRequest, programme: Programme) -> DecisionQuerySet:
    """Return what is staged in a programme, without one's own."""
    visible = Decision.objects.visible_to(request.user).staged()
    own = visible.filter(application__cohort__programme=programme)
    return (
        own.exclude(application__person=request.user)
        .select_related(
            "staged_by", "application__person", "application__cohort__programme__organisation"
        )
        .order_by("application__person__name", "pk")
    )


def _promised(request: SignedInRequest, programme: Programme) -> DecisionQuerySet:
    """Return whom a later cohort was promised, without oneself."""
    visible = Decision.objects.visible_to(request.user).in_force()
    visible = visible.exclude(application__person=request.user)
    return visible.filter(
        application__cohort__programme=programme, outcome=Outcome.LATER
    ).select_related("application__person", "application__cohort__programme")


def _for_later(request: SignedInRequest, programme: Programme) -> DecisionQuerySet:
    """Return those of them who have no place in a later cohort yet."""
    later = Participant.objects.visible_to(request.user).filter(
        person=OuterRef("application__person"),
        role=OuterRef("application__role"),
        cohort__programme=programme,
        cohort__number__gt=OuterRef("application__cohort__number"),
    )
    waiting = _promised(request, programme).exclude(Exists(later))
    return waiting.order_by(F("published_at"), "pk")


def _digest(decisions: list[Decision], letters: Letters) -> str:
    """Return a digest of who would be told what."""
    lines = [f"{each.pk} {each.outcome} {letters.text(each)}" for each in decisions]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _done_already(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Return to the list after a second press of the button."""
    messages.info(request, _("That was done already, and not done twice."))
    return redirect("programmes:decision-list", slug=programme.slug)


def _decisions(programme: Programme) -> dict[str, str]:
    """Return the link to the list."""
    return {
        "label": _("Decisions"),
        "url": reverse("programmes:decision-list", args=(programme.slug,)),
    }
