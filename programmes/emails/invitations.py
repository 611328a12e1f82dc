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
from programmes.enums import ParticipantRole, TextKind
from programmes.models import Cohort, MessageText, Participant

INVITATION = register(
    MessageKind(
        name="programmes.invitation",
        title=_("Invitation to take part"),
        why=_("somebody would like you to take part in a programme"),
        policy=SendPolicy.ONCE,
        is_open_to_coordinators=True,
    )
)

TEXT_OF_ROLE: dict[str, TextKind] = {
    ParticipantRole.MENTOR: TextKind.INVITATION_MENTOR,
    ParticipantRole.MENTEE: TextKind.INVITATION_MENTEE,
}


def post_invitation(
    participant: Participant, *, by: Person | None, occurrence: str = "invitation"
) -> Message:
    """Ask a person, once for each occurrence, whether they would like the place."""
    programme = participant.cohort.programme
    return post(
        INVITATION,
        recipient=participant.person,
        organisation=programme.organisation,
        programme_id=programme.pk,
        about=participant,
        occurrence=occurrence,
        context=_invitation_facts(participant, by) | {"words": _words_of(participant)},
    )


def preview_invitation(
    *, cohort: Cohort, role: ParticipantRole, name: str, by: Person, words: str | None = None
) -> Rendered:
    """Return the invitation as it would leave for somebody of this name.

    `words` stand in for the programme's own text while somebody is still writing it.
    """
    somebody = Person(name=name, language=by.language, time_zone=by.time_zone)
    draft = Participant(cohort=cohort, person=somebody, role=role)
    return render(
        INVITATION,
        recipient=somebody,
        organisation=cohort.programme.organisation,
        context=_invitation_facts(draft, by)
        | {"words": _words_of(draft) if words is None else words.strip()},
    )


def _words_of(participant: Participant) -> str:
    """Return what the programme says to people in this role; plain text, never a template."""
    texts = MessageText.objects.filter(
        programme=participant.cohort.programme_id, kind=TEXT_OF_ROLE[participant.role]
    )
    return texts.values_list("text", flat=True).first() or ""


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
