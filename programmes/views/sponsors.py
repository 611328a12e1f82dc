"""Who champions the programme: today, before, and next."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions import add_person
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.pdf import PdfError
from programmes.access import programme_view
from programmes.actions import appoint_sponsor
from programmes.actions.sponsors import (
    AlreadyEndedError,
    AlreadySponsorError,
    change_sponsor,
    end_sponsorship,
    has_draft,
    send_hand_over,
    text_to_hand_over,
)
from programmes.emails.charters import preview_charter_request, preview_hand_over
from programmes.enums import CharterPlan
from programmes.forms import SponsorForm
from programmes.forms.sponsors import SponsorChangeForm, SponsorEndForm
from programmes.handover import draw_hand_over
from programmes.models import Charter, Programme, Sponsorship
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def sponsors(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who champions the programme, and who did before."""
    rows = programme.sponsorships.select_related("person").order_by("-started_on", "-ended_on")
    sponsorships = list(rows)
    signed = programme.charters.exclude(signed_by=None).order_by("version")
    versions: dict[Any, list[Charter]] = {}
    for charter in signed.only("version", "signed_by_id"):
        versions.setdefault(charter.signed_by_id, []).append(charter)
    context = {
        "programme": programme,
        "current": [_row(row, versions) for row in sponsorships if row.ended_on is None],
        "former": [_row(row, versions) for row in sponsorships if row.ended_on is not None],
        "may_manage": allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/sponsor_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def sponsor_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Name a champion."""
    form = SponsorForm(request.POST or None)
    if form.is_valid():
        person = _person(request, programme, form.cleaned_data)
        position = form.cleaned_data["position"]
        appoint_sponsor(programme=programme, person=person, position=position, by=request.user)
        messages.success(
            request,
            _("%(name)s stands for %(programme)s.")
            % {"name": person.name, "programme": programme.name},
        )
        return redirect("programmes:sponsors", slug=programme.slug)
    context = {
        "form": form,
        "title": _("Name a sponsor"),
        "lead": _(
            "Somebody at senior level who stands for the programme. "
            "Its reports reach them by e-mail; they need not sign in."
        ),
        "action": _("Name them"),
        "back_url": _page(programme),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def sponsor_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Hand the programme from one sponsor to the next, after a look at what leaves."""
    former = _current(programme, pk)
    text = None if has_draft(programme) else text_to_hand_over(programme)
    form = SponsorChangeForm(
        request.POST or None, former=former.person.name, has_text=text is not None
    )
    if form.is_valid() and "change" not in request.POST:
        if "checked" not in request.POST:
            return _check_change(request, programme, former, text, form)
        if _changed(request, programme, former, form):
            return redirect("programmes:sponsors", slug=programme.slug)
    context = {
        "form": form,
        "title": _("Change the sponsor"),
        "lead": _("One act: %(name)s stops, somebody else begins, and you see the mails first.")
        % {"name": former.person.name},
        "action": _("Go on"),
        "back_url": _page(programme),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def sponsor_end(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let somebody stop who has no successor yet."""
    sponsorship = _current(programme, pk)
    form = SponsorEndForm(request.POST or None)
    if form.is_valid():
        try:
            end_sponsorship(sponsorship, reason=form.cleaned_data["reason"], by=request.user)
        except AlreadyEndedError:
            messages.warning(request, _("Somebody else ended it meanwhile."))
        else:
            messages.success(
                request, _("%(name)s stands down.") % {"name": sponsorship.person.name}
            )
        return redirect("programmes:sponsors", slug=programme.slug)
    context = {
        "form": form,
        "title": _("%(name)s stands down") % {"name": sponsorship.person.name},
        "lead": _(
            "What they were asked to sign is withdrawn, and reminders stop. "
            "A charter they signed stays in force until another is signed."
        ),
        "action": _("End it today"),
        "style": "danger",
        "back_url": _page(programme),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def sponsor_pack(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show the mail that carries the hand-over pack, and send it."""
    sponsorship = _current(programme, pk)
    if request.method == "POST":
        _send_pack(request, sponsorship)
        return redirect("programmes:sponsors", slug=programme.slug)
    context = {
        "programme": programme,
        "sponsorship": sponsorship,
        "mail": preview_hand_over(programme, sponsor=sponsorship.person, by=request.user),
        "back_url": _page(programme),
    }
    return render(request, "programmes/sponsor_pack.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_GET
def sponsor_pack_pdf(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Hand out the hand-over pack as it is today."""
    sponsorship = _current(programme, pk)
    try:
        pack = draw_hand_over(
            programme, reader=sponsorship.person, day=timezone.localdate(), is_preview=True
        )
    except PdfError:
        messages.warning(request, _("The pack could not be drawn just now; please try again."))
        return redirect("programmes:sponsor-pack", slug=programme.slug, pk=sponsorship.pk)
    response = HttpResponse(pack.content, content_type=pack.content_type)
    response.headers["Content-Disposition"] = f'inline; filename="{pack.filename}"'
    return response


def _current(programme: Programme, pk: UUID) -> Sponsorship:
    """Return a sponsorship of today, or answer 404."""
    current = programme.sponsorships.current().select_related("person", "programme__organisation")
    return get_object_or_404(current, pk=pk)


def _person(request: SignedInRequest, programme: Programme, wanted: dict[str, Any]) -> Person:
    """Return the person whom a form names, new here or known."""
    return add_person(
        organisation=programme.organisation,
        name=wanted["name"],
        email=wanted["email"],
        by=request.user,
    )


def _check_change(
    request: SignedInRequest,
    programme: Programme,
    former: Sponsorship,
    text: Charter | None,
    form: SponsorChangeForm,
) -> HttpResponse:
    """Show what happens, and every mail that is about to leave."""
    wanted = form.cleaned_data
    place = programme.organisation
    new = Person(name=wanted["name"], language=place.language, time_zone=place.time_zone)
    mails = []
    if wanted["sends_pack"]:
        mails.append(preview_hand_over(programme, sponsor=new, by=request.user))
    if text is not None and wanted.get("plan") == CharterPlan.ASK:
        latest = programme.charters.order_by("-version").values_list("version", flat=True)[0]
        draft = Charter(programme=programme, version=latest + 1)
        mails.append(preview_charter_request(draft, sponsor=new, by=request.user))
    context = {
        "form": form,
        "programme": programme,
        "former": former,
        "wanted": wanted,
        "plan": CharterPlan(wanted["plan"]).label if wanted.get("plan") else "",
        "mails": mails,
    }
    return render(request, "programmes/sponsor_check.html", context)


def _changed(
    request: SignedInRequest, programme: Programme, former: Sponsorship, form: SponsorChangeForm
) -> bool:
    """Change the sponsor as the form says; else write on it why not."""
    wanted = form.cleaned_data
    person = _person(request, programme, wanted)
    try:
        done = change_sponsor(
            former,
            person=person,
            position=wanted["position"],
            reason=wanted["reason"],
            plan=CharterPlan(wanted.get("plan") or CharterPlan.LEAVE),
            by=request.user,
        )
    except AlreadySponsorError:
        form.add_error("email", _("They stand for the programme already."))
        return False
    except AlreadyEndedError:
        messages.warning(request, _("Somebody else ended it meanwhile."))
        return True
    words = {"name": person.name, "programme": programme.name}
    messages.success(request, _("%(name)s stands for %(programme)s now.") % words)
    if wanted["sends_pack"]:
        _send_pack(request, done.sponsorship)
    return True


def _send_pack(request: SignedInRequest, sponsorship: Sponsorship) -> None:
    """Send the hand-over pack, and say so."""
    words = {"name": sponsorship.person.name}
    try:
        send_hand_over(sponsorship, by=request.user)
    except PdfError:
        messages.warning(request, _("The pack could not be drawn just now; send it from here."))
    else:
        messages.success(request, _("The hand-over pack is on its way to %(name)s.") % words)


def _row(sponsorship: Sponsorship, versions: dict[Any, list[Charter]]) -> dict[str, Any]:
    """Return a sponsorship with the versions of the charter its person signed."""
    return {"sponsorship": sponsorship, "signed": versions.get(sponsorship.person_id, [])}


def _page(programme: Programme) -> str:
    """Return the address of the sponsors."""
    return reverse("programmes:sponsors", args=(programme.slug,))
