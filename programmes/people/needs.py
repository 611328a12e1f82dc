"""What people themselves put on Today: those who are in as invited, and were never asked."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import ParticipantState
from programmes.models import Participant, Programme
from programmes.needs import Need, Urgency, tells_needs
from programmes.people.invited import ASKING, never_asked


@tells_needs(
    Permission.MANAGE_PEOPLE,
    gate=lambda: Exists(
        Participant.objects.filter(
            cohort__programme=OuterRef("pk"),
            cohort__state__in=ASKING,
            state=ParticipantState.INVITED,
        )
    ),
)
def needs_of_people(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that people wait for an invitation; one query."""
    number = never_asked(programme).filter(person__email__isnull=False).count()
    if not number:
        return
    yield Need(
        key="programmes.never_asked",
        title=ngettext(
            "%(count)d person is invited, and nobody has told them",
            "%(count)d people are invited, and nobody has told them",
            number,
        )
        % {"count": number},
        reason=_(
            "They came in without a mail; the invitation is ready to be read before it leaves"
        ),
        action=_("Invite them"),
        url=_url(programme),
        urgency=Urgency.SOON,
    )


def _url(programme: Programme) -> str:
    """Return the preview of the invitations to all who are in as invited."""
    everybody = urlencode({"cohort": "", "state": ParticipantState.INVITED})
    question = urlencode({"list": everybody, "all": "yes"})
    return f"{reverse('programmes:people-invite', args=(programme.slug,))}?{question}"
