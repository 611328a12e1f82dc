"""Beginning a discussion, answering, changing one's own words, pinning and closing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from training.actions.digests import keep_mentions
from training.communities.discussions import MAY_EDIT_FOR, Post, current_members
from training.communities.mentions import mentioned_in
from training.models import Community, CommunityMember, Discussion, Reply

# The same words from the same person within this time are one press of the button too many.
SAME_WITHIN = timedelta(minutes=2)


class NotAMemberError(Exception):
    """Only members of a community that goes on may write in it."""


class NotAModeratorError(Exception):
    """Only moderators of the community may do this."""


class DiscussionClosedError(Exception):
    """The discussion takes no replies any more."""


class TooLateToEditError(Exception):
    """Half an hour is over, or the words were taken out of sight."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody typed: the words, whom they picked, and a title where it begins something."""

    words: str
    mentioned: Collection[Person] = ()
    title: str = ""


@transaction.atomic
def begin_discussion(community: Community, written: Written, *, by: Person) -> Discussion:
    """Begin a discussion; recorded, and who is mentioned hears of it by e-mail.

    Pressed twice, it is begun once. Raises NotAMemberError.
    """
    hold_member(community, by)
    now = timezone.now()
    twin = Discussion.objects.filter(
        community=community,
        author=by,
        title=written.title,
        words=written.words,
        begun_at__gt=now - SAME_WITHIN,
    ).first()
    if twin is not None:
        return twin
    discussion = Discussion.objects.create(
        community=community,
        author=by,
        title=written.title,
        words=written.words,
        begun_at=now,
        stirred_at=now,
    )
    _record("discussion.begun", discussion, by=by)
    _mention(discussion, community, written, by)
    return discussion


@transaction.atomic
def reply_to(discussion: Discussion, written: Written, *, by: Person) -> Reply:
    """Answer in a discussion; recorded, and who is mentioned hears of it by e-mail.

    Pressed twice, it is written once. Raises NotAMemberError, DiscussionClosedError.
    """
    hold_member(discussion.community, by)
    stored = Discussion.objects.select_for_update().get(pk=discussion.pk)
    now = timezone.now()
    recent = stored.replies.filter(author=by, words=written.words)
    twin = recent.filter(written_at__gt=now - SAME_WITHIN).first()
    if twin is not None:
        return twin
    if stored.closed_at is not None or stored.hidden_at is not None:
        raise DiscussionClosedError
    reply = Reply.objects.create(
        discussion=discussion, author=by, words=written.words, written_at=now
    )
    Discussion.objects.filter(pk=discussion.pk).update(stirred_at=now)
    _record("reply.written", reply, by=by)
    _mention(reply, discussion.community, written, by)
    return reply


@transaction.atomic
def edit_post(post: Post, written: Written, *, by: Person) -> None:
    """Change one's own words within half an hour; recorded. Raises TooLateToEditError."""
    community = community_of(post)
    hold_member(community, by)
    stored = type(post)._base_manager.select_for_update().get(pk=post.pk)
    at = stored.written_at if isinstance(stored, Reply) else stored.begun_at
    now = timezone.now()
    is_too_late = now - at >= MAY_EDIT_FOR or stored.hidden_at is not None
    if stored.author_id != by.pk or is_too_late:
        raise TooLateToEditError
    title = getattr(stored, "title", "")
    is_same = (title, stored.words) == (written.title, written.words)
    if not is_same:
        also = {"title": written.title} if isinstance(post, Discussion) else {}
        type(post)._base_manager.filter(pk=post.pk).update(
            words=written.words, edited_at=now, **also
        )
        _record("reply.edited" if isinstance(post, Reply) else "discussion.edited", post, by=by)
    _mention(post, community, written, by)


@transaction.atomic
def pin_discussion(discussion: Discussion, *, is_pinned: bool, by: Person) -> None:
    """Let a discussion stand on top, or no longer; recorded once, however often it is pressed."""
    hold_moderator(discussion.community, by)
    rows = Discussion.objects.filter(pk=discussion.pk, pinned_at__isnull=is_pinned)
    if rows.update(pinned_at=timezone.now() if is_pinned else None):
        _record("discussion.pinned" if is_pinned else "discussion.unpinned", discussion, by=by)


@transaction.atomic
def close_discussion(discussion: Discussion, *, is_closed: bool, by: Person) -> None:
    """Take no more replies in a discussion, or take them again; recorded once."""
    hold_moderator(discussion.community, by)
    rows = Discussion.objects.filter(pk=discussion.pk, closed_at__isnull=is_closed)
    if rows.update(closed_at=timezone.now() if is_closed else None):
        _record("discussion.closed" if is_closed else "discussion.opened", discussion, by=by)


@transaction.atomic
def note_read(community: Community, until: datetime, *, by: Person) -> None:
    """Remember until when a member has seen what was written; it never goes back."""
    member = hold_member(community, by)
    seen = min(until, timezone.now())
    if member.read_at is None or member.read_at < seen:
        CommunityMember.objects.filter(pk=member.pk).update(read_at=seen)


def community_of(post: Post) -> Community:
    """Return the community in which a post stands."""
    return post.discussion.community if isinstance(post, Reply) else post.community


def hold_member(community: Community, person: Person) -> CommunityMember:
    """Return and hold somebody's membership, or raise NotAMemberError."""
    members = CommunityMember.objects.select_for_update(of=("self",)).current()
    member = members.filter(
        community=community, person=person, community__closed_at__isnull=True
    ).first()
    if member is None:
        raise NotAMemberError
    return member


def hold_moderator(community: Community, person: Person) -> CommunityMember:
    """Return and hold a moderator's membership, or raise NotAModeratorError."""
    member = hold_member(community, person)
    if not member.is_moderator:
        raise NotAModeratorError
    return member


def _mention(post: Post, community: Community, written: Written, by: Person) -> None:
    """Keep whom a post mentions, members only, and bring the mails about it up to date."""
    members = current_members(community).exclude(person=by)
    people = {str(member.person_id): member.person for member in members}
    meant = mentioned_in(written.words, {key: person.name for key, person in people.items()})
    picked = {str(person.pk) for person in written.mentioned} & people.keys()
    post.mentions.set([people[key] for key in sorted(meant | picked)])
    keep_mentions(post.discussion if isinstance(post, Reply) else post)


def _record(kind: str, post: Post, *, by: Person) -> None:
    """Record under the programme's organisation; no words."""
    record(kind, post, by=by, organisation_id=community_of(post).programme.organisation_id)
