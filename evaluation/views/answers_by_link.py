"""Answering on the signed link of a mail, without signing in."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from evaluation.answering_links import AnswerLink, BrokenAnswerLinkError
from mentorship.accounts.access import open_to_all

WHY = "sponsors and line managers have no account; the signed link names one call of one person"


@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY)
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever holds the link; opening it changes nothing."""
    try:
        AnswerLink.from_token(token)
    except BrokenAnswerLinkError:
        pass
    return render(request, "evaluation/answer_link_broken.html", status=HTTPStatus.NOT_FOUND)
