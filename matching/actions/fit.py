"""Asking whether the people of a match fit, and what each of them answers."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import record_about
from matching.afterwards.enums import FitAnswer
from matching.afterwards.queries import FIT_STATES, latest_checks
from matching.models import FitCheck, Match
from matching.resting import days_that_count, not_resting, rests_of
from mentorship.accounts.models import Person

MOST_TURNS = 3
DAYS_TO_DECIDE = 28


class FitClosedError(Exception):
    """The question was asked anew, or the match has ended, so this one is answered no more."""


class NotAskedError(Exception):
    """The question was put to somebody else."""


def ask_about_fit(match: Match) -> None:
    """Ask everybody in a match about the fit after its first meeting; recorded, once.

    `match` is locked, with its people. Nobody is asked of a match that has ended.
    """
    if match.state not in FIT_STATES:
        return
    if FitCheck.objects.filter(member__match=match).exists():
        return
    FitCheck.objects.bulk_create(FitCheck(member=member) for member in match.members.all())
    record_about("fit.asked", match, by=None)


def take_back_fit(match: Match) -> None:
    """Forget the question where the first meeting did not happen after all and nobody answered.

    `match` is locked.
    """
    if match.meetings.held().exists():
        return
    asked = FitCheck.objects.filter(member__match=match)
    if not asked.exclude(answer="").exists():
        asked.delete()


@transaction.atomic
def answer_fit(check: FitCheck, *, by: Person, answer: str) -> None:
    """Answer the question about the fit, or change the answer; the same twice changes nothing.

    The record says that somebody in the match answered, neither who nor what: otherwise whoever
    reads it could tell who it was that a coordinator hears of. Raises NotAskedError,
    FitClosedError, and ValueError for an answer that there is not.
    """
    said = FitAnswer(answer)
    stored = (
        FitCheck.objects.select_for_update(of=("self",), no_key=True)
        .select_related("member__participant", "member__match__cohort__programme")
        .get(pk=check.pk)
    )
    member = stored.member
    if member.participant.person_id != by.pk:
        raise NotAskedError
    is_latest = not member.fit_checks.filter(turn__gt=stored.turn).exists()
    if not is_latest or member.match.state not in FIT_STATES:
        raise FitClosedError
    if stored.answer == said:
        return
    check.answer = stored.answer = said
    check.answered_at = stored.answered_at = timezone.now()
    stored.save(update_fields=["answer", "answered_at"])
    record_about("fit.answered", member.match, by=None)


@transaction.atomic
def ask_again(today: date | None = None) -> int:
    """Ask those anew who were still deciding four weeks ago; return how many.

    Days on which a match rested do not count, and nobody is asked while it rests. Not recorded:
    that somebody is asked anew tells what they answered. Safe to run twice, and in two places at
    once.
    """
    day = today or timezone.localdate()
    undecided = _undecided(day)
    rests = rests_of({check.member.match_id for check in undecided})
    due = [
        check
        for check in undecided
        if check.answered_at is not None
        and days_that_count(
            timezone.localdate(check.answered_at), day, rests[check.member.match_id]
        )
        >= DAYS_TO_DECIDE
    ]
    FitCheck.objects.bulk_create(
        FitCheck(member=check.member, turn=check.turn + 1) for check in due
    )
    return len(due)


def _undecided(day: date) -> list[FitCheck]:
    """Return what may be asked anew on a day, locked, so that no answer changes meanwhile."""
    awake = not_resting(Match.objects.filter(state__in=FIT_STATES), day)
    candidates = latest_checks().filter(
        answer=FitAnswer.DECIDING,
        turn__lt=MOST_TURNS,
        answered_at__date__lte=day - timedelta(days=DAYS_TO_DECIDE),
        member__match__in=awake,
    )
    locked = FitCheck.objects.filter(
        pk__in=candidates.values("pk"), answer=FitAnswer.DECIDING
    ).select_for_update(of=("self",), no_key=True, skip_locked=True)
    return list(locked.select_related("member").order_by("pk"))
