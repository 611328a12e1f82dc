"""Entry points for workers: safe to run twice, and at the same time."""

from celery import shared_task

from evaluation.actions.asks import keep_asking
from evaluation.actions.plans import follow_plans
from evaluation.actions.portfolio import read_all_sheets
from evaluation.actions.reports import build_due_reports, finish_reports
from evaluation.actions.waves import tend_waves
from evaluation.summaries.writing import summarise_what_is_missing


@shared_task(ignore_result=True, acks_late=True)
def close_due_waves() -> None:
    """Open, invite to, remind of and close the waves that are due for it.

    Waves that closed before counts were kept get theirs.
    """
    tend_waves()
    summarise_what_is_missing()


@shared_task(ignore_result=True, acks_late=True)
def follow_wave_plans() -> None:
    """Plan and open the waves that plans ask for, and call those whose day has come."""
    follow_plans()


@shared_task(ignore_result=True, acks_late=True)
def send_due_reports() -> None:
    """Build the reports that are due, draw what is not drawn, and send what may leave."""
    build_due_reports()
    finish_reports()


@shared_task(ignore_result=True, acks_late=True)
def remind_sponsors_of_asks() -> None:
    """Keep the reminders of decisions that reports ask for in line with what is true."""
    keep_asking()


@shared_task(ignore_result=True, acks_late=True)
def read_portfolio() -> None:
    """Read what each programme brings to the side-by-side, once a night."""
    read_all_sheets()
