"""What the pages of an Ideal Mentor Profile share: its rows, its path, and its one form."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.access import SignedInRequest
from programmes.actions.ideal_mentor import NotADraftError
from programmes.enums import VersionState
from programmes.models import Criterion, Expectation, Programme
from programmes.selection.profile_versions import criteria_of, lacks_of, missing_in

View = Callable[..., HttpResponse]
STEPS = {"up": -1, "down": 1}


def on_a_draft(view: View) -> View:
    """Send whoever writes on a version that is used back to the profile, and say why."""

    @wraps(view)
    def guarded(request: SignedInRequest, programme: Programme, **kwargs: UUID) -> HttpResponse:
        try:
            return view(request, programme, **kwargs)
        except NotADraftError:
            words = _("This version is published, so it stays as it is. Begin a new version.")
            messages.warning(request, words)
            return redirect("programmes:mentor-profile", slug=programme.slug)

    return guarded


def expectation_in(request: SignedInRequest, programme: Programme, pk: UUID) -> Expectation:
    """Return an expectation of the programme's draft; 404 for that of any other programme."""
    visible = Expectation.objects.visible_to(request.user).filter(profile__programme=programme)
    found: Expectation = get_object_or_404(visible.select_related("profile__programme"), pk=pk)
    if found.profile.state != VersionState.DRAFT:
        raise NotADraftError
    return found


def criterion_in(request: SignedInRequest, programme: Programme, pk: UUID) -> Criterion:
    """Return a criterion of the programme's draft; 404 for that of any other programme."""
    visible = Criterion.objects.visible_to(request.user)
    of_programme = visible.filter(expectation__profile__programme=programme)
    rows = of_programme.select_related("expectation__profile__programme")
    found: Criterion = get_object_or_404(rows, pk=pk)
    if found.expectation.profile.state != VersionState.DRAFT:
        raise NotADraftError
    return found


def path_of(
    programme: Programme, expectations: Sequence[Expectation], now: str
) -> list[dict[str, str]]:
    """Return the steps from what mentors do to what is published, one of which is `now`."""
    has_criteria = bool(expectations) and all(each.criteria.all() for each in expectations)
    is_seen = has_criteria and not any(lacks_of(each) for each in criteria_of(expectations))
    steps = (
        ("mentor-profile-expectations", _("What our mentors do"), bool(expectations)),
        ("mentor-profile-criteria", _("What that needs"), has_criteria),
        ("mentor-profile-evidence", _("How we would see it"), is_seen),
        ("mentor-profile-publish", _("Publish"), False),
    )
    return [
        {
            "label": label,
            "url": "" if name == now else page_of(name, programme),
            "state": "now" if name == now else "done" if is_done else "later",
        }
        for name, label, is_done in steps
    ]


def next_step(programme: Programme, expectations: Sequence[Expectation]) -> str:
    """Return the address at which somebody goes on writing the draft."""
    if not expectations:
        return page_of("mentor-profile-expectations", programme)
    if not all(each.criteria.all() for each in expectations):
        return page_of("mentor-profile-criteria", programme)
    if missing_in(expectations):
        return page_of("mentor-profile-evidence", programme)
    return page_of("mentor-profile-publish", programme)


def page_of(name: str, programme: Programme) -> str:
    """Return the address of a page of the profile."""
    return reverse(f"programmes:{name}", args=(programme.slug,))


def trail_of(programme: Programme, label: str) -> list[dict[str, str]]:
    """Return the way here."""
    profile = {"label": _("Our ideal mentor"), "url": page_of("mentor-profile", programme)}
    return [profile, {"label": label}]


def back_to(request: SignedInRequest, programme: Programme, name: str) -> HttpResponse:
    """Say that all is saved, and go back to a step."""
    messages.success(request, _("Saved."))
    return redirect(f"programmes:{name}", slug=programme.slug)


def form_page(request: SignedInRequest, form: forms.Form, **facts: Any) -> HttpResponse:
    """Show one form about the profile; `facts` are title, lead, action, style and back_url."""
    return render(request, "programmes/form.html", {"form": form, **facts})
