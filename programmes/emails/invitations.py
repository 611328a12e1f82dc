"""The invitation to take part."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.notifications.actions import post
from mentorship.notifications.enums import SendPolicy
from mentorship.notifications.kinds import MessageKind, register
from mentorship.notifications.links import absolute
from mentorship.notifications.models import Message
from mentorship.notifications.rendering import Rendered, render
from programmes.enums import ParticipantRole
from programmes.models import Cohort, Participant

INVITATION = register(
    MessageKind(
        name="programmes.invitation",
        title=_("Invitation to take part"),
        why=_("somebody would like you to take part in a programme"),
        policy=SendPolicy.ONCE,
        is_open_to_coordinators=True,
    )
)


def post_invitation(participant: Participant, *, by: Person | None) -> Message:
    """Ask a person, once, whether they would like the place they are invited to."""
    programme = participant.cohort.programme
    return post(
        INVITATION,
        recipient=participant.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=participant,
        occurrence="invitation",
        context=_invitation_facts(participant, by),
    )


def preview_invitation(*, cohort: Cohort, role: ParticipantRole, name: str, by: Person) -> Rendered:
    """Return the invitation as it would leave for somebody of this name."""
    somebody = Person(name=name, language=by.language, time_zone=by.time_zone)
    draft = Participant(cohort=cohort, person=somebody, role=role)
    return render(
        INVITATION,
        recipient=somebody,
        organisation=cohort.programme.organisation,
        context=_invitation_facts(draft, by),
    )


def _invitation_facts(participant: Participant, by: Person | None) -> dict[str, object]:
    """Return what the invitation says."""
    cohort = participant.cohort
    return {
        "programme": cohort.programme.name,
        "purpose": cohort.programme.purpose,
        "role": participant.role,
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
        "invited_by": by.name if by else "",
        "action_url": absolute(reverse("programmes:invitation", args=(participant.pk,))),
    }
