"""What a coordinator writes to the people of a match."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.models import Match
from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import Category
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.models import Message
from mentorship.notifications.rendering import Rendered, render

CARE_NUDGE = register(
    MessageKind(
        name="matching.care_nudge",
        title=_("A word from the coordinator"),
        why=_("you are in a match, and its coordinator wrote to you"),
        category=Category.PROGRAMME,
        is_open_to_coordinators=True,
    )
)


def post_nudge(
    match: Match, person: Person, *, subject: str, text: str, occasion: uuid.UUID, by: Person
) -> Message:
    """Write to one of the people of a match, once on each occasion."""
    programme = match.cohort.programme
    return post(
        CARE_NUDGE,
        recipient=person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=match,
        occurrence=f"nudge {occasion}",
        context=_facts(match, subject=subject, text=text, by=by),
    )


def preview_nudge(match: Match, person: Person, *, subject: str, text: str, by: Person) -> Rendered:
    """Return the mail exactly as it would leave for one of them."""
    return render(
        CARE_NUDGE,
        recipient=person,
        organisation=match.cohort.programme.organisation,
        context=_facts(match, subject=subject, text=text, by=by),
    )


def _facts(match: Match, *, subject: str, text: str, by: Person) -> dict[str, Any]:
    """Return what the mail says: words as they were typed, which no template runs."""
    return {
        "about": subject,
        "words": text,
        "from_name": by.name,
        "programme": match.cohort.programme.name,
        "action_url": absolute(reverse("matching:my-match", args=(match.pk,))),
    }
