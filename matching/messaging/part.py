"""Messages on a match's page in the portal."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.messaging.doors import Door, door_of
from matching.messaging.emails import thread_url
from matching.models import Match
from matching.pair_page import PairPart
from matching.wording import short_names
from mentorship.accounts.models import Person

ORDER = 40


def part_of_messages(
    match: Match, viewer: Person, counted: Sequence[tuple[UUID, int]]
) -> Iterator[PairPart]:
    """Yield how many messages are new. Nothing while nobody may write yet."""
    door = door_of(match, timezone.now())
    if door in {Door.GONE, Door.NOT_YET}:
        return
    unread = dict(counted).get(match.pk, 0)
    names = {"names": short_names(match.others_than(viewer))}
    if unread:
        text = ngettext("%(count)s new message", "%(count)s new messages", unread)
        text = text % {"count": unread}
    elif door == Door.OPEN:
        text = _("Write to %(names)s. Only you read it.") % names
    else:
        text = _("Closed. You can still read what you wrote.")
    yield PairPart(
        key="messages",
        title=_("Messages"),
        text=text,
        url=thread_url(match),
        order=ORDER,
        icon="chat-bubble-left-right",
        wants_you=bool(unread),
        action=_("Read and answer") if unread else "",
    )
