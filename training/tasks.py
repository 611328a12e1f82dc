"""Entry points for workers: ids only, safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task

from training.actions.digests import keep_digests, keep_mentions
from training.actions.peers import end_due_pairs, keep_peer_reminders
from training.actions.reminders import keep_reminding

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def reconcile_refresher_reminders() -> None:
    """Bring every standing up to date, and reminders of refreshers in line with what is true."""
    done = keep_reminding()
    log.info("refresher_reminders_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def tend_discussions_and_peers() -> None:
    """Keep digests, mentions and reminders to peer partners as they should be; end what is over."""
    log.info("peer_pairs_ended", ended=end_due_pairs())
    for name, done in (
        ("digests", keep_digests()),
        ("mentions", keep_mentions()),
        ("peer_reminders", keep_peer_reminders()),
    ):
        log.info("talk_reconciled", mails=name, **asdict(done))
