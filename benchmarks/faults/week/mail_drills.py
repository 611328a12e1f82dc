"""Faults of the mail server: refusing, grey-listing, hanging before and after a mail is kept."""

import time
from datetime import timedelta

from benchmarks.faults.stage import wait_until
from benchmarks.faults.week.clocks import move_on
from benchmarks.faults.week.letters import Letters, sending
from benchmarks.faults.week.outcomes import Outcome
from benchmarks.faults.week.stage import WeekStage
from benchmarks.faults.week.world import World

COUNT = 15
# So many letters must have met the fault before it ends.
LEAST = 3


def _drill(
    stage: WeekStage, mood: str, *, fault: str, expected: str, may_be_unknown: bool = False
) -> Outcome:
    """Let the server be in a mood while letters are due, then well again an hour later."""
    letters = Letters(stage)
    stage.set_mail(**{mood: True})
    with sending(stage):
        letters.post(COUNT)
        wait_until(lambda: _tried(letters) >= LEAST, seconds=90, what="the fault was not met")
        meanwhile = letters.arrived()
        if mood != "greylisting":
            stage.set_mail()
        wait_until(lambda: _settled_later(stage, letters), seconds=180, what="letters wait")
    stage.set_mail()
    counts = letters.count()
    return Outcome(
        fault=fault,
        expected=expected,
        happened=f"{meanwhile} arrived meanwhile, {letters.arrived()} of {COUNT} in the end",
        has_held=may_be_unknown or counts["unknown"] == 0,
        **counts,
    )


def _tried(letters: Letters) -> int:
    """Return how many tries have come to their end."""
    from mentorship.notifications.enums import AttemptOutcome
    from mentorship.notifications.models import Attempt

    tries = Attempt.objects.filter(message__in=letters.ids)
    return tries.exclude(outcome=AttemptOutcome.UNDERWAY).count()


def _settled_later(stage: WeekStage, letters: Letters) -> bool:
    """Let twenty minutes pass where any still waits: what was tried in vain waits its time."""
    if letters.settled() == COUNT:
        return True
    move_on(stage, timedelta(minutes=20))
    time.sleep(4)
    return False


def refusing(stage: WeekStage, _world: World) -> Outcome:
    """Let the server take nothing for a while."""
    expected = "tried again later; each arrives once"
    return _drill(stage, "refusing", fault="SMTP: refuses everything (451)", expected=expected)


def greylisting(stage: WeekStage, _world: World) -> Outcome:
    """Let the server put off each recipient's first mail."""
    expected = "tried again later; each arrives once"
    return _drill(stage, "greylisting", fault="SMTP: grey-lists everybody", expected=expected)


def hanging(stage: WeekStage, _world: World) -> Outcome:
    """Let the server say nothing when it hears a recipient."""
    expected = "given up after the timeout and tried again; each arrives once"
    return _drill(stage, "hanging", fault="SMTP: hangs before it takes a mail", expected=expected)


def hanging_after(stage: WeekStage, _world: World) -> Outcome:
    """Let the server keep a mail and never say so."""
    return _drill(
        stage,
        "hanging_after",
        fault="SMTP: keeps mails and never says so",
        expected="listed as unknown for a person to decide; never a second time by itself",
        may_be_unknown=True,
    )
