"""What retention shows on a participant's page: milestones, thanks they may read, and calls."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.together import Reads, Telling
from programmes.enums import ParticipantRole
from programmes.models import Participant
from programmes.person_facts import Fact, Moment, Section
from training.models import CareCall, Recognition
from training.retention.milestones import title_of

ORDER = 60


def facts_of_retention(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield a mentor's latest milestone and call, for those who may see training here."""
    programme = participant.cohort.programme
    where = {"organisation_id": programme.organisation_id, "programme_id": programme.pk}
    is_mentor = participant.role == ParticipantRole.MENTOR
    if not is_mentor or not allows(viewer, Permission.VIEW_TRAINING, **where):
        return
    mine = {"programme": programme, "person": participant.person_id}
    recognitions = Recognition.objects.visible_to(viewer).filter(**mine)[:1]
    calls = CareCall.objects.visible_to(viewer).filter(**mine)
    made, open_ones = calls.filter(done_at__isnull=False).order_by("-done_at")[:1], calls.open()[:1]
    yield Reads(recognitions, made, open_ones)
    reached = next(iter(recognitions), None)
    done, waiting = next(iter(made), None), next(iter(open_ones), None)
    if not (reached or done or waiting):
        return
    facts = []
    if reached:
        facts.append(Fact(_("Latest milestone"), title_of(reached)))
    if waiting:
        facts.append(Fact(_("Wants a call"), waiting.get_reason_display()))
    if done and done.done_at:
        words = f"{date_format(done.done_at, 'j F Y')}: {done.note or done.get_channel_display()}"
        facts.append(Fact(_("Last call"), words))
    yield Section(
        "training.retention",
        _("Staying with us"),
        ORDER,
        tuple(facts),
        action=_("Retention"),
        url=reverse("training:retention", args=(programme.slug,)),
    )
