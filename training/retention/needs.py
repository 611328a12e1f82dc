"""What retention puts on Today: mentors whom somebody should call, and milestones to thank for."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.gates import TODAY, later
from programmes.models import Programme
from programmes.needs import Need, NeedSources, Urgency, tells_needs
from training import wording
from training.models import CareCall, Recognition
from training.retention.care import open_calls
from training.retention.enums import CareReason

# More calls than these stand on their own page.
MOST_CALLS = 3
# Older milestones are on the page, and urge nobody.
FRESH_FOR = timedelta(days=90)
URGENT = (CareReason.HARD_MATCH, CareReason.ABOUT_TO_LAPSE)


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(CareCall.objects.filter(programme=OuterRef("pk")).open()),
)
def _calls(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield the most pressing calls, one by one; nobody is asked to call themselves."""
    calls = open_calls(programme).exclude(person=person).select_related("person")
    for call in calls[:MOST_CALLS]:
        yield Need(
            key=f"training.care.{call.pk}",
            title=_("Get in touch with %(name)s") % {"name": call.person.name},
            reason=_("%(why)s. A mail will not do") % {"why": call.get_reason_display()},
            action=_("Write down what you agreed"),
            url=reverse("training:care", args=(programme.slug, call.pk)),
            urgency=Urgency.SOON if call.reason in URGENT else Urgency.WHEN_READY,
            participants=frozenset({call.place_id}) if call.place_id else frozenset(),
        )


@tells_needs(
    Permission.MANAGE_TRAINING,
    gate=lambda: Exists(
        Recognition.objects.filter(
            programme=OuterRef("pk"),
            thanked_at__isnull=True,
            reached_on__gte=later(TODAY, -FRESH_FOR),
        )
    ),
)
def _milestones(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield one need for all milestones that were reached lately."""
    since = timezone.localdate() - FRESH_FOR
    count = Recognition.objects.filter(
        programme=programme, thanked_at__isnull=True, reached_on__gte=since
    ).count()
    if not count:
        return
    yield Need(
        key="training.milestones",
        title=ngettext(
            "%(count)s milestone is worth a thank-you",
            "%(count)s milestones are worth a thank-you",
            count,
        )
        % {"count": wording.number(count)},
        reason=_("A certificate goes with it"),
        action=_("See them"),
        url=reverse("training:recognition-list", args=(programme.slug,)),
        urgency=Urgency.WHEN_READY,
    )


needs_of_retention = NeedSources((_calls, _milestones))
