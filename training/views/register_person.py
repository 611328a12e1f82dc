"""One person's currency: why it is what it is, and what a coordinator enters for them."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from programmes.access import programme_view
from programmes.enums import ParticipantRole
from programmes.models import Participant, Programme
from training import wording
from training.actions import (
    WaiverInForceError,
    credit_prior_learning,
    give_waiver,
    record_review,
    reverse_entry,
    revoke_waiver,
)
from training.charts import register_address
from training.forms.standings import CreditForm, ReverseForm, ReviewForm, WaiverForm
from training.models import LedgerEntry, Waiver
from training.queries.currency import today_at
from training.queries.waivers import waiver_of
from training.standing_page import standing_page
from training.views.sessions import may_manage


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def register_person(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show how current somebody is, entry by entry, and what comes."""
    place = find_place(request, programme, pk)
    entries = LedgerEntry.objects.visible_to(request.user)
    shown = standing_page(
        place, entries, request.GET.get("page"), each_meeting=request.GET.get("show") == "meetings"
    )
    context = {
        "programme": programme,
        "place": place,
        "shown": shown,
        "may_manage": may_manage(request, programme) and place.person_id != request.user.pk,
        "trail": trail_to(programme, place),
    }
    return render(request, "training/register_person.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "POST"])
def register_credit(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Credit hours that somebody learnt elsewhere."""
    place = find_other(request, programme, pk)
    form = CreditForm(request.POST or None, organisation=programme.organisation)
    if form.is_valid():
        credit_prior_learning(
            place.person, programme=programme, role=place.role, by=request.user, **form.cleaned_data
        )
        messages.success(request, _("The hours are entered."))
        return to_person(programme, place)
    return show_form(request, programme, place, form, _("Credit hours"), _("Credit them"))


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "POST"])
def register_review(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Enter that somebody's mentoring was gone through with them."""
    place = find_other(request, programme, pk)
    form = ReviewForm(request.POST or None, organisation=programme.organisation)
    if form.is_valid():
        record_review(place, by=request.user, **form.cleaned_data)
        messages.success(request, _("The review is entered."))
        return to_person(programme, place)
    return show_form(request, programme, place, form, _("Enter a review"), _("Enter it"))


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "POST"])
def register_reverse(
    request: SignedInRequest, programme: Programme, pk: UUID, entry_id: UUID
) -> HttpResponse:
    """Take an entry back, with a reason; nothing is deleted."""
    place = find_other(request, programme, pk)
    theirs = LedgerEntry.objects.visible_to(request.user).filter(
        person=place.person_id, role=place.role, organisation=programme.organisation_id
    )
    entry = get_object_or_404(theirs.filter(reverses__isnull=True), pk=entry_id)
    form = ReverseForm(request.POST or None)
    if form.is_valid():
        reverse_entry(entry, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The entry is taken back by another one."))
        return to_person(programme, place)
    lead = _("%(entry)s, %(day)s. It stays in the ledger, and another entry takes it back.") % {
        "entry": entry.get_kind_display(),
        "day": wording.day(entry.earned_on),
    }
    title = _("Take an entry back")
    return show_form(request, programme, place, form, title, _("Take it back"), lead=lead)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "POST"])
def waiver_give(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let somebody be matched although their training says no, for a reason and until a day."""
    place = find_other(request, programme, pk)
    form = WaiverForm(request.POST or None, organisation=programme.organisation)
    if form.is_valid():
        try:
            give_waiver(place, by=request.user, **form.cleaned_data)
        except WaiverInForceError as error:
            messages.warning(request, _told(request, place, error.waiver))
        else:
            messages.success(request, _("The waiver is given. It ends by itself."))
        return to_person(programme, place)
    lead = _("They can be matched until it ends. What is missing stays missing.")
    return show_form(request, programme, place, form, _("Waive training"), _("Waive"), lead=lead)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def waiver_revoke(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """End a waiver before its day."""
    place = find_other(request, programme, pk)
    waiver = waiver_of(place, today_at(programme.organisation))
    if waiver is None:
        messages.info(request, _("No waiver is in force any more."))
        return to_person(programme, place)
    try:
        revoke_waiver(waiver, by=request.user)
    except WaiverInForceError as error:
        messages.warning(request, _told(request, place, error.waiver))
    else:
        messages.success(request, _("The waiver is ended."))
    return to_person(programme, place)


def find_place(request: SignedInRequest, programme: Programme, pk: UUID) -> Participant:
    """Return a place in the programme that the reader may see, or answer 404."""
    places = Participant.objects.visible_to(request.user).filter(cohort__programme=programme)
    related = ("person", "cohort__programme__organisation")
    return get_object_or_404(places.select_related(*related), pk=pk)


def find_other(request: SignedInRequest, programme: Programme, pk: UUID) -> Participant:
    """Return a place as above; 404 for the reader's own, which a colleague looks after."""
    place = find_place(request, programme, pk)
    if place.person_id == request.user.pk:
        raise Http404
    return place


def to_person(programme: Programme, place: Participant) -> HttpResponse:
    """Go back to the person's page."""
    return redirect("training:register-person", programme.slug, place.pk)


def show_form(
    request: SignedInRequest,
    programme: Programme,
    place: Participant,
    form: forms.Form,
    title: str,
    action: str,
    *,
    lead: str = "",
) -> HttpResponse:
    """Show a form about one person."""
    back_url = reverse("training:register-person", args=(programme.slug, place.pk))
    context = {
        "programme": programme,
        "place": place,
        "form": form,
        "title": title,
        "action": action,
        "lead": lead,
        "back_url": back_url,
        "trail": [*trail_to(programme, place, back_url), {"label": title}],
    }
    status = 422 if form.errors else 200
    return render(request, "training/register_form.html", context, status=status)


def trail_to(programme: Programme, place: Participant, url: str = "") -> list[dict[str, Any]]:
    """Return the way to a person's page."""
    is_mentor = place.role == ParticipantRole.MENTOR
    label = _("Mentor register") if is_mentor else _("Mentee register")
    address = register_address(programme, ParticipantRole(place.role))
    person = {"label": place.person.name} | ({"url": url} if url else {})
    return [{"label": label, "url": address}, person]


def _told(request: SignedInRequest, place: Participant, waiver: Waiver) -> str:
    """Say which colleague was quicker."""
    return who_was_quicker(
        waiver,
        name=place.person.name,
        viewer=request.user,
        otherwise=_("Somebody else was faster: please look how it stands now."),
    )
