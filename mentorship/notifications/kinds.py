"""Every kind of message the product sends, registered once, next to the code that posts it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentorship.notifications.enums import Category, SendPolicy, Turn

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

NAME = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
NAME_LENGTH = 60
TEMPLATE_ENDINGS = ("subject.txt", "txt", "html")


class UnknownKindError(LookupError):
    """No app registered a kind of message by that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKind:
    """One kind of message: what it is called, how careful its sending is, who may read it.

    `name` is the app and the message, such as "training.refresher_due". `title` is what a
    coordinator calls it; `why` completes the footer's "You get this because …."
    """

    name: str
    title: "str | _StrPromise"
    why: "str | _StrPromise"
    policy: SendPolicy = SendPolicy.ONCE
    # What a person switches it off by; None cannot be switched off.
    category: Category | None = None
    # Reminders and digests carry one-click List-Unsubscribe.
    is_reminder: bool = False
    # How a reminder gives way to others of the same person.
    turn: Turn = Turn.WAITS
    # Never shown on any screen, erased after sending, and not held back by a paused outbox.
    is_secret: bool = False
    # Only then may coordinators read the text; their people's private mail stays closed.
    is_open_to_coordinators: bool = False
    # No outbox lists it: that there is such a message is nobody's business but the recipient's.
    is_unlisted: bool = False
    # Nobody reads an answer to it, which is said where the answer would go.
    is_unanswerable: bool = False
    # Waits for a person's approval before it leaves.
    needs_approval: bool = False

    def __post_init__(self) -> None:
        """Refuse a kind that could not be kept: raises ValueError."""
        if not NAME.fullmatch(self.name) or len(self.name) > NAME_LENGTH:
            message = f"“{self.name}” is no name of a kind: write app.message in small letters."
            raise ValueError(message)
        if self.is_reminder and self.category is None:
            message = f"{self.name} is a reminder, so it needs a category to switch it off by."
            raise ValueError(message)
        if self.is_secret and self.is_open_to_coordinators:
            message = f"{self.name} is secret, so nobody else may read it."
            raise ValueError(message)
        if self.is_unlisted and (self.is_open_to_coordinators or self.needs_approval):
            message = f"{self.name} is in no outbox, so nobody could read or approve it there."
            raise ValueError(message)

    @property
    def template(self) -> str:
        """Return what its three templates' names begin with."""
        app, message = self.name.split(".")
        return f"emails/{app}/{message}"

    @property
    def templates(self) -> tuple[str, ...]:
        """Return the names of its three templates: subject, text and HTML."""
        return tuple(f"{self.template}.{ending}" for ending in TEMPLATE_ENDINGS)


_kinds: dict[str, MessageKind] = {}


def register(kind: MessageKind) -> MessageKind:
    """Make a kind known and return it; two different kinds of one name raise ValueError."""
    known = _kinds.setdefault(kind.name, kind)
    if known != kind:
        message = f"Two kinds of message are called {kind.name}."
        raise ValueError(message)
    return known


def kind_of(name: str) -> MessageKind:
    """Return the kind of that name; raises UnknownKindError."""
    try:
        return _kinds[name]
    except KeyError:
        raise UnknownKindError(name) from None


def all_kinds() -> Iterator[MessageKind]:
    """Return all kinds by name."""
    return iter(sorted(_kinds.values(), key=lambda kind: kind.name))


def unlisted() -> list[str]:
    """Return the names of the kinds that no outbox lists."""
    return [kind.name for kind in all_kinds() if kind.is_unlisted]


def names(*, is_secret: bool | None = None, policy: SendPolicy | None = None) -> list[str]:
    """Return the names of the kinds that are so; None asks for nothing."""
    return [
        kind.name
        for kind in all_kinds()
        if (is_secret is None or kind.is_secret == is_secret)
        and (policy is None or kind.policy == policy)
    ]


def reminders_that_count() -> list[str]:
    """Return the names of the kinds that make other reminders of the same person wait."""
    return [kind.name for kind in all_kinds() if kind.is_reminder and kind.turn != Turn.APART]
