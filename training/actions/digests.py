"""Keeping mails about discussions in line with what is true; safe to run twice."""

from django.utils import timezone

from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.reminders import Reconciled, reconcile
from training.communities.digests import digest_plans, mention_plans
from training.communities.talk_emails import DIGEST, MENTION
from training.models import Discussion


def keep_digests() -> Reconciled:
    """Keep the digests of all communities as they should be."""
    return reconcile(DIGEST, digest_plans(timezone.now()))


def keep_mentions(discussion: Discussion | None = None) -> Reconciled:
    """Keep mails about mentions as they should be, in one discussion or in all."""
    about = None if discussion is None else [about_key(discussion)]
    return reconcile(MENTION, mention_plans(timezone.now(), discussion), about=about)
