"""Every schedule of the product, in words; the only place with schedules.

Ticks only ask what is due and not yet done. Two beats, or none for ten days, change nothing but the
moment at which the next tick finds the work.
"""

from datetime import timedelta
from typing import TypedDict

from celery.schedules import crontab


class Schedule(TypedDict):
    """One entry of Celery's beat: which task, how often."""

    task: str
    schedule: timedelta | crontab


def every(*, seconds: int) -> timedelta:
    """Say a period in words."""
    return timedelta(seconds=seconds)


def schedules(sweep_seconds: int) -> dict[str, Schedule]:
    """Return all schedules; `sweep_seconds` is the pace of the ticks that find what is due."""
    return {
        "send what is due and free what is stuck": {
            "task": "mentorship.notifications.tasks.sweep_outbox",
            "schedule": every(seconds=sweep_seconds),
        },
        "keep once a week what counted indicators say": {
            "task": "programmes.tasks.keep_indicator_readings",
            "schedule": every(seconds=max(sweep_seconds, 60) * 60),
        },
        "ask the pairs whose time has come, and end proposals nobody answered": {
            "task": "matching.tasks.tend_proposals",
            "schedule": every(seconds=sweep_seconds),
        },
        **of_other_programs(sweep_seconds),
        **of_training(max(sweep_seconds, 60)),
        **of_organisations(),
        **of_lost_files(),
        **of_privacy(sweep_seconds),
        **of_the_record(sweep_seconds),
        **reminders(max(sweep_seconds, 60) * 15),
        **of_relationships(sweep_seconds),
        "build and send the reports that are due": {
            "task": "evaluation.tasks.send_due_reports",
            "schedule": every(seconds=sweep_seconds),
        },
        "go on with imports whose worker was lost, and forget old rows": {
            "task": "programmes.tasks.tend_imports",
            "schedule": every(seconds=sweep_seconds),
        },
        "go on with drafts of matching whose worker was lost": {
            "task": "matching.tasks.tend_all_drafts",
            "schedule": every(seconds=sweep_seconds),
        },
        "plan and open the waves that plans ask for": {
            "task": "evaluation.tasks.follow_wave_plans",
            "schedule": crontab(minute="*/15"),
        },
        "close the waves whose time is over": {
            "task": "evaluation.tasks.close_due_waves",
            "schedule": every(seconds=sweep_seconds),
        },
    }


def of_lost_files() -> dict[str, Schedule]:
    """Return those that delete files which no row names any more."""
    return {
        "delete pictures that are no longer anybody's": {
            "task": "programmes.tasks.sweep_lost_pictures",
            "schedule": crontab(hour="3", minute="40"),
        },
        "delete documents that are no longer anybody's": {
            "task": "programmes.tasks.sweep_lost_documents",
            "schedule": crontab(hour="3", minute="50"),
        },
    }


def of_organisations() -> dict[str, Schedule]:
    """Return those that look at all programmes together."""
    return {
        "read what programmes bring to the side-by-side": {
            "task": "evaluation.tasks.read_portfolio",
            "schedule": crontab(hour="4", minute="30"),
        },
    }


def of_privacy(sweep_seconds: int) -> dict[str, Schedule]:
    """Return those that keep nothing about people for longer than was said."""
    return {
        "make copies of what is kept of people, and delete them after their days": {
            "task": "mentorship.accounts.tasks.tend_copies",
            "schedule": every(seconds=sweep_seconds),
        },
        "let go of what has been kept for long enough": {
            "task": "mentorship.accounts.tasks.follow_keeping_rules",
            "schedule": crontab(hour="2", minute="*/10"),
        },
        "write down erasures that the list outside does not hold": {
            "task": "mentorship.accounts.tasks.complete_list_of_erasures",
            "schedule": crontab(minute="15"),
        },
        "forget the addresses to which word of an erasure has gone": {
            "task": "mentorship.notifications.tasks.forget_last_addresses",
            "schedule": crontab(minute="35"),
        },
    }


def of_the_record(sweep_seconds: int) -> dict[str, Schedule]:
    """Return those that keep the record of what happened under seal."""
    return {
        "seal what was recorded": {
            "task": "mentorship.audit.tasks.seal_record",
            "schedule": every(seconds=sweep_seconds),
        },
        "see whether the record is as it was sealed": {
            "task": "mentorship.audit.tasks.verify_record",
            "schedule": crontab(hour="2", minute="50"),
        },
        "tell the head of the record to the log": {
            "task": "mentorship.audit.tasks.tell_head",
            "schedule": crontab(hour="0", minute="5"),
        },
    }


