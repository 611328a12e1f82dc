"""A conversation as one of its people reads it: page by page, with the days between the lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from matching.models import Match, PairMessage, ThreadRead
from matching.models.message import PairMessageQuerySet
from mentorship.accounts.models import Person

PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Said:
    """One message as it stands on the page; `day` is set where a new day begins."""

    message: PairMessage
    is_own: bool
    day: str
    names_writer: bool
    is_first_unread: bool


class Excerpt(NamedTuple):
    """One page of a conversation, the oldest first, and whether there is more on either side."""

    messages: list[PairMessage]
    has_earlier: bool
    has_later: bool

    @property
    def newest(self) -> PairMessage | None:
        """Return the last message of the page."""
        return self.messages[-1] if self.messages else None


def excerpt_of(match: Match, reader: Person, before: UUID | None = None) -> Excerpt:
    """Return the newest messages, or those before one of them; two queries at most."""
    rows = PairMessage.objects.visible_to(reader).filter(match=match)
    limit = rows.filter(pk=before).first() if before else None
    if limit is not None:
        rows = rows.filter(Q(sent_at__lt=limit.sent_at) | Q(sent_at=limit.sent_at, pk__lt=limit.pk))
    found = list(rows.select_related("by").order_by("-sent_at", "-pk")[: PER_PAGE + 1])
    return Excerpt(found[:PER_PAGE][::-1], len(found) > PER_PAGE, limit is not None)


def written_after(match: Match, reader: Person, after: UUID | None) -> PairMessageQuerySet:
    """Return what was written after a message, or everything where nothing had been."""
    rows = PairMessage.objects.visible_to(reader).filter(match=match).select_related("by")
    limit = rows.filter(pk=after).first() if after else None
    if limit is None:
        return rows.none() if after else rows
    return rows.filter(Q(sent_at__gt=limit.sent_at) | Q(sent_at=limit.sent_at, pk__gt=limit.pk))


def read_until(match: Match, reader: Person) -> datetime | None:
    """Return up to when somebody has read a conversation."""
    row = ThreadRead.objects.filter(match=match, person=reader).first()
    return row.read_at if row else None


def lines_of(
    messages: Sequence[PairMessage],
    reader: Person,
    *,
    read_at: datetime | None = None,
    after: PairMessage | None = None,
    marks_unread: bool = True,
) -> Iterator[Said]:
    """Yield messages with what stands around them, in the zone that is active.

    `after` is the message that stands before them on the page, if any does.
    """
    previous, is_marked = after, not marks_unread
    for message in messages:
        day = _day(message)
        is_new_day = previous is None or _day(previous) != day
        is_unread = message.by_id != reader.pk and (read_at is None or message.sent_at > read_at)
        yield Said(
            message=message,
            is_own=message.by_id == reader.pk,
            day=day_in_words(day) if is_new_day else "",
            names_writer=is_new_day or previous is None or previous.by_id != message.by_id,
            is_first_unread=is_unread and not is_marked,
        )
        is_marked = is_marked or is_unread
        previous = message


def day_in_words(day: date) -> str:
    """Return "Today", "Yesterday", "Tuesday 3 March"; with the year where it is not this one."""
    today = timezone.localdate()
    if day == today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(day, "l j F" if day.year == today.year else "l j F Y")


def _day(message: PairMessage) -> date:
    """Return on which day a message was written, where the reader is."""
    return timezone.localdate(message.sent_at)
