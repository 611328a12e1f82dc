"""Which digests and mails about mentions should exist now: declared, reconciled by the outbox."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import Truncator

from mentorship.accounts.models import Person
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.links import absolute
from mentorship.notifications.reminders import ReminderPlan
from training.communities.digest_times import Window, window_of
from training.communities.discussions import Post
from training.communities.enums import DigestRhythm
from training.communities.mentions import folded
from training.models import CommunityMember, Discussion, Reply
from training.models.community import CommunityMemberQuerySet
from training.reminding.steps import at_a_decent_hour

FIRST_WORDS = 140
MOST_LINES = 8
LONGEST_REACH = timedelta(days=11)
MENTIONS_REACH = timedelta(days=2)
MENTION_OF_USE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Written:
    """A post as mails tell of it."""

    post: Post
    discussion: Discussion
    author: Person
    at: datetime
    mentions: frozenset[UUID]

    @property
    def is_in_sight(self) -> bool:
        """Tell whether everybody may read it."""
        return self.post.hidden_at is None and self.discussion.hidden_at is None


def digest_plans(now: datetime) -> Iterator[ReminderPlan]:
    """Yield every digest that should exist now; the queries do not grow with members or posts."""
    due = [
        (member, window)
        for member in _readers()
        if (window := window_of(member.digest, now, member.person.time_zone)) is not None
    ]
    written = _written_since(now - LONGEST_REACH, {member.community_id for member, _w in due})
    for member, window in due:
        news = _news(written[member.community_id], member, window)
        if not news:
            continue
        programme = member.community.programme
        yield ReminderPlan(
            recipient=member.person,
            about=about_key(member.community),
            occurrence=window.occurrence,
            due_at=at_a_decent_hour(window.due_at, now, member.person.time_zone),
            stale_after=window.stale_after,
            organisation=programme.organisation,
            programme_id=programme.pk,
            context=_digest_context(member, news),
        )


def mention_plans(now: datetime, discussion: Discussion | None = None) -> Iterator[ReminderPlan]:
    """Yield every mail about mentions that should exist now, in one discussion or in all.

    The first leaves at once; what follows within an hour is folded into one.
    """
    written = _written_since(now - MENTIONS_REACH, None, discussion)
    told: dict[tuple[UUID, UUID], list[Written]] = defaultdict(list)
    for each in (row for rows in written.values() for row in rows):
        for person_id in each.mentions - {each.author.pk}:
            told[each.discussion.pk, person_id].append(each)
    communities = {row.discussion.community_id for rows in told.values() for row in rows}
    readers = {
        (member.community_id, member.person_id): member
        for member in _readers().filter(community__in=communities)
    }
    for (_discussion, person_id), rows in told.items():
        member = readers.get((rows[0].discussion.community_id, person_id))
        if member is not None:
            yield from _mentions_of(member, sorted(rows, key=lambda row: row.at), now)


def _mentions_of(
    member: CommunityMember, rows: list[Written], now: datetime
) -> Iterator[ReminderPlan]:
    """Yield the mails to one member about one discussion.

    What is out of sight keeps its place in time, so that hiding it sends nothing else twice.
    """
    discussion, programme = rows[0].discussion, member.community.programme
    for due_at, places in folded([row.at for row in rows]):
        seen = [rows[place] for place in places if rows[place].is_in_sight]
        if not seen or now >= due_at + MENTION_OF_USE:
            continue
        yield ReminderPlan(
            recipient=member.person,
            about=about_key(discussion),
            occurrence=f"mention {rows[places[0]].post.pk}",
            due_at=due_at,
            stale_after=due_at + MENTION_OF_USE,
            organisation=programme.organisation,
            programme_id=programme.pk,
            context={
                "community_name": member.community.name,
                "title": discussion.title,
                "author": seen[0].author.name,
                "count": len(seen),
                "lines": [
                    {"author": row.author.name, "words": _first_words(row.post)} for row in seen
                ],
                "action_url": absolute(reverse("training:discussion", args=(discussion.pk,))),
            },
        )


def _readers() -> CommunityMemberQuerySet:
    """Return the members of living communities who want to read by e-mail what was written."""
    return (
        CommunityMember.objects.current()
        .filter(community__closed_at__isnull=True, person__is_active=True)
        .exclude(digest=DigestRhythm.NEVER)
        .select_related("person", "community__programme__organisation")
        .order_by("pk")
    )


def _written_since(
    since: datetime, communities: set[UUID] | None, discussion: Discussion | None = None
) -> dict[UUID, list[Written]]:
    """Return what was written since a moment, by community; four queries."""
    begun = Discussion.objects.filter(begun_at__gt=since)
    replies = Reply.objects.filter(written_at__gt=since)
    if communities is not None:
        begun = begun.filter(community__in=communities)
        replies = replies.filter(discussion__community__in=communities)
    if discussion is not None:
        begun, replies = begun.filter(pk=discussion.pk), replies.filter(discussion=discussion)
    found: dict[UUID, list[Written]] = defaultdict(list)
    for row in begun.select_related("author").prefetch_related("mentions"):
        meant = frozenset(person.pk for person in row.mentions.all())
        found[row.community_id].append(Written(row, row, row.author, row.begun_at, meant))
    for reply in replies.select_related("author", "discussion").prefetch_related("mentions"):
        meant = frozenset(person.pk for person in reply.mentions.all())
        found[reply.discussion.community_id].append(
            Written(reply, reply.discussion, reply.author, reply.written_at, meant)
        )
    return found


def _news(rows: list[Written], member: CommunityMember, window: Window) -> list[Written]:
    """Return what others wrote in a digest's time and the member has not seen, oldest first."""
    since = max(window.since, member.read_at or member.since)
    new = [
        row
        for row in rows
        if since < row.at <= window.due_at and row.author.pk != member.person_id and row.is_in_sight
    ]
    return sorted(new, key=lambda row: (row.at, str(row.post.pk)))


def _digest_context(member: CommunityMember, news: list[Written]) -> dict[str, Any]:
    """Return what a digest says: by discussion, those that mention the member first."""
    by_discussion: dict[UUID, list[Written]] = defaultdict(list)
    for row in news:
        by_discussion[row.discussion.pk].append(row)
    groups = sorted(
        by_discussion.values(),
        key=lambda rows: (not _mentions(rows, member), -rows[-1].at.timestamp()),
    )
    return {
        "community_name": member.community.name,
        "rhythm": member.digest,
        "count": len(groups),
        "more": max(0, len(groups) - MOST_LINES),
        "lines": [_line(rows, member) for rows in groups[:MOST_LINES]],
        "action_url": absolute(reverse("training:my-community-talk", args=(member.community_id,))),
    }


def _line(rows: list[Written], member: CommunityMember) -> dict[str, Any]:
    """Return what a digest says of one discussion."""
    return {
        "title": rows[0].discussion.title,
        "who": ", ".join(dict.fromkeys(row.author.name for row in rows)),
        "words": _first_words(rows[0].post),
        "count": len(rows),
        "mentions_you": _mentions(rows, member),
    }


def _mentions(rows: list[Written], member: CommunityMember) -> bool:
    """Tell whether any of these mentions the member."""
    return any(member.person_id in row.mentions for row in rows)


def _first_words(post: Post) -> str:
    """Return the beginning of a post, on one line."""
    return Truncator(" ".join(post.words.split())).chars(FIRST_WORDS)
