"""Thanks by e-mail: from a mentee, and from the programme."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from mentorship.notifications.actions import post
from mentorship.notifications.enums import SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from training.models import Recognition, ThankYou
from training.retention.milestones import title_of

# What a mentee writes to their mentor is for nobody else, whatever is shared later.
THANKS = register(
    MessageKind(
        name="training.thanks",
        title=_("Thanks from a mentee"),
        why=_("somebody you mentored thanked you"),
        policy=SendPolicy.RESEND,
    )
)
MILESTONE = register(
    MessageKind(
        name="training.milestone",
        title=_("Thanks for a milestone"),
        why=_("you mentor in this programme"),
        policy=SendPolicy.RESEND,
        is_open_to_coordinators=True,
    )
)


def post_thanks(note: ThankYou) -> None:
    """Tell a mentor that somebody thanked them, with the words."""
    post(
        THANKS,
        recipient=note.mentor,
        organisation=note.programme.organisation,
        programme_id=note.programme_id,
        about=note,
        occurrence="thanks",
        context={
            "author_name": note.author.name,
            "words": note.words,
            "programme_name": note.programme.name,
            "action_url": absolute(reverse("training:thanks-list")),
        },
    )


def post_milestone(recognition: Recognition) -> None:
    """Thank a mentor for a milestone; the certificate waits in the portal."""
    post(
        MILESTONE,
        recipient=recognition.person,
        organisation=recognition.programme.organisation,
        programme_id=recognition.programme_id,
        about=recognition,
        occurrence="milestone",
        context=_milestone(recognition),
    )


def preview_milestone(recognition: Recognition) -> Rendered:
    """Return what a mentor would read, without sending it."""
    return render(
        MILESTONE,
        recipient=recognition.person,
        organisation=recognition.programme.organisation,
        context=_milestone(recognition),
    )


def _milestone(recognition: Recognition) -> dict[str, Any]:
    """Return what the mail says, in the reader's language."""
    with override(recognition.person.language):
        reached = title_of(recognition)
    return {
        "reached": reached,
        "programme_name": recognition.programme.name,
        "action_url": absolute(reverse("training:my-certificates")),
    }
