"""What an applicant reads of a decision and asks about it, and what they are answered."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import when_in_words
from programmes.access import programme_view
from programmes.actions.appeals import (
    AlreadyAnsweredError,
    NotInForceError,
    StillOpenError,
    answer_appeal,
    ask_about,
    reconsider,
)
from programmes.actions.decision_effects import GoneTooFarError
from programmes.emails.decisions import preview_answer
from programmes.forms.decisions import AnswerForm, AskForm, one_line_end
from programmes.models import Appeal, Application, Decision, Programme
from programmes.selection.enums import AppealKind, DecisionState
from programmes.selection.letters import Letters
from programmes.selection.own import headline_of, next_of


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def decision_own(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show an applicant what was decided, and let them ask about it."""
    own = Application.objects.visible_to(request.user).of(request.user)
    application = get_object_or_404(
        own.select_related("person", "cohort__programme__organisation"), pk=pk
    )
    decision = (
        Decision.objects.visible_to(request.user).in_force().filter(application=application).first()
    )
    if decision is None:
        return _undecided(request, application)
    decision.application = application
    appeals = list(decision.appeals.select_related("answered_by"))
    open_appeal = next((each for each in appeals if each.answered_at is None), None)
    form = AskForm(request.POST or None)
    if open_appeal is None and form.is_valid():
        return _ask(request, decision, form)
    if open_appeal is not None and request.method == "POST":
        messages.info(request, _("You have asked already. We write back to you."))
        return redirect("programmes:decision-own", pk=pk)
    letters = Letters([decision])
    context = {
        "application": application,
        "decision": decision,
        "headline": headline_of(decision),
        "letter": letters.text(decision),
        "criteria": letters.criteria(decision),
        "learn_url": letters.learning(decision) if decision.development_keys else "",
        "next": next_of(decision),
        "appeals": appeals,
        "open_appeal": open_appeal,
        "form": form,
    }
    return render(request, "programmes/decision_own.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def appeal_answer(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Answer what an applicant asked, or open the decision again; the mail is shown first."""
    appeal = _appeal(request, programme, pk)
    form = AnswerForm(request.POST or None)
    does_reconsider = "reconsider" in request.POST
    if form.is_valid() and "send" in request.POST and appeal.answered_at is None:
        return _answer(request, programme, appeal, form, does_reconsider=does_reconsider)
    mail = None
    if form.is_valid() and "change" not in request.POST and appeal.answered_at is None:
        mail = preview_answer(appeal, answer=form.cleaned_data["answer"], by=request.user)
    application = appeal.decision.application
    context = {
        "form": form,
        "mail": mail,
        "does_reconsider": does_reconsider,
        "programme": programme,
        "appeal": appeal,
        "decision": appeal.decision,
        "application": application,
        "may_reconsider": appeal.decision.state == DecisionState.PUBLISHED,
        "trail": [
            {
                "label": _("Decisions"),
                "url": reverse("programmes:decision-list", args=(programme.slug,)),
            },
            {"label": application.person.name},
        ],
    }
    is_late = request.method == "POST" and appeal.answered_at is not None
    status = HTTPStatus.CONFLICT if is_late else HTTPStatus.OK
    return render(request, "programmes/appeal_answer.html", context, status=status)


def _undecided(request: SignedInRequest, application: Application) -> HttpResponse:
    """Say that nothing is decided, or that it is looked at again."""
    is_again = (
        Decision.objects.visible_to(request.user)
        .filter(application=application, state=DecisionState.SUPERSEDED)
        .exists()
    )
    context = {"application": application, "is_again": is_again}
    return render(request, "programmes/decision_none.html", context)


def _ask(request: SignedInRequest, decision: Decision, form: AskForm) -> HttpResponse:
    """Send the question to the coordinators."""
    kind = AppealKind(form.cleaned_data["kind"])
    words = one_line_end(form.cleaned_data["words"])
    try:
        ask_about(decision, kind=kind, words=words, by=request.user)
    except StillOpenError:
        messages.info(request, _("You have asked already. We write back to you."))
    except NotInForceError:
        messages.info(request, _("We are looking at it again already."))
    else:
        messages.success(request, _("Thank you. We read it and write back to you."))
    return redirect("programmes:decision-own", pk=decision.application_id)


def _answer(
    request: SignedInRequest,
    programme: Programme,
    appeal: Appeal,
    form: AnswerForm,
    *,
    does_reconsider: bool,
) -> HttpResponse:
    """Send the answer, and open the decision again where that was asked for."""
    answer, name = form.cleaned_data["answer"], appeal.decision.application.person.name
    act = reconsider if does_reconsider else answer_appeal
    try:
        act(appeal, answer=answer, by=request.user)
    except AlreadyAnsweredError as error:
        messages.warning(request, _who_answered(error.appeal))
    except NotInForceError:
        messages.warning(request, _("This decision is opened again already."))
    except GoneTooFarError:
        words = _("%(name)s has gone on since: move their place back first.")
        messages.warning(request, words % {"name": name})
    else:
        done = (
            _("The application of %(name)s waits for a decision again, and they know.")
            if does_reconsider
            else _("Your answer to %(name)s is on its way.")
        )
        messages.success(request, done % {"name": name})
        return redirect("programmes:decision-list", slug=programme.slug)
    return redirect("programmes:appeal-answer", slug=programme.slug, pk=appeal.pk)


def _who_answered(appeal: Appeal) -> str:
    """Say who answered before."""
    who = appeal.answered_by.short_name if appeal.answered_by else _("Somebody")
    when = when_in_words(appeal.answered_at) if appeal.answered_at else ""
    return _("%(who)s answered %(when)s; nothing was sent twice.") % {"who": who, "when": when}


def _appeal(request: SignedInRequest, programme: Programme, pk: UUID) -> Appeal:
    """Return what an applicant asked, if the person may answer it; never their own."""
    visible = Appeal.objects.visible_to(request.user).filter(
        decision__application__cohort__programme=programme
    )
    related = visible.exclude(decision__application__person=request.user).select_related(
        "answered_by",
        "decision__application__person",
        "decision__application__cohort__programme__organisation",
    )
    return get_object_or_404(related, pk=pk)
