"""The message to applicants whose application has to be handed in again."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.rendering import Rendered, render
from programmes.applying.windows import hand_in_again_by
from programmes.models import Application, Programme

ASKED_AGAIN = register(
    MessageKind(
        name="programmes.asked_again",
        title=_("An application to be handed in again"),
        why=_("you applied for a place as mentor in this programme"),
        is_open_to_coordinators=True,
    )
)


def post_asked_again(application: Application, *, version: int) -> None:
    """Ask an applicant to look at their answers again, once for each version of the profile."""
    programme = application.cohort.programme
    post(
        ASKED_AGAIN,
        recipient=application.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=application,
        occurrence=f"version {version}",
        context=_facts(programme),
    )


def preview_asked_again(programme: Programme, *, recipient: Person) -> Rendered:
    """Return the mail as it would leave to somebody."""
    return render(
        ASKED_AGAIN,
        recipient=recipient,
        organisation=programme.organisation,
        context=_facts(programme),
    )


def _facts(programme: Programme) -> dict[str, object]:
    """Return what the mail says."""
    return {
        "programme": programme.name,
        "hand_in_by": hand_in_again_by(programme.organisation),
        "action_url": absolute(reverse("programmes:home")),
    }
