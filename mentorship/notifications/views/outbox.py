"""The coordinator's outbox: what leaves next, what did not arrive, and what to do about it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from mentorship.accounts.access import SignedInRequest, allows, requires
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.actions import (
    approve_message,
    cancel_message,
    hold_message,
    pause_outbox,
    resume_outbox,
    send_again,
)
from mentorship.notifications.actions.outbox import NothingToSendError
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from mentorship.notifications.queries import (
    pause_in_force,
    paused_addresses,
    readable_text,
    state_counts,
)
from mentorship.notifications.tables import SHELVES, TONES, Shelf, facts_of, shelf_called

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PER_PAGE = 25


@requires(Permission.VIEW_OUTBOX)
@require_safe
def message_list(request: SignedInRequest) -> HttpResponse:
    """List the messages that the coordinator may see, a shelf at a time."""
    shelf = shelf_called(request.GET.get("state", ""))
    counts = state_counts(request.user)
    found = Message.objects.visible_to(request.user).filter(state__in=shelf.states)
    rows = found.select_related("recipient").defer("text", "html")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "lead": _lead(counts),
        "tabs": [_tab(each, shelf, counts) for each in SHELVES],
        "page": page,
        "rows": [(message, TONES[MessageState(message.state)]) for message in page],
        "switch": pause_in_force(),
        "may_switch": allows(request.user, Permission.MANAGE_ORGANISATION),
        "addresses": list(paused_addresses(request.user)),
    }
    return render(request, "notifications/outbox_list.html", context)


@requires(Permission.VIEW_OUTBOX)
@require_safe
def message_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show one message, each try to send it, and what can be done."""
    visible = Message.objects.visible_to(request.user)
    message = get_object_or_404(
        visible.select_related("recipient", "approved_by", "cancelled_by"), pk=pk
    )
    context = {
        "message": message,
        "lead": _("Everything known of this mail and its way."),
        "trail": [
            {"label": _("Outbox"), "url": reverse("notifications:outbox")},
            {"label": message.title},
        ],
        "facts": facts_of(message),
        "tone": TONES[MessageState(message.state)],
        "text": readable_text(message),
        "tries": message.tries.all(),
        "files": message.attachments.defer("content"),
        "awaits_approval": message.state == MessageState.AWAITING_APPROVAL,
        "is_waiting": message.state == MessageState.QUEUED,
    }
    return render(request, "notifications/outbox_detail.html", context)


@require_POST
@requires(Permission.VIEW_OUTBOX)
def message_send_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send a refused or perhaps lost message once more."""
    return _act(request, pk, send_again, _("It is on its way again, as a new mail."))


@require_POST
@requires(Permission.VIEW_OUTBOX)
def message_approve(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Let a message leave."""
    return _act(request, pk, approve_message, _("Approved. It leaves when it is due."))


@require_POST
@requires(Permission.VIEW_OUTBOX)
def message_hold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep a message here for now."""
    return _act(request, pk, hold_message, _("Held. It stays here until somebody approves it."))


@require_POST
@requires(Permission.VIEW_OUTBOX)
def message_cancel(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Make sure that a message never leaves."""
    return _act(request, pk, cancel_message, _("Cancelled. It will not leave."))


@require_POST
@requires(Permission.MANAGE_ORGANISATION)
def pause(request: SignedInRequest) -> HttpResponse:
    """Keep all mail here."""
    pause_outbox(reason=str(_("Paused by hand.")), by=request.user)
    messages.success(request, _("Paused. Nothing but sign-in codes leaves until you resume."))
    return redirect("notifications:outbox")


@require_POST
@requires(Permission.MANAGE_ORGANISATION)
def resume(request: SignedInRequest) -> HttpResponse:
    """Let mail leave again."""
    resume_outbox(by=request.user)
    messages.success(request, _("Mail leaves again. What is due goes within a minute."))
    return redirect("notifications:outbox")


def _act(
    request: SignedInRequest, pk: UUID, action: Callable[..., Any], done: "_StrPromise"
) -> HttpResponse:
    """Do one thing to one message and say so, or say that it has moved on."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    try:
        action(message, by=request.user)
    except (IllegalTransitionError, NothingToSendError):
        sentence = who_was_quicker(
            message,
            name=message.subject,
            viewer=request.user,
            otherwise=_now("That message has moved on meanwhile; nothing was changed."),
        )
        messages.warning(request, sentence)
    else:
        messages.success(request, done)
    return redirect("notifications:message-detail", pk=pk)


def _tab(shelf: Shelf, current: Shelf, counts: dict[str, int]) -> dict[str, Any]:
    """Return one tab above the list."""
    return {
        "label": shelf.label,
        "url": f"?state={shelf.name}",
        "is_current": shelf == current,
        "count": shelf.count(counts),
    }


def _lead(counts: dict[str, int]) -> str:
    """Return the sentence that the page opens with."""
    attention = sum(
        counts[state]
        for state in (MessageState.AWAITING_APPROVAL, MessageState.FAILED, MessageState.UNKNOWN)
    )
    waiting = counts[MessageState.QUEUED]
    if attention:
        return ngettext("%(n)s message needs you.", "%(n)s messages need you.", attention) % {
            "n": attention
        }
    if waiting:
        return ngettext(
            "%(n)s message waits to leave; none needs you.",
            "%(n)s messages wait to leave; none needs you.",
            waiting,
        ) % {"n": waiting}
    return str(_("Nothing waits, and everything that left was taken."))
