"""Reporting a post to the moderators, and what they do about it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from training.actions.digests import keep_mentions
from training.actions.discussions import community_of, hold_member, hold_moderator
from training.communities.discussions import Post, current_members
from training.models import Discussion, PostReport, Reply
from training.models.discussion import PostReportQuerySet


class OwnPostError(Exception):
    """Nobody judges a report on their own words, as long as somebody else can."""


class QuickerError(Exception):
    """Another moderator was quicker; `who` says who, where that is known."""

    def __init__(self, who: Person | None) -> None:
        """Keep who it was."""
        self.who = who
        super().__init__()


@transaction.atomic
def report_post(post: Post, *, reason: str, by: Person) -> PostReport:
    """Tell the moderators that something is not right about a post; recorded without words.

    Reported again by the same person, it is open again with the new reason. Raises OwnPostError.
    """
    hold_member(community_of(post), by)
    if post.author_id == by.pk:
        raise OwnPostError
    report, is_new = PostReport.objects.get_or_create(
        discussion=_discussion_of(post),
        reply=post if isinstance(post, Reply) else None,
        reported_by=by,
        defaults={"reason": reason},
    )
    if not is_new:
        report.reason, report.settled_at, report.settled_by = reason, None, None
        report.reported_at = timezone.now()
        report.save()
    _record("post_report.made", [report], post, by=by)
    return report


@transaction.atomic
def hide_post(post: Post, *, reason: str, by: Person) -> None:
    """Take a post out of sight, with a reason for its author; recorded.

    Open reports on it are settled by that, except those on one's own words that others can judge.
    Raises NotAModeratorError, QuickerError.
    """
    hold_moderator(community_of(post), by)
    stored = _held(post)
    if stored.hidden_at is not None:
        raise QuickerError(stored.hidden_by)
    _base(post).update(hidden_at=timezone.now(), hidden_by=by, hidden_reason=reason)
    _record("post.hidden", [post], post, by=by)
    if may_judge(post, by):
        _settle(post, by)
    keep_mentions(_discussion_of(post))


@transaction.atomic
def show_post(post: Post, *, by: Person) -> None:
    """Let everybody read a post again; recorded. Raises NotAModeratorError, QuickerError."""
    hold_moderator(community_of(post), by)
    if _held(post).hidden_at is None:
        raise QuickerError(None)
    _base(post).update(hidden_at=None, hidden_by=None, hidden_reason="")
    _record("post.shown", [post], post, by=by)
    keep_mentions(_discussion_of(post))


@transaction.atomic
def settle_reports(post: Post, *, by: Person) -> None:
    """Say that the reports on a post were looked at, and it may stay; recorded.

    Raises NotAModeratorError, OwnPostError and, when nothing is open any more, QuickerError.
    """
    hold_moderator(community_of(post), by)
    if not may_judge(post, by):
        raise OwnPostError
    _held(post)
    if not _settle(post, by):
        settled = _reports(post).filter(settled_at__isnull=False).select_related("settled_by")
        latest = settled.order_by("-settled_at").first()
        raise QuickerError(latest.settled_by if latest else None)


def may_judge(post: Post, moderator: Person) -> bool:
    """Tell whether a moderator may settle reports on a post: not on their own, unless alone."""
    if post.author_id != moderator.pk:
        return True
    others = current_members(community_of(post)).filter(is_moderator=True)
    return not others.exclude(person=moderator).exists()


def _settle(post: Post, by: Person) -> int:
    """Settle what is open on a post, and return how many reports that were."""
    found = list(_reports(post).filter(settled_at__isnull=True).select_for_update(of=("self",)))
    PostReport.objects.filter(pk__in=[report.pk for report in found]).update(
        settled_at=timezone.now(), settled_by=by
    )
    _record("post_report.settled", found, post, by=by)
    return len(found)


def _reports(post: Post) -> PostReportQuerySet:
    """Return the reports on a post."""
    if isinstance(post, Reply):
        return PostReport.objects.filter(reply=post)
    return PostReport.objects.filter(discussion=post, reply__isnull=True)


def _discussion_of(post: Post) -> Discussion:
    """Return the discussion in which a post stands."""
    return post.discussion if isinstance(post, Reply) else post


def _held(post: Post) -> Post:
    """Return the stored post, held until the transaction ends."""
    held: Post = _base(post).select_for_update(of=("self",)).select_related("hidden_by").get()
    return held


def _base(post: Post):  # type: ignore[no-untyped-def]  # noqa: ANN202  (a query of either noun)
    """Return the one row as a query."""
    return type(post)._base_manager.filter(pk=post.pk)


def _record(kind: str, rows: Iterable[Post | PostReport], post: Post, *, by: Person) -> None:
    """Record under the programme's organisation; no words."""
    organisation_id = community_of(post).programme.organisation_id
    for row in rows:
        record(kind, row, by=by, organisation_id=organisation_id)
