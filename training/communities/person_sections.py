"""What communities show on a participant's page: where they belong."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.common.together import Reads, Telling
from programmes.models import Participant
from programmes.permissions import allowed_in
from programmes.person_facts import Fact, Moment, Section
from training.communities.enums import MemberState
from training.communities.queries import memberships_of
from training.models import CommunityMember

# After how current they are.
COMMUNITIES = 32


def facts_of_communities(participant: Participant, viewer: Person) -> Telling[Section | Moment]:
    """Yield the communities of the programme to which the participant belongs."""
    programme = participant.cohort.programme
    if not allowed_in(viewer, Permission.VIEW_TRAINING, programme):
        return
    rows = memberships_of(participant.person).filter(community__programme=programme)
    rows = rows.select_related(None).select_related("community")
    yield Reads(rows)
    facts = tuple(Fact(row.community.name, _standing(row)) for row in rows)
    if not facts:
        return
    yield Section(
        "training.communities",
        _("Communities"),
        COMMUNITIES,
        facts,
        action=_("All communities"),
        url=reverse("training:community-list", args=(programme.slug,)),
    )


def _standing(row: CommunityMember) -> str:
    """Say since when they belong, or that they are invited."""
    if row.state == MemberState.INVITED:
        return _("Invited")
    words = _("Moderates; member since %(day)s") if row.is_moderator else _("Since %(day)s")
    return words % {"day": date_format(row.since, "F Y")}
