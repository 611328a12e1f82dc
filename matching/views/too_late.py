"""A form that came after its match had changed: why it is not kept, and the words to copy."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from matching.models import Match
from mentorship.accounts.access import SignedInRequest
from programmes.models import Programme


def too_late(
    request: SignedInRequest,
    sentence: str,
    *,
    back: str,
    form: type[forms.Form],
    names: Iterable[str],
    programme: Programme | None = None,
) -> HttpResponse:
    """Say why nothing was kept, and show what was typed into the fields of these names.

    Whoever typed nothing goes straight on to `back`, where the sentence stands. With a programme it
    is a page of its console, else one of the portal.
    """
    typed: list[dict[str, Any]] = [
        {"label": form.base_fields[name].label, "words": request.POST[name]}
        for name in names
        if name in form.base_fields and request.POST.get(name, "").strip()
    ]
    if not typed:
        messages.warning(request, sentence)
        return redirect(back)
    context = {
        "sentence": sentence,
        "typed": typed,
        "back_url": back,
        "programme": programme,
        "base": "base/console.html" if programme else "base/portal.html",
    }
    return render(request, "matching/too_late.html", context, status=HTTPStatus.CONFLICT)


def match_url(match: Match) -> str:
    """Return the address of a match in the portal."""
    return reverse("matching:my-match", args=(match.pk,))
