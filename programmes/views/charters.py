"""The charter, for those who run the programme."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.actions.charter_reviews import ReviewClosedError, settle_review
from programmes.actions.charters import (
    AwaitsSignatureError,
    CannotBeAskedError,
    ask_for_signature,
    discard_draft,
    texts_of,
    withdraw_charter,
    write_charter,
)
from programmes.charters.page import (
    TONES,
    charter_page_of,
    last_request,
    sentence_of,
    starting_texts,
)
from programmes.charters.texts import changes_between, parts_of
from programmes.emails.charters import preview_charter_request
from programmes.enums import CharterState
from programmes.forms.charters import CharterForm, SendCharterForm
from programmes.forms.meanwhile import meanwhile_of, seen_by, values_of
from programmes.history import history_of
from programmes.meanwhile import ChangedMeanwhileError, mark_of
from programmes.models import Charter, CharterReview, Programme, Sponsorship
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def charter(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the charter in force, what is under way, and every version."""
    page = charter_page_of(programme)
    context = {
        "programme": programme,
        "page": page,
        "lead": sentence_of(page),
        "parts": parts_of(page.shown) if page.shown else [],
        "tone": TONES[CharterState(page.shown.state)] if page.shown else "",
        "tone_under_way": TONES[CharterState(page.under_way.state)] if page.under_way else "",
        "versions": [(row, TONES[CharterState(row.state)]) for row in page.versions],
        "may_manage": _may_manage(request, programme),
    }
    return render(request, "programmes/charter_detail.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def charter_version(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one version, what changed against the one before, and what became of it."""
    versions = programme.charters.select_related("signed_by")
    version = get_object_or_404(versions, pk=pk)
    before = versions.filter(version__lt=version.version).order_by("-version").first()
    sign_off = last_request(version)
    context = {
        "programme": programme,
        "charter": version,
        "before": before,
        "parts": parts_of(version),
        "changes": changes_between(before, version) if before else [],
        "request_made": sign_off,
        "tone": TONES[CharterState(version.state)],
        "history": history_of(version),
        "trail": [
            {"label": _("Charter"), "url": _page(programme)},
            {"label": _("Version %(version)d") % {"version": version.version}},
        ],
    }
    return render(request, "programmes/charter_version.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def charter_edit(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Write the draft of the next version; it begins with what the last one says."""
    page = charter_page_of(programme)
    start = starting_texts(programme)
    form = CharterForm(
        request.POST or None,
        instance=start if request.method == "GET" else None,
        initial={"seen": mark_of(texts_of(start))},
    )
    meanwhile = None
    try:
        if form.is_valid():
            texts = values_of(form)
            write_charter(programme=programme, by=request.user, seen=seen_by(form), **texts)
            messages.success(request, _("The draft is kept. Nobody has been written to."))
            return redirect("programmes:charter", slug=programme.slug)
    except AwaitsSignatureError:
        form.add_error(None, _("A version awaits its signature. Withdraw it before you write."))
    except ChangedMeanwhileError as error:
        meanwhile = meanwhile_of(error, form)
    context = {
        "form": form,
        "meanwhile": meanwhile,
        "page": page,
        "programme": programme,
        "is_draft": start.state == CharterState.DRAFT and start.version is not None,
        "back_url": _page(programme),
    }
    return render(request, "programmes/charter_form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def charter_send(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show what the sponsor will get, and send it; sent again, the earlier link stops working."""
    sendable = (CharterState.DRAFT, CharterState.AWAITING_SIGNATURE)
    version = get_object_or_404(_versions(programme).filter(state__in=sendable), pk=pk)
    sponsors = _sponsors(programme)
    form = SendCharterForm(
        request.POST or None, sponsorships=sponsors, last_request=last_request(version)
    )
    if form.is_valid() and _asked(request, version, **form.cleaned_data):
        return redirect("programmes:charter", slug=programme.slug)
    context: dict[str, Any] = {
        "programme": programme,
        "charter": version,
        "form": form,
        "sponsors": sponsors,
        "parts": parts_of(version),
        "is_again": version.state == CharterState.AWAITING_SIGNATURE,
        "back_url": _page(programme),
    }
    if sponsors:
        sponsor = sponsors[0].person
        context["sponsor"] = sponsor
        context["mail"] = preview_charter_request(version, sponsor=sponsor, by=request.user)
    return render(request, "programmes/charter_send.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def charter_withdraw(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a version back that awaits its signature."""
    version = get_object_or_404(_versions(programme), pk=pk)
    try:
        withdraw_charter(version, by=request.user)
    except IllegalTransitionError:
        messages.warning(request, _("Too late: it awaits no signature any more."))
    else:
        messages.success(request, _("It is withdrawn; the link in the mail stopped working."))
    return redirect("programmes:charter", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def charter_discard(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Throw a draft away."""
    version = get_object_or_404(_versions(programme), pk=pk)
    try:
        discard_draft(version, by=request.user)
    except IllegalTransitionError:
        messages.warning(request, _("It is no draft any more, so it stays."))
    else:
        messages.success(request, _("The draft is gone."))
    return redirect("programmes:charter", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
def review_settle(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Note that the sponsor and the team have talked, and that the charter stands."""
    reviews = CharterReview.objects.visible_to(request.user).filter(charter__programme=programme)
    review = get_object_or_404(reviews.select_related("charter__programme__organisation"), pk=pk)
    try:
        settle_review(review, by=request.user)
    except ReviewClosedError:
        messages.warning(request, _("This review is dealt with already."))
    else:
        messages.success(request, _("Noted. The next review is planned."))
    return redirect("programmes:charter", slug=programme.slug)


def _asked(
    request: SignedInRequest,
    version: Charter,
    *,
    sponsorship: Sponsorship,
    last_request: UUID | None,
) -> bool:
    """Send a version to a sponsor; say so, or why it could not be."""
    words = {"name": sponsorship.person.name, "version": version.version}
    try:
        ask_for_signature(version, sponsorship=sponsorship, by=request.user, after=last_request)
    except CannotBeAskedError:
        messages.warning(request, _("%(name)s cannot be asked: there is no address.") % words)
        return False
    except IllegalTransitionError:
        messages.warning(request, _("Somebody else was faster: please look how it stands now."))
    else:
        messages.success(request, _("Version %(version)d is on its way to %(name)s.") % words)
    return True


def _versions(programme: Programme) -> "QuerySet[Charter]":
    """Return the versions of the charter with the programme at hand."""
    return programme.charters.select_related("programme__organisation")


def _sponsors(programme: Programme) -> "QuerySet[Sponsorship]":
    """Return the sponsors of today who can be written to."""
    current = programme.sponsorships.reachable().filter(person__email__isnull=False)
    return current.select_related("person").order_by("-started_on", "pk")


def _may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the reader may change the charter."""
    return allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme)


def _page(programme: Programme) -> str:
    """Return the address of the charter."""
    return reverse("programmes:charter", args=(programme.slug,))
