"""Keeping mails about discussions in line with what is true; safe to run twice."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import CancelReason, MessageState
from mentorship.notifications.models import Message
from mentorship.notifications.reminders import Reconciled, reconcile
from training.communities.digests import digest_plans, mention_plans
from training.communities.talk_emails import DIGEST, MENTION
from training.models import Community, Discussion


def keep_digests() -> Reconciled:
    """Keep the digests of all communities as they should be."""
    return reconcile(DIGEST, digest_plans(timezone.now()))


def keep_mentions(discussion: Discussion | None = None) -> Reconciled:
    """Keep mails about mentions as they should be, in one discussion or in all."""
    about = None if discussion is None else [about_key(discussion)]
    return reconcile(MENTION, mention_plans(timezone.now(), discussion), about=about)


def drop_mails(community_id: UUID, people: Collection[UUID]) -> None:
    """Cancel at once what waits to tell people of a community to which they belong no more."""
    rows: list[Community | Discussion] = [Community(pk=community_id)]
    rows += Discussion.objects.filter(community=community_id).only("pk")
    waiting = Message.objects.filter(
        kind__in=(DIGEST.name, MENTION.name),
        recipient__in=people,
        about__in=[about_key(row) for row in rows],
    )
    waiting.move_to(
        MessageState.CANCELLED,
        cancelled_at=timezone.now(),
        cancel_reason=CancelReason.NO_LONGER_NEEDED,
    )