def of_training(minute: int) -> dict[str, Schedule]:
    """Return those that keep training fresh; `minute` is the length of one, in seconds."""
    return {
        "reconcile refresher reminders with what is true now": {
            "task": "training.tasks.reconcile_refresher_reminders",
            "schedule": every(seconds=minute * 15),
        },
        "keep once a week how fresh mentoring is": {
            "task": "training.tasks.keep_all_fresh_readings",
            "schedule": crontab(hour="4", minute="20", day_of_week="monday"),
        },
        "note milestones, and whom somebody should call": {
            "task": "training.tasks.look_after_all_mentors",
            "schedule": crontab(hour="5", minute="10"),
        },
        "fit once a week how fast skills fade": {
            "task": "training.tasks.refit_decay",
            "schedule": crontab(hour="2", minute="20", day_of_week="sunday"),
        },
        "keep digests of communities as they should be, and end peer partners whose day has come": {
            "task": "training.tasks.tend_discussions_and_peers",
            "schedule": every(seconds=minute * 5),
        },
        "bring members of communities in line with who takes part": {
            "task": "training.tasks.keep_community_members",
            "schedule": every(seconds=minute * 60),
        },
        "let new mentors arrive after their first year, and remind who supports them": {
            "task": "training.tasks.keep_pathways",
            "schedule": crontab(hour="4", minute="20"),
        },
    }


def reminders(seconds: int) -> dict[str, Schedule]:
    """Return those that keep reminders, and places given by rule, in line with what is true."""
    return {
        "remind sponsors of charters to review, and tell of their silence": {
            "task": "programmes.tasks.review_charters",
            "schedule": every(seconds=seconds),
        },
        "remind sponsors of decisions that reports ask for": {
            "task": "evaluation.tasks.remind_sponsors_of_asks",
            "schedule": every(seconds=seconds),
        },
        "remind applicants who have not handed in, and those asked whether it is still true": {
            "task": "programmes.tasks.remind_applicants",
            "schedule": every(seconds=seconds),
        },
        "remind nominees and line managers who have not answered": {
            "task": "programmes.tasks.remind_about_intake",
            "schedule": every(seconds=seconds),
        },
        "remind reviewers of the day their marks are asked for by": {
            "task": "programmes.tasks.remind_reviewers_of_the_day",
            "schedule": every(seconds=seconds),
        },
        "give places at sessions to whom their rules newly fit": {
            "task": "training.tasks.apply_enrolment_rules",
            "schedule": every(seconds=seconds * 4),
        },
        "remind people of proposals they have not answered": {
            "task": "matching.tasks.remind_of_proposals",
            "schedule": every(seconds=seconds),
        },
        "remind people of references and checks": {
            "task": "programmes.tasks.remind_of_checks",
            "schedule": every(seconds=seconds),
        },
        "remind people who have not said whom they would like": {
            "task": "matching.wishing.tasks.remind_wishers",
            "schedule": every(seconds=seconds),
        },
        "end requests to mentors that ran out, and remind of those that wait": {
            "task": "matching.wishing.tasks.tend_requests",
            "schedule": every(seconds=seconds * 4),
        },
    }


def of_relationships(sweep_seconds: int) -> dict[str, Schedule]:
    """Return those that accompany matches; reminders keep the pace of all others."""
    seconds = max(sweep_seconds, 60) * 15
    return {
        "drop notes about messages that were read meanwhile": {
            "task": "matching.messaging.tasks.tend_notices",
            "schedule": every(seconds=sweep_seconds),
        },
        "work out how relationships fare, and keep once a week what was foreseen": {
            "task": "matching.care.tasks.look_after_relationships",
            "schedule": every(seconds=max(sweep_seconds, 60) * 60),
        },
        "ask after meetings whether they happened": {
            "task": "matching.afterwards.tasks.ask_after_meetings",
            "schedule": every(seconds=seconds),
        },
        "ask people of a match whether it fits": {
            "task": "matching.afterwards.tasks.ask_whether_they_fit",
            "schedule": every(seconds=seconds * 4),
        },
        "remind people of agreements to sign, and send copies that are owed": {
            "task": "matching.agreeing.tasks.tend_agreements",
            "schedule": every(seconds=seconds),
        },
        "remind people the day before they meet": {
            "task": "matching.booking.tasks.remind_of_all_meetings",
            "schedule": every(seconds=seconds),
        },
        "tell the next person of concerns that nobody took in hand in time": {
            "task": "matching.concerns.tasks.tend_concerns",
            "schedule": every(seconds=seconds // 5),
        },
        "let matches go on that have rested, and close those that are finished": {
            "task": "matching.ending.tasks.tend_endings",
            "schedule": every(seconds=seconds * 4),
        },
    }


def of_other_programs(seconds: int) -> dict[str, Schedule]:
    """Return what keeps other programs told."""
    return {
        "send news to other programs, also what a worker died over": {
            "task": "mentorship.api.tasks.sweep_news",
            "schedule": every(seconds=seconds),
        },
        "forget news that was settled long ago": {
            "task": "mentorship.api.tasks.forget_old_news",
            "schedule": crontab(hour="3", minute="55"),
        },
    }
