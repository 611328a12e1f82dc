"""What the pathway shows on a participant's page: how far they are, and what they wait for."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.models import Participant
from programmes.permissions import allowed_in
from programmes.person_facts import Fact, Moment, Section
from training import wording
from training.models import Pathway
from training.pathway.queries import around
from training.pathway.tables import TONES, events_of
from training.pathway.waiting import next_of

PATHWAY = 35


def sections_of_pathway(participant: Participant, viewer: Person) -> Iterator[Section]:
    """Yield how far the participant is, for those who may see training here."""
    pathway = _pathway(participant, viewer)
    if pathway is None:
        return
    supporter = pathway.supporter.name if pathway.supporter else "–"
    yield Section(
        "training.pathway",
        _("Becoming a mentor"),
        PATHWAY,
        (
            Fact(_("Since"), wording.day(pathway.moved_at.date())),
            Fact(_("Waits for"), next_of(pathway, around([pathway])).waits_for),
            Fact(_("At their side"), supporter),
        ),
        tone=TONES.get(pathway.state, "warn"),
        word=pathway.get_state_display(),
        action=_("Their pathway"),
        url=reverse("training:pathway", args=(pathway.programme.slug, pathway.pk)),
    )


def moments_of_pathway(participant: Participant, viewer: Person) -> Iterator[Moment]:
    """Yield the steps the participant took, for those who may see training here."""
    pathway = _pathway(participant, viewer)
    if pathway is None:
        return
    for event in events_of(pathway.steps.select_related("noted_by"), for_team=False):
        title = _("On the way to mentor: %(step)s") % {"step": event["title"]}
        yield Moment(event["at"], title, icon="arrow-trending-up")


def _pathway(participant: Participant, viewer: Person) -> Pathway | None:
    """Return the participant's pathway in the programme, if the viewer may see it."""
    programme = participant.cohort.programme
    if not allowed_in(viewer, Permission.VIEW_TRAINING, programme):
        return None
    rows = Pathway.objects.visible_to(viewer).filter(
        programme=programme, person=participant.person_id
    )
    return rows.select_related("programme", "person", "supporter", "referee").first()
