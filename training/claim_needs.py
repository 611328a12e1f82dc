"""What claims of earlier learning put on Today."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs
from training import wording
from training.models import PriorLearningClaim
from training.queries.claims import claims_of


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(PriorLearningClaim.objects.open().filter(programme=OuterRef("pk"))),
)
def needs_of_claims(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield that people wait for an answer, the person's own claims aside; one query."""
    waiting = list(claims_of(programme, person).open().exclude(person=person))
    if not waiting:
        return
    title = ngettext(
        "%(count)s person asks for credit for earlier learning",
        "%(count)s people ask for credit for earlier learning",
        len(waiting),
    ) % {"count": wording.number(len(waiting))}
    first = waiting[0]
    is_one = len(waiting) == 1
    yield Need(
        key="training.claims",
        title=title,
        reason=_("%(name)s waits since %(day)s")
        % {"name": first.person.name, "day": wording.day(first.claimed_at.date())},
        action=_("Answer"),
        url=reverse("training:claim", args=(programme.slug, first.pk))
        if is_one
        else reverse("training:claim-queue", args=(programme.slug,)),
        urgency=Urgency.SOON,
    )
