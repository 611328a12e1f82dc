"""The ways to a survey: in the portal, on the link of a mail, or on the link of a room."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from evaluation.answering_links import AnswerLink
from evaluation.models import Call


@dataclass(frozen=True, slots=True)
class Way:
    """What differs between the ways somebody who is called can come."""

    base: str
    page_of: Callable[[Call], str]
    draft_of: Callable[[Call], str]
    is_by_link: bool


def _own_page(call: Call) -> str:
    """Return the address of a call in the portal."""
    return reverse("evaluation:answer", args=(call.pk,))


def _own_draft(call: Call) -> str:
    """Return where the portal's page keeps what was typed so far."""
    return reverse("evaluation:answer-draft", args=(call.pk,))


def _page_by_link(call: Call) -> str:
    """Return the address of a call on the link of its mail."""
    return AnswerLink.of(call).path


def _draft_by_link(call: Call) -> str:
    """Return where the page of a link keeps what was typed so far."""
    return reverse("evaluation:answer-draft-by-link", args=(AnswerLink.of(call).token,))


PORTAL = Way("base/portal.html", _own_page, _own_draft, is_by_link=False)
LINK = Way("base/public.html", _page_by_link, _draft_by_link, is_by_link=True)
