"""Entry points for workers: safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from matching.actions.fit import ask_again
from matching.afterwards.emails import FIT_ASKED, MEETING_WORD
from matching.afterwards.reminders import fit_plans, word_plans
from mentorship.notifications.reminders import reconcile

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def ask_after_meetings() -> None:
    """Keep the mails after meetings in line with what is true."""
    words = reconcile(MEETING_WORD, word_plans(timezone.now()))
    log.info("meeting_words_reconciled", **asdict(words))


@shared_task(ignore_result=True, acks_late=True)
def ask_whether_they_fit() -> None:
    """Ask those anew who were undecided, and keep the mails about the fit in line."""
    ask_again()
    reconcile(FIT_ASKED, fit_plans(timezone.now()))
