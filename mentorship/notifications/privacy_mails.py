"""The mails about copies and requests: a fact and the way to the portal, never what is kept."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import DataCopy, PrivacyRequest
from mentorship.accounts.privacy.signals import copy_ready, request_told
from mentorship.accounts.queries import only_organisation_of
from mentorship.notifications.actions import post
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render

COPY_READY = register(
    MessageKind(
        name="accounts.copy_ready",
        title=_("That the copy of one’s data can be fetched"),
        why=_("somebody asked for a copy of what is kept about you"),
        is_unlisted=True,
    )
)
REQUEST_TOLD = register(
    MessageKind(
        name="accounts.request_told",
        title=_("Answer about what is kept of somebody"),
        why=_("you asked about what is kept about you"),
        is_unlisted=True,
    )
)


def post_copy_ready(sender: Any, copy: DataCopy, **_more: Any) -> None:
    """Tell the person that their copy is there, and until when.

    One of everything is nobody's: it looks as the pages do, where they belong to one organisation.
    """
    if not copy.person.can_sign_in:
        return
    post(
        COPY_READY,
        recipient=copy.person,
        organisation=copy.organisation or only_organisation_of(copy.person),
        about=copy,
        occurrence="ready",
        context={"until": copy.ends_at, "action_url": absolute(reverse("privacy"))},
    )


def post_request_told(sender: Any, request: PrivacyRequest, fact: str, **_more: Any) -> None:
    """Tell the person that there is an answer, or that it takes longer."""
    if not request.person.can_sign_in:
        return
    post(
        REQUEST_TOLD,
        recipient=request.person,
        organisation=request.organisation,
        about=request,
        occurrence=fact,
        context=_facts(request, fact),
    )


def preview_request_told(request: PrivacyRequest, fact: str) -> Rendered:
    """Return the mail as it would leave, for whoever is about to answer."""
    return render(
        REQUEST_TOLD,
        recipient=request.person,
        organisation=request.organisation,
        context=_facts(request, fact),
    )


def _facts(request: PrivacyRequest, fact: str) -> dict[str, Any]:
    """Return what the mail says: that there is an answer, never the answer itself."""
    return {
        "fact": fact,
        "organisation_name": request.organisation.name,
        "due_on": request.due_on,
        "action_url": absolute(reverse("privacy")),
    }


def connect() -> None:
    """Listen for news of copies and requests; called from `ready`."""
    copy_ready.connect(post_copy_ready, dispatch_uid="privacy.copy_ready")
    request_told.connect(post_request_told, dispatch_uid="privacy.request_told")
