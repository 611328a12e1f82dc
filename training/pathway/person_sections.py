"""What the pathway shows on a participant's page: how far they are, and what they wait for."""

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.together import Reads, Telling
from programmes.models import Participant
from programmes.permissions import allowed_in
from programmes.person_facts import Fact, Moment, Section
from training import wording
from training.models import Pathway
from training.pathway.queries import Around, look_around
from training.pathway.tables import TONES, events_of
from training.pathway.waiting import next_of

PATHWAY = 35


def facts_of_pathway(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield how far the participant is, and their steps, for those who may see training here."""
    programme = participant.cohort.programme
    if not allowed_in(viewer, Permission.VIEW_TRAINING, programme):
        return
    rows = Pathway.objects.visible_to(viewer).filter(
        programme=programme, person=participant.person_id
    )
    found = rows.select_related("supporter", "referee")[:1]
    yield Reads(found)
    for pathway in found:
        pathway.programme, pathway.person = programme, participant.person
        steps = pathway.steps.all()
        yield Reads(steps)
        for event in events_of(steps, for_team=False):
            title = _("On the way to mentor: %(step)s") % {"step": event["title"]}
            yield Moment(event["at"], title, icon="arrow-trending-up")
        for item in look_around([pathway]):
            yield _section(pathway, item) if isinstance(item, Around) else item


def _section(pathway: Pathway, near: Around) -> Section:
    """Return how far somebody is."""
    supporter = pathway.supporter.name if pathway.supporter else "–"
    return Section(
        "training.pathway",
        _("Becoming a mentor"),
        PATHWAY,
        (
            Fact(_("Since"), wording.day(pathway.moved_at.date())),
            Fact(_("Waits for"), next_of(pathway, near).waits_for),
            Fact(_("At their side"), supporter),
        ),
        tone=TONES.get(pathway.state, "warn"),
        word=pathway.get_state_display(),
        action=_("Their pathway"),
        url=reverse("training:pathway", args=(pathway.programme.slug, pathway.pk)),
    )
