"""What communities put on a participant's home: a gathering without answer, an invitation."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.common.statements import NOW
from programmes.cards import Card
from training import wording
from training.communities.queries import memberships_of
from training.enums import SessionState
from training.models import CommunityMember, Enrolment, Session
from training.models.community import CommunityMemberQuerySet
from training.models.session import SessionQuerySet

# Nobody is asked earlier than this whether they come.
ASKS_BEFORE = timedelta(days=28)
GATHERING, INVITATION = 32, 40


def invitations_of(person: Person) -> CommunityMemberQuerySet:
    """Return the invitations that wait for somebody's answer."""
    return memberships_of(person).invited()


def unanswered_gatherings(person: Person) -> SessionQuerySet:
    """Return the next gathering of somebody's communities to which they gave no answer."""
    answers = Enrolment.objects.filter(session=OuterRef("pk"), person=person)
    member = CommunityMember.objects.current().filter(community=OuterRef("community"))
    soon = Session.objects.filter(
        ~Exists(answers),
        Exists(member.filter(person=person)),
        community__closed_at__isnull=True,
        state=SessionState.PLANNED,
        starts_at__gte=NOW,
        starts_at__lte=NOW + ASKS_BEFORE,
    )
    return soon.select_related("community").order_by("starts_at")[:1]


def cards_of_gatherings(person: Person, unanswered: Sequence[Session]) -> Iterator[Card]:
    """Yield the next gathering to which the person has not said a word."""
    yield _gathering(unanswered[0], person)


def cards_of_invitations(_person: Person, invited: Sequence[CommunityMember]) -> Iterator[Card]:
    """Yield each invitation to a community."""
    for row in invited:
        yield Card(
            key=f"training.community.{row.community_id}",
            headline="",
            title=_("You are invited to “%(name)s”") % {"name": row.community.name},
            text=_("A community in which people learn from each other"),
            action=_("See the invitation"),
            url=reverse("training:my-community", args=(row.community_id,)),
            order=INVITATION,
        )


def _gathering(session: Session, person: Person) -> Card:
    """Ask whether they come."""
    local = timezone.localtime(session.starts_at, person.time_zone)
    name = session.community.name if session.community else session.title
    day = wording.on_day(local.date(), timezone.localdate(timezone=person.time_zone))
    place = f", {session.place}" if session.place else ""
    return Card(
        key=f"training.gathering.{session.pk}",
        headline=_("%(name)s meets %(day)s: are you coming?") % {"name": name, "day": day},
        title=date_format(local, "D j F, H:i"),
        text=_("%(name)s%(place)s: are you coming?") % {"name": name, "place": place},
        action=_("Say whether you come"),
        url=reverse("training:my-community", args=(session.community_id,)),
        order=GATHERING,
    )
