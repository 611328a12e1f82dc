"""The portal's page on which somebody answers a survey."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from evaluation.answering_calls import call_of_own
from evaluation.answering_ways import PORTAL
from evaluation.views.answering import ask, keep
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def answer(request: SignedInRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Ask somebody who has signed in."""
    return ask(request, get_object_or_404(call_of_own(request.user, pk)), PORTAL)


@require_POST
@requires(Permission.USE_PORTAL)
def answer_draft(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what somebody who has signed in has typed so far."""
    return keep(request, get_object_or_404(call_of_own(request.user, pk)))
