"""What a member reads of a community's discussions: the list, one discussion, what is new."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Lower
from django.utils import timezone

from mentorship.accounts.models import Person
from training.communities.enums import MemberState
from training.models import Community, CommunityMember, Discussion, PostReport, Reply
from training.models.community import CommunityMemberQuerySet, CommunityQuerySet
from training.models.discussion import DiscussionQuerySet

MAY_EDIT_FOR = timedelta(minutes=30)
# Words are found as they are written: members write in any language.
LANGUAGE = "simple"

Post = Discussion | Reply


@dataclass(frozen=True, slots=True)
class Reader:
    """A member who reads: since when things are new to them, and whether they moderate."""

    member: CommunityMember

    @property
    def person(self) -> Person:
        """Return who reads."""
        return self.member.person

    @property
    def since(self) -> datetime:
        """Return from when on what others write is new."""
        return self.member.read_at or self.member.since

    @property
    def is_moderator(self) -> bool:
        """Tell whether they moderate the community."""
        return self.member.is_moderator


@dataclass(frozen=True)
class ShownPost:
    """A post as one reader sees it."""

    post: Post
    reader: Reader
    reports: int = 0

    @property
    def is_reply(self) -> bool:
        """Tell whether it answers a discussion."""
        return isinstance(self.post, Reply)

    @property
    def at(self) -> datetime:
        """Return when it was written."""
        return self.post.written_at if isinstance(self.post, Reply) else self.post.begun_at

    @property
    def is_own(self) -> bool:
        """Tell whether the reader wrote it."""
        return self.post.author_id == self.reader.person.pk

    @property
    def is_new(self) -> bool:
        """Tell whether somebody else wrote it since the reader looked."""
        is_in_sight = self.post.hidden_at is None
        return is_in_sight and not self.is_own and self.at > self.reader.since

    @property
    def may_read(self) -> bool:
        """Tell whether its words are shown: what is hidden, to its author and moderators only."""
        return self.post.hidden_at is None or self.is_own or self.reader.is_moderator

    @cached_property
    def may_edit(self) -> bool:
        """Tell whether the reader may still change the words."""
        is_fresh = timezone.now() - self.at < MAY_EDIT_FOR
        return self.is_own and is_fresh and self.post.hidden_at is None


def communities_of(person: Person) -> CommunityQuerySet:
    """Return the communities to which a person belongs now."""
    return Community.objects.filter(
        members__person=person, members__state=MemberState.MEMBER
    ).select_related("programme__organisation")


def reader_of(community: Community, person: Person) -> Reader | None:
    """Return somebody as a reader, if they belong to the community; one query."""
    member = community.members.current().filter(person=person).first()
    if member is None:
        return None
    member.person = person
    return Reader(member)


def current_members(community: Community) -> CommunityMemberQuerySet:
    """Return who belongs now, by name."""
    return (
        CommunityMember.objects.filter(community=community)
        .current()
        .select_related("person")
        .order_by(Lower("person__name"), "pk")
    )


def moderators_of(community: Community) -> list[Person]:
    """Return who moderates, by name; one query."""
    return [member.person for member in current_members(community).filter(is_moderator=True)]


def discussions_for(community: Community, reader: Reader, words: str = "") -> DiscussionQuerySet:
    """Return the discussions of a community as a reader lists them, pinned ones first.

    Each says how many replies it has, whether something in it is new, and whether its words are
    shown. With `words`, only those in which the reader may read all of them somewhere.
    """
    visible = Discussion.objects.visible_to(reader.person).filter(community=community)
    if words:
        visible = visible.filter(pk__in=_found(visible, reader, words))
    return (
        visible.select_related("author")
        .annotate(
            reply_count=Count("replies", filter=Q(replies__hidden_at__isnull=True)),
            has_news=Case(
                When(_with_news(reader), then=Value(value=True)),
                default=Value(value=False),
                output_field=BooleanField(),
            ),
            may_read=_may_read(reader),
        )
        .order_by(F("pinned_at").desc(nulls_last=True), "-stirred_at", "pk")
    )


def count_news(community: Community, reader: Reader) -> int:
    """Return how many discussions hold something new; one query."""
    visible = Discussion.objects.visible_to(reader.person).filter(community=community)
    return visible.filter(_with_news(reader)).count()


def shown(
    posts: Collection[Post], reader: Reader, reports: dict[object, int] | None = None
) -> list[ShownPost]:
    """Return posts as a reader sees them."""
    return [ShownPost(post, reader, (reports or {}).get(post.pk, 0)) for post in posts]


def open_reports_of(discussion: Discussion) -> dict[object, int]:
    """Return how many open reports there are on each post of a discussion; one query."""
    rows = PostReport.objects.filter(discussion=discussion, settled_at__isnull=True)
    counted = rows.values_list("reply").annotate(Count("pk")).order_by()
    return {reply or discussion.pk: count for reply, count in counted}


def open_reports_for(community: Community, person: Person) -> list[PostReport]:
    """Return the open reports that a moderator looks at, the oldest first; one query."""
    return list(
        PostReport.objects.visible_to(person)
        .filter(discussion__community=community, settled_at__isnull=True)
        .select_related("discussion__author", "reply__author", "reported_by")
        .order_by("reported_at", "pk")
    )


def _with_news(reader: Reader) -> Q:
    """Return the condition that somebody else wrote something since the reader looked."""
    news = Reply.objects.filter(
        discussion=OuterRef("pk"), written_at__gt=reader.since, hidden_at__isnull=True
    ).exclude(author=reader.person)
    begun_since = Q(begun_at__gt=reader.since, hidden_at__isnull=True) & ~Q(author=reader.person)
    return begun_since | Q(Exists(news))


def _may_read(reader: Reader) -> Case | Value:
    """Return whether the first words of a discussion are shown to a reader."""
    if reader.is_moderator:
        return Value(value=True)
    return Case(
        When(Q(hidden_at__isnull=True) | Q(author=reader.person), then=Value(value=True)),
        default=Value(value=False),
        output_field=BooleanField(),
    )


def _found(discussions: DiscussionQuerySet, reader: Reader, words: str) -> DiscussionQuerySet:
    """Return the discussions in whose title and words, or in one of whose replies, all words are.

    What was taken out of sight is not found, except by those who still see it.
    """
    query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
    in_sight = Q() if reader.is_moderator else Q(hidden_at__isnull=True) | Q(author=reader.person)
    begun = discussions.annotate(found_in=SearchVector("title", "words", config=LANGUAGE)).filter(
        in_sight, found_in=query
    )
    replies = (
        Reply.objects.filter(in_sight, discussion__in=discussions.values("pk"))
        .annotate(found_in=SearchVector("words", config=LANGUAGE))
        .filter(found_in=query)
    )
    return discussions.filter(Q(pk__in=begun.values("pk")) | Q(pk__in=replies.values("discussion")))
