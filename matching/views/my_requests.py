"""A request between a mentee and a mentor: how far it is, and the answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.proposals import ProposalRefusedError
from matching.actions.requests import (
    MenteeTakenError,
    accept_request,
    decline_request,
    withdraw_request,
)
from matching.models import MatchRequest
from matching.wishing.browsing import candidates
from matching.wishing.emails import (
    REQUEST_DECLINED,
    REQUEST_WITHDRAWN,
    next_url,
    preview,
)
from matching.wishing.enums import RequestState
from matching.wishing.forms import DeclineRequestForm
from matching.wishing.requests import own_requests, what_became
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError


@require_GET
@requires(Permission.USE_PORTAL)
def my_request(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show the other one, the words, and what can be done now."""
    asked = _own_or_404(request, pk)
    return render(request, "matching/my_request.html", _context(request, asked))


@require_POST
@requires(Permission.USE_PORTAL)
def accept(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say yes to the mentee."""
    asked = _got_or_404(request, pk)
    try:
        match = accept_request(asked, by=request.user)
    except IllegalTransitionError:
        return _too_late(request, pk)
    except MenteeTakenError:
        words = _("%(name)s has found a mentor meanwhile. You need do nothing.")
        messages.info(request, words % {"name": asked.mentee.person.short_name})
        return redirect("matching:my-request", pk=pk)
    except ProposalRefusedError:
        words = _("Something has to be settled first; the coordinators see to it. Then say yes.")
        messages.warning(request, words)
        return redirect("matching:my-request", pk=pk)
    messages.success(
        request, _("You and %(name)s are matched.") % {"name": asked.mentee.person.short_name}
    )
    return redirect("matching:my-match", pk=match.pk)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def decline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say no to the mentee, who gets a mail that is shown first."""
    asked = _got_or_404(request, pk)
    if asked.state != RequestState.ASKED:
        return _too_late(request, pk)
    form = DeclineRequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            decline_request(asked, by=request.user, **form.cleaned_data)
        except IllegalTransitionError:
            return _too_late(request, pk)
        messages.success(request, _("Thank you for saying so. The place with you is free again."))
        return redirect("matching:my-request", pk=pk)
    mail = preview(REQUEST_DECLINED, asked, asked.mentee.person, next_url(asked))
    context = {"asked": asked, "form": form, "mail": mail}
    return render(request, "matching/my_request_decline.html", context)


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take back what one asked; the mail to the mentor is shown first."""
    asked = get_object_or_404(own_requests(request.user).filter(mentee__person=request.user), pk=pk)
    if asked.state != RequestState.ASKED:
        return _too_late(request, pk)
    if request.method == "POST":
        try:
            withdraw_request(asked, by=request.user)
        except IllegalTransitionError:
            return _too_late(request, pk)
        messages.success(request, _("Your request is taken back. You can ask somebody else."))
        return redirect("matching:my-mentors", pk=asked.mentee_id)
    mail = preview(REQUEST_WITHDRAWN, asked, asked.mentor.person, "")
    return render(request, "matching/my_request_withdraw.html", {"asked": asked, "mail": mail})


def _own_or_404(request: SignedInRequest, pk: UUID) -> MatchRequest:
    """Return a request that the person made or got."""
    return get_object_or_404(own_requests(request.user), pk=pk)


def _got_or_404(request: SignedInRequest, pk: UUID) -> MatchRequest:
    """Return a request that the person got."""
    return get_object_or_404(own_requests(request.user).filter(mentor__person=request.user), pk=pk)


def _too_late(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Say what became of the request meanwhile, and go back to it."""
    messages.info(request, what_became(_own_or_404(request, pk), viewer=request.user))
    return redirect("matching:my-request", pk=pk)


def _context(request: SignedInRequest, asked: MatchRequest) -> dict[str, Any]:
    """Return what the page of a request shows."""
    is_mentor = asked.mentor.person_id == request.user.pk
    own, other = (asked.mentor, asked.mentee) if is_mentor else (asked.mentee, asked.mentor)
    own.cohort = other.cohort = asked.round.cohort
    return {
        "asked": asked,
        "is_mentor": is_mentor,
        "is_open": asked.state == RequestState.ASKED and not asked.is_too_late_to_answer,
        "candidate": candidates(own, [other])[0],
        "title": what_became(asked, viewer=request.user),
    }
