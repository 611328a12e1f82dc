"""Faults of time: two beats, a beat that was away, clocks that jump."""

import time
from datetime import timedelta

from benchmarks.faults.week.letters import Letters, sending
from benchmarks.faults.week.outcomes import Counts, Outcome
from benchmarks.faults.week.stage import WeekStage
from benchmarks.faults.week.world import World

DAYS = 10


def move_on(stage: WeekStage, by: timedelta) -> None:
    """Move the clock of every process of the drill; backwards where `by` is negative."""
    file = stage.folder / "clock"
    draft = file.with_suffix(".draft")
    draft.write_text(str(float(file.read_text()) + by.total_seconds()))
    draft.replace(file)


def two_beats(stage: WeekStage, _world: World) -> Outcome:
    """Let two beats ask at once what is due, and an hour pass in between."""
    from django.utils import timezone

    letters = Letters(stage)
    letters.post(20, due_at=timezone.now() + timedelta(minutes=50))
    with sending(stage, beats=2):
        letters.post(20)
        letters.wait(count=20)
        early = letters.arrived() - 20
        move_on(stage, timedelta(hours=1))
        letters.wait()
    return Outcome(
        fault="two beats at once",
        expected="each letter arrives once, none early",
        happened=f"{letters.arrived()} of 40 in the mailbox, {early} early",
        has_held=early == 0,
        **letters.count(),
    )


def beat_away(stage: WeekStage, _world: World) -> Outcome:
    """Let ten days pass without a beat; two letters fall due on each, one of use for a day only."""
    from django.utils import timezone

    from mentorship.notifications.enums import CancelReason
    from mentorship.notifications.models import Message

    lasting, brief = Letters(stage), Letters(stage)
    for day in range(DAYS):
        due = timezone.now() + timedelta(days=day, hours=1)
        lasting.post(1, due_at=due)
        brief.post(1, due_at=due, stale_after=due + timedelta(days=1))
    stage.start_worker()
    move_on(stage, timedelta(days=DAYS))
    time.sleep(3)
    silent = lasting.arrived() + brief.arrived()
    with sending(stage, beats=2):
        lasting.wait()
        brief.wait()
    stale = Message.objects.filter(pk__in=brief.ids, cancel_reason=CancelReason.STALE).count()
    late, early = lasting.count(), brief.count()
    counts = Counts(
        lost=late["lost"] + early["lost"],
        twice=late["twice"] + early["twice"],
        unknown=late["unknown"] + early["unknown"],
    )
    return Outcome(
        fault=f"beat away for {DAYS} days (moved clock), then two",
        expected=f"{DAYS} letters arrive once; of {DAYS} of use for a day {DAYS - 1} are dropped",
        happened=f"{silent} meanwhile; {lasting.arrived()} arrive late, {brief.arrived()} in time, "
        f"{stale} dropped as too late",
        has_held=silent == 0 and lasting.arrived() == DAYS and stale == DAYS - 1,
        **counts,
    )


def jumping_clock(stage: WeekStage, _world: World) -> Outcome:
    """Let the clock jump back three hours and forth five while letters leave."""
    from django.utils import timezone

    letters = Letters(stage)
    with sending(stage):
        letters.post(15)
        move_on(stage, timedelta(hours=-3))
        time.sleep(2)
        letters.post(15)
        move_on(stage, timedelta(hours=5))
        time.sleep(2)
        letters.post(15, due_at=timezone.now() - timedelta(hours=1))
        move_on(stage, timedelta(hours=-1))
        time.sleep(2)
        move_on(stage, timedelta(hours=1))
        letters.wait()
    return Outcome(
        fault="clock jumps 3 h back, 5 h forth, 1 h back while mail leaves",
        expected="each letter arrives once",
        happened=f"{letters.arrived()} of 45 in the mailbox",
        **letters.count(),
    )


def summer_time(stage: WeekStage, _world: World) -> Outcome:
    """Live through the months in which London and New York change their clocks."""
    told = stage.told_by(
        "-m", "benchmarks.faults.report_year", "--first", "3", "--last", "4",
        "--template", stage.environment["DATABASE_URL"],
    )  # fmt: skip
    return Outcome(
        fault="summer time begins (London 28 March, New York 14 March)",
        expected="reports of March and April leave at eight of each sponsor’s own clock, once",
        happened=" ".join(told.splitlines()[-2:]),
        has_held=told.endswith("held\n"),
    )
