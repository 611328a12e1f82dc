"""What a line manager sees on a signed link: a page to read, and one act on POST alone."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.shown import show_as
from programmes.actions.endorsements import (
    AlreadyAskedError,
    EndorsesThemselvesError,
    LinkClosedError,
    PassedOnTooOftenError,
    answer_endorsement,
    pass_endorsement_on,
)
from programmes.forms.intake import EndorsementForm, EndorserForm
from programmes.intake.links import BrokenLinkError, EndorsementLink
from programmes.intake.page import year_asked
from programmes.intake.queries import LinkState, endorsement_of, state_of_request
from programmes.models import Endorsement

WHY_ANSWER = "a line manager needs no account; the signed link names one request and expires"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY_ANSWER)
def endorsement_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show a line manager what is asked of somebody, and take their answer on POST."""
    try:
        link = EndorsementLink.from_token(token)
        endorsement = endorsement_of(link)
    except BrokenLinkError:
        context = {"state": "broken"}
        template = "programmes/endorsement_closed.html"
        return render(request, template, context, status=HTTPStatus.NOT_FOUND)
    state = state_of_request(endorsement)
    if state == LinkState.OPEN and link.is_over:
        state = LinkState.EXPIRED
    if state != LinkState.OPEN:
        return _closed(request, endorsement, state)
    with translation.override(endorsement.endorser.language):
        return _open(request, endorsement)


def _open(request: HttpRequest, endorsement: Endorsement) -> HttpResponse:
    """Take an answer, or show the page; nothing that was typed is lost."""
    is_passing = request.POST.get("act") == "pass_on"
    is_answering = request.method == "POST" and not is_passing
    answering = EndorsementForm(request.POST if is_answering else None)
    passing = EndorserForm(request.POST if is_passing else None, prefix="other")
    try:
        if is_passing and passing.is_valid() and _passed_on(endorsement, passing):
            return redirect(request.path)
        if is_answering and answering.is_valid():
            answer_endorsement(endorsement, answer=answering.said())
            return redirect(request.path)
    except LinkClosedError as error:
        stored = endorsement_of(EndorsementLink.of(endorsement))
        return _closed(request, stored, error.state)
    context = {
        "answering": answering,
        "passing": passing,
        "year": year_asked(endorsement.application),
        "page_has_errors": bool(answering.errors or passing.errors),
    }
    return _for(request, endorsement, "programmes/endorsement_answer.html", context)


def _passed_on(endorsement: Endorsement, form: EndorserForm) -> bool:
    """Ask somebody else instead; False where the form has to be shown again."""
    asked = form.cleaned_data
    try:
        pass_endorsement_on(endorsement, name=asked["name"], email=asked["email"])
    except EndorsesThemselvesError:
        form.add_error("email", _("That is the applicant’s own address."))
    except AlreadyAskedError:
        form.add_error("email", _("That is you: please answer above."))
    except PassedOnTooOftenError:
        form.add_error(
            None,
            _("It was passed on several times already. Please tell the coordinators instead."),
        )
    else:
        return True
    return False


def _closed(request: HttpRequest, endorsement: Endorsement, state: LinkState) -> HttpResponse:
    """Say why a request can be answered no more; one that was answered is a receipt."""
    if state.is_done:
        late = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        template = "programmes/endorsement_receipt.html"
        return _for(request, endorsement, template, {"state": state}, late)
    template = "programmes/endorsement_closed.html"
    return _for(request, endorsement, template, {"state": state}, HTTPStatus.GONE)


def _for(
    request: HttpRequest,
    endorsement: Endorsement,
    template: str,
    context: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Show a page in the name of the organisation, in the reader's language and time zone."""
    reader, application = endorsement.endorser, endorsement.application
    show_as(request, application.cohort.programme.organisation)
    context = {
        **context,
        "endorsement": endorsement,
        "application": application,
        "programme": application.cohort.programme,
        "house": application.cohort.programme.organisation.name,
        "time_zone": reader.time_zone,
    }
    with translation.override(reader.language), timezone.override(reader.time_zone):
        return render(request, template, context, status=status)
