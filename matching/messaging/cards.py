"""What a participant's home says of messages: who wrote, never what."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.messaging.doors import Door, door_of
from matching.messaging.emails import thread_url
from matching.models import Match, PairMessage
from matching.models.message import PairMessageQuerySet
from matching.wording import short_names
from mentorship.accounts.models import Person
from programmes.cards import Card

# Before a meeting that is days away: the message may be about it.
ORDER = 28


def unread_messages(person: Person) -> PairMessageQuerySet:
    """Return what others wrote to somebody since they read last, without the words."""
    unread = PairMessage.objects.visible_to(person).unread_by(person)
    return unread.select_related("by").defer("text")


def cards_of_messages(person: Person, unread: Sequence[PairMessage]) -> Iterator[Card]:
    """Yield one card for each match with unread messages; two queries."""
    waiting: dict[UUID, list[PairMessage]] = {}
    for message in unread:
        waiting.setdefault(message.match_id, []).append(message)
    matches = Match.objects.involving(person).filter(pk__in=waiting)
    for match in matches.select_related("cohort__programme__organisation").with_people():
        if door_of(match, timezone.now()) in {Door.OPEN, Door.CLOSED}:
            yield _card(match, waiting[match.pk])


def _card(match: Match, messages: list[PairMessage]) -> Card:
    """Say who wrote."""
    count = len(messages)
    writers = list(dict.fromkeys(message.by for message in messages))
    title = _("%(names)s wrote to you") % {"names": short_names(writers)}
    text = ngettext("%(count)s new message", "%(count)s new messages", count) % {"count": count}
    return Card(
        key=f"matching.messages.{match.pk}",
        headline=title,
        title=title,
        text=text,
        action=_("Read and answer"),
        url=thread_url(match),
        order=ORDER,
    )
