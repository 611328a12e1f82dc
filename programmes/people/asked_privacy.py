"""What people ask about what is kept of them, as needs of whoever administers the organisation."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.access import allows
from mentorship.accounts.models import Erasure, Person, PrivacyRequest
from mentorship.accounts.permissions import Permission
from programmes.models import Programme
from programmes.needs import Need, Urgency, tells_needs

# A week before the month is over it becomes urgent.
SOON = timedelta(days=7)
MOST = 20


@tells_needs(
    gate=lambda: (
        Exists(PrivacyRequest.objects.open().filter(organisation=OuterRef("organisation")))
        | Exists(Erasure.objects.open().filter(organisation=OuterRef("organisation")))
    )
)
def needs_of_privacy(programme: Programme, person: Person) -> Iterator[Need]:
    """Yield what was asked and waits for an answer: what is due first comes first; two queries."""
    organisation_id = programme.organisation_id
    if not allows(person, Permission.MANAGE_ORGANISATION, organisation_id=organisation_id):
        return
    asked = PrivacyRequest.objects.visible_to(person).open()
    of_organisation = asked.filter(organisation_id=organisation_id).select_related("person")
    today = timezone.localdate()
    wishes = Erasure.objects.open().filter(organisation_id=organisation_id)
    for wish in wishes.select_related("person")[:MOST]:
        yield Need(
            key=f"erasing:{wish.pk}",
            title=_("%(name)s asks to be erased") % {"name": wish.person.name},
            reason=_("The law wants an answer by %(day)s.")
            % {"day": date_format(wish.due_on, "DATE_FORMAT")},
            action=_("Look at what would go"),
            url=reverse("organisation-erasing-one", args=(wish.pk,)),
            urgency=Urgency.NOW if wish.due_on - today <= SOON else Urgency.SOON,
        )
    for request in of_organisation[:MOST]:
        day = {"day": date_format(request.due_on, "DATE_FORMAT")}
        is_late = request.due_on < today
        yield Need(
            key=f"privacy:{request.pk}",
            title=_("%(name)s asks: %(what)s")
            % {"name": request.person.name, "what": request.get_kind_display()},
            reason=_("The answer was due by %(day)s.") % day
            if is_late
            else _("The law wants an answer by %(day)s.") % day,
            action=_("Answer"),
            url=reverse("organisation-request", args=(request.pk,)),
            urgency=Urgency.NOW if request.due_on - today <= SOON else Urgency.SOON,
        )
