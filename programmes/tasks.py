"""Entry points for workers: ids only, safe to run twice."""

import uuid
from dataclasses import asdict

import structlog
from celery import shared_task

from programmes.actions import applicant_reminders, checks, table_import_work
from programmes.actions.charter_reviews import keep_reviewing
from programmes.actions.endorsements import remind_endorsers
from programmes.actions.nominations import remind_nominees
from programmes.actions.profiles import sweep_pictures
from programmes.actions.readings import keep_readings
from programmes.actions.reviews import remind_reviewers

log = structlog.get_logger(__name__)


@shared_task(ignore_result=True, acks_late=True)
def keep_indicator_readings() -> None:
    """Keep what counted indicators say, once a week."""
    if kept := keep_readings():
        log.info("indicator_readings_kept", kept=kept)


@shared_task(ignore_result=True, acks_late=True)
def review_charters() -> None:
    """Keep reminders of charters' reviews in line with what is true, and tell of silence."""
    done = keep_reviewing()
    log.info("charter_reviews_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def remind_applicants() -> None:
    """Keep reminders of unfinished applications, and of “is it still true?”, as they should be."""
    for done in applicant_reminders.keep_reminding():
        log.info("applicants_reminders_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def remind_about_intake() -> None:
    """Keep reminders of nominations and endorsements in line with what is true."""
    nominees, endorsers = remind_nominees(), remind_endorsers()
    log.info("intake_reconciled", nominees=asdict(nominees), endorsers=asdict(endorsers))


@shared_task(ignore_result=True, acks_late=True)
def remind_reviewers_of_the_day() -> None:
    """Keep reminders of reviews still to do in line with what is true."""
    log.info("review_reminders_reconciled", **asdict(remind_reviewers()))


@shared_task(ignore_result=True, acks_late=True)
def go_on_with_import(import_id: str) -> None:
    """Do the next step of an import."""
    table_import_work.go_on(uuid.UUID(import_id))


@shared_task(ignore_result=True, acks_late=True)
def tend_imports() -> None:
    """Go on with imports whose worker was lost, and forget old rows."""
    table_import_work.tend_imports()


@shared_task(ignore_result=True, acks_late=True)
def sweep_lost_pictures() -> None:
    """Delete pictures that are no longer any profile's."""
    if deleted := sweep_pictures():
        log.info("lost_pictures_deleted", files=deleted)


@shared_task(ignore_result=True, acks_late=True)
def remind_of_checks() -> None:
    """Keep reminders of references and checks in line with what is true."""
    done = checks.keep_reminding()
    log.info("check_reminders_reconciled", **asdict(done))


@shared_task(ignore_result=True, acks_late=True)
def sweep_lost_documents() -> None:
    """Delete the bytes of documents that no row knows."""
    if deleted := checks.sweep_documents():
        log.info("lost_documents_deleted", files=deleted)


def ring_for_import(import_id: uuid.UUID) -> None:
    """Ask a worker to go on; when the broker is away, the next look finds the import."""
    try:
        go_on_with_import.apply_async(args=(str(import_id),), retry=False, ignore_result=True)
    except Exception as error:  # noqa: BLE001  (whatever ails the broker, the import is stored)
        log.warning("import_bell_unheard", import_id=str(import_id), error=type(error).__name__)
