"""A person's own page of what is kept about them: what, why, who looked, and taking it along."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.consents import give_consent
from mentorship.accounts.actions.copies import NotTheirsError, ask_for_copy, fetch_copy
from mentorship.accounts.actions.privacy_requests import ask_organisation, withdraw_request
from mentorship.accounts.models import DataCopy, PrivacyRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.consents import PURPOSES, everything_agreed, take_back
from mentorship.accounts.privacy.enums import RequestKind
from mentorship.accounts.privacy.forms import AskForm
from mentorship.accounts.privacy.keeping.told import areas_told
from mentorship.accounts.privacy.queries import (
    copies_for,
    in_words,
    looks_at,
    may_agree_to,
    requests_of,
)
from mentorship.accounts.privacy.sealing import CopyLostError
from mentorship.accounts.queries import organisations_of
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.views.reauthentication import has_shown, sent_back

FIRST_LOOKS = 5
LOOKS_ON_A_PAGE = 50


@requires(Permission.USE_PORTAL)
@require_GET
def kept(request: SignedInRequest) -> HttpResponse:
    """Show what is kept about oneself, and everything that one can do about it."""
    organisations = organisations_of(request.user)
    context = {
        "areas": areas_told(organisations),
        "agreed": everything_agreed(request.user),
        "offers": may_agree_to(request.user, organisations),
        "copies": copies_for(request.user),
        "requests": requests_of(request.user),
        "looks": [in_words(each) for each in looks_at(request.user)[:FIRST_LOOKS]],
        "organisations": organisations,
    }
    return render(request, "privacy/kept.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def looks(request: SignedInRequest) -> HttpResponse:
    """List who looked at one's record."""
    page = Paginator(looks_at(request.user), LOOKS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "looks": [in_words(each) for each in page]}
    return render(request, "privacy/looks.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def copy(request: SignedInRequest) -> HttpResponse:
    """Have the copy of everything made."""
    ask_for_copy(by=request.user)
    messages.success(
        request, _("Your copy is being made. You get a mail as soon as you can fetch it.")
    )
    return redirect("privacy")


@requires(Permission.USE_PORTAL)
@require_GET
def copy_file(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand out one's own copy; who has not signed in just now does so first."""
    found = get_object_or_404(DataCopy.objects.visible_to(request.user).of(request.user), pk=pk)
    if not has_shown(request, "mentorship.privacy"):
        return sent_back(request)
    return file_response(found, request)


def file_response(found: DataCopy, request: SignedInRequest) -> HttpResponse:
    """Return the file of a copy as a download that no cache keeps; 404 where it is gone."""
    try:
        content = fetch_copy(found, by=request.user)
    except (NotTheirsError, CopyLostError) as error:
        raise Http404 from error
    name = _("what-is-kept-%(day)s.zip") % {"day": timezone.localdate().isoformat()}
    disposition = content_disposition_header(as_attachment=True, filename=name)
    headers = {
        "Content-Disposition": disposition or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/zip", headers=headers)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask an organisation for what one cannot do oneself."""
    form = AskForm(request.POST or None, organisations=organisations_of(request.user))
    if form.is_valid():
        given = form.cleaned_data
        asked = ask_organisation(
            given["organisation"],
            kind=RequestKind(given["kind"]),
            words=given["words"],
            person=request.user,
            by=request.user,
        )
        facts = {"name": asked.organisation.name, "day": asked.due_on.isoformat()}
        messages.success(request, _("Asked. %(name)s answers by %(day)s.") % facts)
        return redirect("privacy")
    return render(request, "privacy/ask.html", {"form": form})


@requires(Permission.USE_PORTAL)
@require_POST
def request_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back what one asked."""
    own = PrivacyRequest.objects.visible_to(request.user).filter(person=request.user)
    try:
        withdraw_request(get_object_or_404(own, pk=pk), by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("It was answered meanwhile."))
    else:
        messages.success(request, _("Taken back."))
    return redirect("privacy")


@requires(Permission.USE_PORTAL)
@require_POST
def consent_withdraw(request: SignedInRequest) -> HttpResponse:
    """Take back something that one agreed to."""
    source, key = request.POST.get("source", ""), request.POST.get("key", "")
    if not take_back(request.user, source, key):
        raise Http404
    messages.success(request, _("Taken back. It no longer holds."))
    return redirect("privacy")


@requires(Permission.USE_PORTAL)
@require_POST
def consent_give(request: SignedInRequest) -> HttpResponse:
    """Agree to something with an organisation of one's own."""
    wanted = request.POST.get("organisation", "")
    place = next((each for each in organisations_of(request.user) if str(each.pk) == wanted), None)
    name = request.POST.get("purpose", "")
    purpose = next((each for each in PURPOSES if each.name == name), None)
    if place is None or purpose is None:
        raise Http404
    give_consent(
        place,
        purpose=purpose.name,
        version=purpose.version,
        words=str(purpose.words),
        by=request.user,
    )
    messages.success(request, _("Thank you. You can take it back here at any time."))
    return redirect("privacy")
