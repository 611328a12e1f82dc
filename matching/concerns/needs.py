"""What concerns put on Today: to whoever answers them, by their number alone."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.concerns.enums import ConcernState
from matching.concerns.queries import waiting_for
from matching.concerns.wording import moment
from matching.models import Concern
from mentorship.accounts.models import Person
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs

PRESSING = timedelta(days=2)


@tells_needs(
    gate=lambda: Exists(Concern.objects.filter(programme=OuterRef("pk"), state=ConcernState.RAISED))
)
def needs_of_concerns(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what waits in a programme to be taken in hand by the person; one query."""
    waiting = [each for each in waiting_for(person) if each.programme_id == programme.pk]
    if not waiting:
        return
    first = waiting[0].answer_by
    is_pressing = first <= timezone.now() + PRESSING
    yield Need(
        key=f"matching.concerns.{waiting[0].pk}",
        title=ngettext("%(n)d concern waits for you", "%(n)d concerns wait for you", len(waiting))
        % {"n": len(waiting)},
        reason=_("Somebody was told that you answer by %(when)s") % {"when": moment(first)},
        action=_("Read it"),
        url=reverse("matching:concern-inbox"),
        urgency=Urgency.NOW if is_pressing else Urgency.SOON,
    )
