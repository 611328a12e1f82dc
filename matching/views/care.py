"""What coordinators do for a pair: write to it, note a call, put it off."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from matching.actions.care import (
    SomebodyWasQuickerError,
    latest_step,
    note_contact,
    nudge,
    snooze,
)
from matching.care.emails import preview_nudge
from matching.care.forms import ContactForm, NudgeForm, SnoozeForm
from matching.care.wording import draft_for, is_fresh, reasons_in_words, step_in_words
from matching.models import CareStep, Match
from matching.queries.relationships import LastStep, health_of, with_contact
from matching.tables import trail_to
from matching.wording import full_names, names_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from programmes.people.bulk import Seal, plan_note


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as one of the people would read it."""

    person: Person
    subject: str
    text: str


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def care_nudge(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Write to people of a pair: choose them, edit the draft, read what each would read, send."""
    match = _match_of(request, programme, pk)
    plan = plan_note([member.participant for member in _members(match)])
    people = [place.person for place in plan.going]
    draft = draft_for(health_of(match).reasons)
    form = NudgeForm(
        request.POST if request.method == "POST" else None,
        people=people,
        initial={"subject": draft.subject, "text": draft.text},
    )
    if not form.is_bound or not form.is_valid() or "change" in request.POST:
        return _page(request, programme, match, form, "matching/care_nudge.html", plan=plan)
    seal = Seal.read(request.POST.get("seal", ""))
    if seal is None:
        return _preview(request, programme, match, form)
    return _send(request, programme, match, form, seal)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def care_note(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Note that somebody called or met a pair, or something to remember."""
    match = _match_of(request, programme, pk)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        note_contact(match, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted, for everybody who looks after them."))
        return redirect("matching:match", programme.slug, match.pk)
    return _page(request, programme, match, form, "matching/care_note.html")


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def care_snooze(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Put a pair off until a day, with a reason."""
    match = _match_of(request, programme, pk)
    form = SnoozeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        seen = _id(request.POST.get("seen", ""))
        try:
            snooze(match, by=request.user, seen=seen, **form.cleaned_data)
        except SomebodyWasQuickerError as quicker:
            _say_who(request, quicker.step)
        else:
            messages.success(request, _("Put off. A graver reason brings them back before."))
            return redirect("matching:match", programme.slug, match.pk)
    return _page(request, programme, match, form, "matching/care_snooze.html")


def _match_of(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> Match:
    """Return a match of the programme with its people and its health."""
    visible = Match.objects.visible_to(request.user).filter(cohort__programme=programme)
    related = with_contact(visible).select_related("cohort__programme__organisation")
    return get_object_or_404(related.with_people(), pk=pk)


def _members(match: Match) -> list[Any]:
    """Return the members of a match, each with the cohort at hand, mentors first."""
    found = list(match.members.all())
    for member in found:
        member.participant.cohort = match.cohort
    order = [person.pk for person in match.people]
    return sorted(found, key=lambda member: order.index(member.person.pk))


def _page(
    request: SignedInRequest,
    programme: Programme,
    match: Match,
    form: forms.Form,
    template: str,
    **more: Any,
) -> HttpResponse:
    """Ask something about a pair, beside why it may need somebody and what was done last."""
    latest = latest_step(match)
    step = None if latest is None else LastStep(latest.kind, latest.by.name, latest.at)
    context = {
        "programme": programme,
        "match": match,
        "names": names_of(match),
        "form": form,
        "reasons": reasons_in_words(health_of(match)),
        "step": step_in_words(step) if step else "",
        "is_fresh": is_fresh(step),
        "seen": latest.pk if latest else "",
        "trail": trail_to(programme, match),
        **more,
    }
    return render(request, template, context)


def _preview(
    request: SignedInRequest, programme: Programme, match: Match, form: NudgeForm
) -> HttpResponse:
    """Show what each of them would read."""
    said = form.cleaned_data
    letters = []
    for person in said["people"]:
        mail = preview_nudge(
            match, person, subject=said["subject"], text=said["text"], by=request.user
        )
        letters.append(Letter(person, mail.subject, mail.text))
    seal = Seal(uuid.uuid4(), _digest(match, said)).text()
    return _page(
        request,
        programme,
        match,
        form,
        "matching/care_nudge_preview.html",
        letters=letters,
        seal=seal,
        people=said["people"],
        action=ngettext("Send %d mail", "Send %d mails", len(letters)) % len(letters),
    )


def _send(
    request: SignedInRequest, programme: Programme, match: Match, form: NudgeForm, seal: Seal
) -> HttpResponse:
    """Send what the preview showed; where a colleague was quicker, say who and show it again."""
    said = form.cleaned_data
    if seal.digest != _digest(match, said):
        messages.warning(request, _("This is not quite what you saw, so nothing was sent."))
        return _preview(request, programme, match, form)
    seen = _id(request.POST.get("seen", ""))
    try:
        nudge(match, by=request.user, occasion=seal.occasion, seen=seen, **said)
    except SomebodyWasQuickerError as quicker:
        _say_who(request, quicker.step)
        return _preview(request, programme, match, form)
    names = {"names": full_names(said["people"])}
    messages.success(request, _("On its way to %(names)s.") % names)
    return redirect("matching:match", programme.slug, match.pk)


def _digest(match: Match, said: dict[str, Any]) -> str:
    """Return a digest of who would read what."""
    people = sorted(str(person.pk) for person in said["people"])
    lines = [str(match.pk), *people, said["subject"], said["text"]]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _say_who(request: SignedInRequest, step: CareStep) -> None:
    """Say which colleague was quicker, and that nothing was done twice."""
    done = step_in_words(LastStep(step.kind, step.by.name, step.at))
    sentence = _("%(done)s, while you had this page open. Nothing was done twice.")
    messages.warning(request, sentence % {"done": done})


def _id(text: str) -> uuid.UUID | None:
    """Return the id that a form carries, or None."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
