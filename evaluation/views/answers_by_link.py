"""Answering on the signed link of a mail, without signing in: opening it changes nothing."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.answering_calls import call_behind
from evaluation.answering_links import AnswerLink, BrokenAnswerLinkError
from evaluation.answering_ways import LINK
from evaluation.models import Call
from evaluation.views.answering import ask, keep
from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.shown import show_as

WHY = "sponsors and line managers have no account; the signed link names one call of one person"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all(WHY)
def answer_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Ask whoever holds the link, once, for as long as the survey is open."""
    return _behind(request, token, lambda call: ask(request, call, LINK))


@never_cache
@require_POST
@open_to_all(WHY)
def answer_draft_by_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Keep what whoever holds the link has typed so far."""
    return _behind(request, token, lambda call: keep(request, call))


def _behind(
    request: HttpRequest, token: str, show: Callable[[Call], HttpResponseBase]
) -> HttpResponseBase:
    """Do something with the call of a link, in its person's language and its look."""
    try:
        call = call_behind(AnswerLink.from_token(token))
    except BrokenAnswerLinkError:
        return _broken(request)
    person = call.person
    show_as(request, call.wave.cohort.programme.organisation)
    with translation.override(person.language), timezone.override(person.time_zone):
        return show(call)


def _broken(request: HttpRequest) -> HttpResponse:
    """Say that the link opens nothing."""
    return render(request, "evaluation/answer_link_broken.html", status=HTTPStatus.NOT_FOUND)
