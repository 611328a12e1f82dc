"""What surveys put on Today: that this month or the next one asks people for too much."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.burden.outlook import outlook_of
from evaluation.burden.wording import headline, lead
from evaluation.enums import WaveState
from evaluation.models import Wave, WavePlan
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import NOW, later
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs

SOON_MONTHS = 2
# Nothing that opens later can make one of these months too full.
SOON = timedelta(days=62)


def _gate() -> Q:
    """Tell of a programme whether anything is still to be asked soon that could be changed."""
    planned = Wave.objects.filter(
        cohort__programme=OuterRef("pk"),
        state=WaveState.PLANNED,
        opens_at__lt=later(NOW, SOON),
    )
    plans = WavePlan.objects.active().filter(programme=OuterRef("pk"))
    return Exists(planned) | Exists(plans)


@tells_needs(Permission.MANAGE_SURVEYS, gate=_gate)
def needs_of_burden(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that surveys of this month or the next ask somebody for too much; counts alone."""
    outlook = outlook_of(programme)
    over = [month for month in outlook.months[:SOON_MONTHS] if month.now.over]
    if not over:
        return
    yield Need(
        key=f"evaluation.burden.{programme.pk}.{over[0].starts_on:%Y-%m}",
        title=headline(outlook),
        reason=lead(outlook),
        action=_("See what would help"),
        url=reverse("evaluation:survey-plan", args=(programme.slug,)),
        urgency=Urgency.SOON,
    )
