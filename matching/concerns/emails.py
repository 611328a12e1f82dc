"""Mails about concerns: that there is something, by when, and where; never what, and of whom.

No outbox lists them, so that whoever is not named cannot tell that there is a concern.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.emails import Preview
from matching.models import Concern, ConcernEntry
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import render

CONCERN_WAITS = register(
    MessageKind(
        name="matching.concern_waits",
        title=_("Something waits for an answer"),
        why=_("you are named as the person who answers when something is not right"),
        is_unlisted=True,
    )
)
CONCERN_DUE = register(
    MessageKind(
        name="matching.concern_due",
        title=_("Something still waits for an answer"),
        why=_("you are named as the person who answers when something is not right"),
        is_unlisted=True,
    )
)
CONCERN_NEWS = register(
    MessageKind(
        name="matching.concern_news",
        title=_("News about what somebody wrote"),
        why=_("you wrote to somebody here, and wait for an answer"),
        is_unlisted=True,
    )
)

# What a mail to whoever answers, and one to whoever raised it, tells.
RAISED, MORE, HANDED, LATE, REOPENED = "raised", "more", "handed", "late", "reopened"
TAKEN, REPLIED, PASSED, TOLD, SETTLED = "taken", "replied", "passed", "told", "settled"


def post_to_handler(concern: Concern, news: str, *, to: Person, occurrence: str) -> None:
    """Tell whoever answers that something waits for them."""
    post(
        CONCERN_WAITS,
        recipient=to,
        organisation=concern.programme.organisation,
        about=concern,
        occurrence=occurrence,
        context=handler_facts(concern, news),
    )


def post_to_raiser(concern: Concern, news: str, *, name: str, entry: ConcernEntry) -> None:
    """Tell whoever raised a concern what became of it; `name` is of the person who did it."""
    if not concern.raised_by.can_sign_in:
        return
    post(
        CONCERN_NEWS,
        recipient=concern.raised_by,
        organisation=concern.programme.organisation,
        about=concern,
        occurrence=str(entry.pk),
        context=_raiser_facts(concern, news, name),
    )


def preview_to_handler(concern: Concern, news: str, *, to: Person | None = None) -> Preview:
    """Return the mail that whoever answers would get; nothing is sent."""
    reader = to or concern.handler
    words = render(
        CONCERN_WAITS,
        recipient=reader,
        organisation=concern.programme.organisation,
        context=handler_facts(concern, news),
    )
    return Preview(reader, words.subject, words.text)


def preview_to_raiser(concern: Concern, news: str, *, name: str) -> Preview:
    """Return the mail that whoever raised a concern would get; nothing is sent."""
    words = render(
        CONCERN_NEWS,
        recipient=concern.raised_by,
        organisation=concern.programme.organisation,
        context=_raiser_facts(concern, news, name),
    )
    return Preview(concern.raised_by, words.subject, words.text)


def handler_facts(concern: Concern, news: str) -> dict[str, Any]:
    """Return what a mail to whoever answers tells: by when, and where to read on."""
    return {
        "news": news,
        "answer_by": concern.answer_by,
        "action_url": absolute(reverse("matching:concern", args=(concern.pk,))),
    }


def _raiser_facts(concern: Concern, news: str, name: str) -> dict[str, Any]:
    """Return what a mail to whoever raised it tells."""
    return {
        "news": news,
        "name": name,
        "action_url": absolute(reverse("matching:my-concern", args=(concern.pk,))),
    }
