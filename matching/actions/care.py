"""What coordinators do for relationships, and working out how these fare."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from matching.actions.locks import lock_match, record_about
from matching.care.emails import post_nudge
from matching.care.enums import CareKind
from matching.care.gathering import Known, MatchRow, facts_of, known_of, rows_of
from matching.care.scoring import HELP_FROM, Level, judge, wakes
from matching.models import CareStep, CareThreshold, Match, MatchHealth
from matching.models.match import MatchQuerySet
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Programme

# So many matches are worked out at a time, by indices, so that ten times as many take ten times as
# long; larger batches were dearer by the pair.
BATCH = 500

# The thresholds a programme may choose: each lets one kind of reason more, or one fewer, alert.
OFFERED = (10, 20, 25, 30, 40, 50, 65, 75, 90)


class SomebodyWasQuickerError(Exception):
    """A colleague did something for the pair since it was looked at; nothing was done twice."""

    def __init__(self, step: CareStep) -> None:
        """Say what the colleague did."""
        self.step = step
        super().__init__(f"care step {step.pk} came first")


def work_out_health(matches: MatchQuerySet, *, on: date) -> int:
    """Work out how these matches fare on a day, store it, and return how many they were.

    Each batch makes the same eleven queries. In a fixed order, so that two at once wait for each
    other; whoever comes last is right.
    """
    wanted = list(matches.order_by("pk").values_list("pk", flat=True))
    for first in range(0, len(wanted), BATCH):
        batch = wanted[first : first + BATCH]
        known = known_of(batch, on)
        MatchHealth.objects.bulk_create(
            [_health_of(row, known[row.pk], on) for row in rows_of(batch)],
            update_conflicts=True,
            unique_fields=["match"],
            update_fields=[
                "level",
                "reasons",
                "score",
                "last_met_on",
                "next_meeting_at",
                "quiet_since",
                "every_weeks",
                "is_cadence_agreed",
                "snoozed_until",
                "worked_out_at",
            ],
        )
    return len(wanted)


@transaction.atomic
def note_contact(match: Match, *, by: Person, kind: str, words: str = "") -> CareStep:
    """Note that somebody called or met a pair, or a remark about it; recorded, without its words.

    Only coordinators read it. Raises ValueError for a kind that has an action of its own.
    """
    if kind not in {CareKind.CALLED, CareKind.MET, CareKind.NOTED}:
        raise ValueError(kind)
    return _take(lock_match(match), by=by, kind=kind, words=words)


@transaction.atomic
def snooze(
    match: Match, *, by: Person, until: date, words: str, seen: uuid.UUID | None = None
) -> CareStep:
    """Hide a pair from what needs somebody until a day, with the reason; recorded.

    A reason graver than those that stand now brings it back before. `seen` is the latest step the
    person saw: where a colleague took one since, raises SomebodyWasQuickerError.
    """
    now = lock_match(match)
    _refuse_if_quicker(now, seen, by=by)
    return _take(now, by=by, kind=CareKind.SNOOZED, words=words, until=until)


@transaction.atomic
def nudge(
    match: Match,
    *,
    by: Person,
    people: Sequence[Person],
    subject: str,
    text: str,
    occasion: uuid.UUID,
    seen: uuid.UUID | None = None,
) -> CareStep:
    """Write to people of a match, as they saw it in the preview `occasion`; recorded.

    Pressed twice it is sent once. `seen` is the latest step the person saw: where a colleague took
    one since, raises SomebodyWasQuickerError.
    """
    now = lock_match(match)
    if done := now.care_steps.filter(pk=occasion).first():
        return done
    _refuse_if_quicker(now, seen, by=by)
    step = _take(now, by=by, kind=CareKind.NUDGED, pk=occasion)
    for person in people:
        post_nudge(now, person, subject=subject, text=text, occasion=occasion, by=by)
    return step


@transaction.atomic
def choose_threshold(programme: Programme, *, points: int, by: Person) -> None:
    """Have a programme told of pairs from so many points on, now and from now on; recorded.

    Readings of earlier weeks stay as they were: what was alerted then was alerted. Raises
    ValueError for a figure that no pair can score.
    """
    if points not in OFFERED:
        raise ValueError(points)
    before = threshold_of(programme)
    if points == before:
        return
    CareThreshold.objects.update_or_create(programme=programme, defaults={"help_from": points})
    record("care.threshold_chosen", programme, by=by, changes={"from": before, "to": points})
    work_out_health(
        Match.objects.filter(cohort__programme=programme, health__isnull=False),
        on=timezone.localdate(),
    )


def threshold_of(programme: Programme) -> int:
    """Return from how many points on a programme is told of pairs."""
    chosen = CareThreshold.objects.filter(programme=programme).values_list("help_from", flat=True)
    return chosen.first() or HELP_FROM


def latest_step(match: Match) -> CareStep | None:
    """Return what was done for the pair last."""
    return match.care_steps.select_related("by").first()


def _refuse_if_quicker(match: Match, seen: uuid.UUID | None, *, by: Person) -> None:
    """Raise SomebodyWasQuickerError where a colleague's step is later than what was seen."""
    latest = latest_step(match)
    if latest is not None and latest.pk != seen and latest.by != by:
        raise SomebodyWasQuickerError(latest)


def _take(match: Match, *, by: Person, kind: str, **fields: Any) -> CareStep:
    """Keep what was done, with the reasons that stand, and let the health follow."""
    health = MatchHealth.objects.filter(match=match).first()
    reasons = [] if health is None else [each["reason"] for each in health.reasons]
    step = CareStep.objects.create(match=match, by=by, kind=kind, reasons=reasons, **fields)
    record_about(f"care.{kind}", match, by=by)
    return step


def _health_of(row: MatchRow, known: Known, on: date) -> MatchHealth:
    """Return how a match fares, to be stored."""
    facts = facts_of(row, known, on)
    judged = judge(facts, help_from=row.help_from or HELP_FROM)
    kinds = [str(reason.kind) for reason in judged.reasons]
    until = None
    if known.put_off is not None and judged.level != Level.NOT_SCORED:
        until = None if wakes(kinds, known.put_off[1]) else known.put_off[0]
    return MatchHealth(
        match_id=row.pk,
        level=str(judged.level),
        score=judged.score,
        reasons=[{"reason": str(reason.kind), **reason.figures} for reason in judged.reasons],
        last_met_on=known.last_met_on,
        next_meeting_at=known.next_at,
        quiet_since=(known.last_met_on or row.begun_on) if facts.is_under_way else None,
        every_weeks=facts.cadence_weeks,
        is_cadence_agreed=facts.is_cadence_agreed,
        snoozed_until=until,
        worked_out_at=timezone.now(),
    )
