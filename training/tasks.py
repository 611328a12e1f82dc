"""Entry points for workers: ids only, safe to run twice."""

from dataclasses import asdict

import structlog
from celery import shared_task
from django.utils import timezone

from programmes.models import Programme
from training.actions.community_keeping import keep_all_members
from training.actions.decay import refit_programme
from training.actions.digests import keep_digests, keep_mentions
from training.actions.enrolment_rules import apply_rules
from training.actions.fresh import keep_fresh_readings
from training.actions.missed import call_after_missing
from training.actions.pathway_steps import establish_mentors, keep_supporting
from training.actions.peers import end_due_pairs, keep_peer_reminders
from training.actions.recognition import look_after_mentors
from training.actions.reminders import keep_reminding
from training.queries.currency import today_at

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def reconcile_refresher_reminders() -> None:
    """Bring every standing up to date, and reminders of refreshers in line with what is true."""
    done = keep_reminding()
    call_after_missing(timezone.now())
    log.info("refresher_reminders_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def look_after_all_mentors() -> None:
    """Note milestones, and ask for calls to mentors who are about to lapse."""
    for programme in Programme.objects.select_related("organisation").order_by("pk"):
        look_after_mentors(programme)


@shared_task(ignore_result=True, acks_late=True)
def keep_pathways() -> None:
    """Let mentors arrive whose first year is over, and remind supporters half-way."""
    established = establish_mentors()
    log.info("pathways_kept", established=established, **asdict(keep_supporting()))


@shared_task(ignore_result=True, acks_late=True)
def keep_all_fresh_readings() -> None:
    """Keep what the four questions of every programme are answered today."""
    for programme in Programme.objects.select_related("organisation").order_by("pk"):
        keep_fresh_readings(programme, on=today_at(programme.organisation))


@shared_task(ignore_result=True, acks_late=True)
def refit_decay() -> None:
    """Fit every programme's half-lives to its people's ratings anew."""
    for programme in Programme.objects.order_by("pk"):
        refit_programme(programme)


@shared_task(ignore_result=True, acks_late=True)
def apply_enrolment_rules() -> None:
    """Give places at sessions to come to whom their rules newly fit."""
    log.info("enrolment_rules_applied", places=apply_rules())


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


@shared_task(ignore_result=True, acks_late=True)
def keep_community_members() -> None:
    """Bring who belongs to which community by role in line with who takes part."""
    kept = keep_all_members()
    log.info("community_members_kept", **asdict(kept))
