"""An administrator's pages of what people ask about what is kept of them, and of who looked."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.copies import (
    NotTheirsError,
    RequestSettledError,
    may_fetch,
    prepare_copy,
    release_copy,
)
from mentorship.accounts.actions.privacy_requests import (
    AlreadyLongerError,
    ask_organisation,
    settle_request,
    take_longer,
)
from mentorship.accounts.actions.sightings import choose_naming, note_looks
from mentorship.accounts.models import DataCopy, PrivacyRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.consents import PURPOSES
from mentorship.accounts.privacy.enums import RequestKind, SightingKind
from mentorship.accounts.privacy.forms import AnswerForm, LongerForm, LooksForm, NoteForm
from mentorship.accounts.privacy.queries import (
    administered_by,
    agreed_counts,
    looks_in,
    requests_to,
)
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.privacy_mails import preview_request_told
from mentorship.views.organisation_tabs import organisation_tabs
from mentorship.views.privacy import file_response
from mentorship.views.reauthentication import has_shown, sent_back

PAGE = "organisation-privacy"
ON_A_PAGE = 50


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def requests(request: SignedInRequest) -> HttpResponse:
    """List what people asked: what is open first, then what was settled."""
    places = administered_by(request.user)
    every = requests_to(places)
    settled = Paginator(every.exclude(state="open").order_by("-settled_at"), ON_A_PAGE)
    counts = agreed_counts(places)
    context = {
        "open": every.open()[: ON_A_PAGE * 2],
        "page": settled.get_page(request.GET.get("page")),
        "places": places,
        "agreed": [(each.title, counts.get(each.name, 0)) for each in PURPOSES],
        "today": timezone.localdate(),
        "tabs": organisation_tabs(PAGE),
    }
    return render(request, "organisation/privacy.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def note(request: SignedInRequest) -> HttpResponse:
    """Write down what somebody asked by letter or in a talk."""
    form = NoteForm(request.POST or None, organisations=administered_by(request.user))
    if form.is_valid() and form.person is not None:
        given = form.cleaned_data
        asked = ask_organisation(
            given["organisation"],
            kind=RequestKind(given["kind"]),
            words=given["words"],
            person=form.person,
            by=request.user,
            asked_on=given["asked_on"],
        )
        return redirect("organisation-request", pk=asked.pk)
    context = {"form": form, "tabs": organisation_tabs(PAGE)}
    return render(request, "organisation/request_add.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def one_request(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Show one request, and all that can be done about it."""
    return _page(request, _request(request, pk))


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def prepare(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Have the copy for a request made."""
    found = _request(request, pk)
    try:
        prepare_copy(
            found,
            organisation=found.organisation,
            with_confidence="with_confidence" in request.POST,
            by=request.user,
        )
    except RequestSettledError:
        messages.info(request, _quicker(request, found))
    return redirect("organisation-request", pk=pk)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def settle(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Answer or refuse; who gets which mail is shown before."""
    found, form = _request(request, pk), AnswerForm(request.POST)
    is_refused = request.POST.get("verb") == "refuse"
    if not form.is_valid():
        return _page(request, found, answer=form)
    if "checked" not in request.POST:
        fact = "refused" if is_refused else "answered"
        context = {
            "found": found,
            "form": form,
            "verb": request.POST.get("verb", "answer"),
            "preview": preview_request_told(found, fact) if found.person.can_sign_in else None,
            "tabs": organisation_tabs(PAGE),
        }
        return render(request, "organisation/request_check.html", context)
    try:
        settle_request(
            found, answer=form.cleaned_data["answer"], is_refused=is_refused, by=request.user
        )
    except IllegalTransitionError:
        messages.info(request, _quicker(request, found))
    else:
        messages.success(request, _("Settled."))
    return redirect("organisation-request", pk=pk)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def longer(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Take two months more, and say why."""
    found, form = _request(request, pk), LongerForm(request.POST)
    if not form.is_valid():
        return _page(request, found, longer=form)
    try:
        take_longer(found, because=form.cleaned_data["because"], by=request.user)
    except AlreadyLongerError:
        messages.info(request, _quicker(request, found))
    else:
        words = _("%(name)s is told by e-mail that it takes longer, and why.")
        messages.success(request, words % {"name": found.person.name})
    return redirect("organisation-request", pk=pk)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def release(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the person fetch a copy that was made for them."""
    found = _copy(request, pk)
    try:
        release_copy(found, by=request.user)
    except NotTheirsError:
        messages.info(request, _("It is not there any more. Have it made again."))
    else:
        words = _("%(name)s gets a mail and can fetch it for seven days.")
        messages.success(request, words % {"name": found.person.name})
    return redirect("organisation-request", pk=found.request_id)


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def copy_file(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Hand out the copy of somebody who cannot sign in, to be given to them; they are told."""
    found = _copy(request, pk)
    if not has_shown(request, "mentorship.privacy"):
        return sent_back(request)
    response = file_response(found, request)
    note_looks(SightingKind.COPY, [found.person_id], organisation_id=_place(found), by=request.user)
    return response


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def looks(request: SignedInRequest) -> HttpResponse:
    """List who looked at whose record."""
    form = LooksForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {"who": "", "kind": ""}
    found = looks_in(administered_by(request.user), **chosen)
    context = {
        "form": form,
        "page": Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
        "tabs": organisation_tabs(PAGE),
    }
    return render(request, "organisation/looks.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def naming(request: SignedInRequest) -> HttpResponse:
    """Choose whether people read names or roles of who looked at their record."""
    wanted = request.POST.get("organisation", "")
    place = next((each for each in administered_by(request.user) if str(each.pk) == wanted), None)
    if place is None:
        raise Http404
    choose_naming(place, names_viewers=request.POST.get("names") == "yes", by=request.user)
    messages.success(request, _("Kept."))
    return redirect(PAGE)


def _request(request: SignedInRequest, pk: uuid.UUID) -> PrivacyRequest:
    """Return a request to an organisation that one administers, or 404."""
    every = requests_to(administered_by(request.user))
    return get_object_or_404(every.select_related("asked_by", "settled_by"), pk=pk)


def _copy(request: SignedInRequest, pk: uuid.UUID) -> DataCopy:
    """Return a copy made for an organisation that one administers, or 404."""
    places = administered_by(request.user)
    made = DataCopy.objects.visible_to(request.user).filter(organisation__in=places)
    return get_object_or_404(made.select_related("person"), pk=pk)


def _place(found: DataCopy) -> uuid.UUID:
    """Return whose copy it is; those of an organisation have one."""
    assert found.organisation_id is not None  # noqa: S101  (`_copy` found it by its organisation)
    return found.organisation_id


def _page(request: SignedInRequest, found: PrivacyRequest, **forms: Any) -> HttpResponse:
    """Show a request with its forms, as somebody filled them in where something was wrong."""
    copies = list(found.copies.visible_to(request.user).select_related("person")[:10])
    context = {
        "found": found,
        "form": forms.get("answer") or AnswerForm(),
        "longer": forms.get("longer") or LongerForm(),
        "copies": [(each, may_fetch(each, request.user)) for each in copies],
        "today": timezone.localdate(),
        "tabs": organisation_tabs(PAGE),
    }
    return render(request, "organisation/request.html", context)


def _quicker(request: SignedInRequest, found: PrivacyRequest) -> str:
    """Say which colleague was quicker."""
    otherwise = _("It was settled meanwhile.")
    return who_was_quicker(found, name=found.person.name, viewer=request.user, otherwise=otherwise)
