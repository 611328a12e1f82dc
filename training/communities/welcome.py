"""What communities put on a participant's home: a gathering without answer, an invitation."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.cards import Card
from training import wording
from training.communities.enums import MemberState
from training.communities.queries import memberships_of
from training.models import Enrolment, Session

# Nobody is asked earlier than this whether they come.
ASKS_BEFORE = timedelta(days=28)
GATHERING, INVITATION = 32, 40


def cards_of_communities(person: Person) -> Iterator[Card]:
    """Yield the next gathering to which the person has not said a word, and invitations."""
    rows = list(memberships_of(person))
    gathering = _unanswered(person, [r.community_id for r in rows if r.state == MemberState.MEMBER])
    if gathering is not None:
        yield _gathering(gathering, person)
    for row in rows:
        if row.state == MemberState.INVITED:
            yield Card(
                key=f"training.community.{row.community_id}",
                headline="",
                title=_("You are invited to “%(name)s”") % {"name": row.community.name},
                text=_("A community in which people learn from each other"),
                action=_("See the invitation"),
                url=reverse("training:my-community", args=(row.community_id,)),
                order=INVITATION,
            )


def _unanswered(person: Person, communities: list[UUID]) -> Session | None:
    """Return the next gathering of these communities to which the person gave no answer."""
    if not communities:
        return None
    answers = Enrolment.objects.filter(session=OuterRef("pk"), person=person)
    soon = Session.objects.filter(
        ~Exists(answers),
        community__in=communities,
        starts_at__lte=timezone.now() + ASKS_BEFORE,
    )
    return soon.upcoming().select_related("community").first()


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
