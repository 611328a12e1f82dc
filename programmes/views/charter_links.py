"""What a sponsor sees on a signed link: a page to read, and an act on POST alone."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.shown import show_as
from mentorship.accounts.models import Person
from programmes.actions.charter_reviews import ReviewClosedError, answer_review
from programmes.actions.charters import LinkClosedError, send_charter_back, sign_charter
from programmes.charters.links import BrokenLinkError, ExpiredLinkError, ReviewLink, SignOffLink
from programmes.charters.queries import (
    LinkState,
    review_of,
    sign_off_of,
    state_of_request,
    state_of_review,
)
from programmes.charters.texts import parts_of
from programmes.enums import ReviewAnswer
from programmes.forms.charters import ReviewForm, SendBackForm, SignForm
from programmes.models import CharterReview, SignOff

WHY_SIGN = "a sponsor needs no account; the signed link names one request and expires"
WHY_ANSWER = "a sponsor needs no account; the signed link names one review and expires"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY_SIGN)
def charter_sign(request: HttpRequest, token: str) -> HttpResponse:
    """Show a version to its sponsor, and let them sign it or send it back on POST."""
    try:
        sign_off = sign_off_of(SignOffLink.from_token(token))
    except BrokenLinkError as error:
        return _unreadable(request, error)
    state = state_of_request(sign_off)
    if state != LinkState.OPEN:
        return _request_closed(request, sign_off, state)
    is_sending_back = request.POST.get("act") == "send_back"
    signing = SignForm(
        request.POST if request.method == "POST" and not is_sending_back else None,
        initial={"name": sign_off.sponsorship.person.name},
    )
    sending_back = SendBackForm(request.POST if is_sending_back else None)
    try:
        if is_sending_back and sending_back.is_valid():
            send_charter_back(sign_off, words=sending_back.cleaned_data["words"])
            return redirect(request.path)
        if signing.is_valid():
            sign_charter(sign_off, name=signing.cleaned_data["name"])
            return redirect(request.path)
    except LinkClosedError as error:
        return _request_closed(request, sign_off_of(SignOffLink.of(sign_off)), error.state)
    context = {
        **_facts(sign_off),
        "signing": signing,
        "sending_back": sending_back,
        "page_has_errors": bool(signing.errors or sending_back.errors),
    }
    return _for(sign_off.sponsorship.person, request, "programmes/charter_sign.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY_ANSWER)
def charter_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the charter in force to whoever signed it, and take their answer on POST."""
    try:
        review = review_of(ReviewLink.from_token(token))
    except BrokenLinkError as error:
        return _unreadable(request, error)
    state = state_of_review(review)
    if state != LinkState.OPEN:
        return _review_closed(request, review, state)
    form = ReviewForm(request.POST or None)
    try:
        if form.is_valid():
            answer = ReviewAnswer(form.cleaned_data["answer"])
            answer_review(review, answer=answer, words=form.cleaned_data["words"])
            return redirect(request.path)
    except ReviewClosedError as error:
        return _review_closed(request, review_of(ReviewLink.of(review)), error.state)
    charter = review.charter
    context = {"review": review, "charter": charter, "parts": parts_of(charter), "form": form}
    return _for(charter.signed_by, request, "programmes/charter_answer.html", context)


def _unreadable(request: HttpRequest, error: BrokenLinkError) -> HttpResponse:
    """Say that a link is cut off or made up, or that its time is over."""
    is_over = isinstance(error, ExpiredLinkError)
    status = HTTPStatus.GONE if is_over else HTTPStatus.NOT_FOUND
    context = {"state": LinkState.EXPIRED if is_over else "broken"}
    return render(request, "programmes/charter_link_closed.html", context, status=status)


def _request_closed(request: HttpRequest, sign_off: SignOff, state: LinkState) -> HttpResponse:
    """Say why a request can be answered no more; one that was answered is a receipt."""
    person = sign_off.sponsorship.person
    context = {**_facts(sign_off), "state": state}
    if state.is_done:
        return _for(person, request, "programmes/charter_receipt.html", context, _late(request))
    template = "programmes/charter_link_closed.html"
    return _for(person, request, template, context, HTTPStatus.GONE)


def _review_closed(request: HttpRequest, review: CharterReview, state: LinkState) -> HttpResponse:
    """Say why a review can be answered no more; one that was answered is a receipt."""
    person = review.charter.signed_by
    context = {"review": review, "charter": review.charter, "state": state}
    if state.is_done:
        template = "programmes/charter_answered.html"
        return _for(person, request, template, context, _late(request))
    template = "programmes/charter_link_closed.html"
    return _for(person, request, template, context, HTTPStatus.GONE)


def _late(request: HttpRequest) -> HTTPStatus:
    """Return the status of a receipt: reading it is fine, acting a second time is not."""
    return HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK


def _facts(sign_off: SignOff) -> dict[str, Any]:
    """Return what the pages of a request show."""
    charter = sign_off.charter
    return {"sign_off": sign_off, "charter": charter, "parts": parts_of(charter)}


def _for(
    person: Person | None,
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    """Show a page in the name of the organisation, in the sponsor's language and time zone."""
    organisation = context["charter"].programme.organisation
    show_as(request, organisation)
    context = {**context, "house": organisation.name}
    if person is None:
        return render(request, template, context, status=status)
    context = {**context, "sponsor": person, "time_zone": person.time_zone}
    with translation.override(person.language), timezone.override(person.time_zone):
        return render(request, template, context, status=status)
