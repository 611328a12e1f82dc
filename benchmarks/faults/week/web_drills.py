"""Faults of the web: presses at once, servers killed and deployed, PDF children killed."""

import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.faults.week.browser import Answer
from benchmarks.faults.week.letters import Letters, sending
from benchmarks.faults.week.outcomes import Outcome
from benchmarks.faults.week.stage import WeekStage, children_of
from benchmarks.faults.week.world import GROUP, World, session_of
from benchmarks.faults.week.writers import Tally, Writers, everything_kept, lost_and_twice

PRESSES = 3


def accepted_at_once(stage: WeekStage, world: World) -> Outcome:
    """Let twenty people accept the same match at the same moment, with three presses each."""
    from matching.enums import MatchState
    from mentorship.audit.models import Event
    from mentorship.notifications.models import Message
    from tests.factories.matching import MatchFactory
    from tests.factories.programmes import MenteeFactory, ParticipantFactory

    mentors = ParticipantFactory.create_batch(GROUP // 2, cohort=world.cohort)
    mentees = MenteeFactory.create_batch(GROUP // 2, cohort=world.cohort)
    match = MatchFactory.create(
        cohort=world.cohort, state=MatchState.PROPOSED, mentors=mentors, mentees=mentees
    )
    people = [place.person for place in (*mentors, *mentees)]
    world.sessions.update({person.pk: session_of(person) for person in people})
    start = threading.Barrier(GROUP)

    def press(person: Any) -> list[int]:
        browser = world.browser(person, stage.web_port)
        start.wait()
        return [browser.post(f"/matches/{match.pk}/accept/", {}).status for _ in range(PRESSES)]

    with ThreadPoolExecutor(GROUP) as pool:
        statuses = Counter(status for each in pool.map(press, people) for status in each)
    match.refresh_from_db()
    events = Event.objects.filter(about_id=str(match.pk)).values_list("kind", flat=True)
    kinds = Counter(events)
    told = Counter(
        Message.objects.filter(kind="matching.match_accepted", recipient__in=people).values_list(
            "recipient", flat=True
        )
    )
    answered, accepted = kinds["match.answered"], kinds["match.accepted"]
    return Outcome(
        fault="20 people accept the same match, 3 presses each, at once",
        expected="one match accepted, 20 answers and one acceptance recorded, one mail each",
        happened=f"{match.state}; {answered} answers, {accepted} acceptance; {len(told)} told; "
        f"statuses {dict(statuses)}",
        lost=GROUP - len(told),
        twice=sum(1 for count in told.values() if count > 1) + max(accepted - 1, 0),
        has_held=match.state == MatchState.ACCEPTED
        and (answered, accepted) == (GROUP, 1)
        and set(statuses) == {302},
    )


def double_clicks(stage: WeekStage, world: World) -> Outcome:
    """Let twelve people press “Send” five times at the same moment."""
    from matching.models import PairMessage

    PairMessage.objects.all().delete()
    everybody = world.writers()
    fields = [{"text": f"Double {n}", "key": f"{n:032x}"} for n in range(1, len(everybody) + 1)]

    def press(number: int) -> Answer:
        match, person = everybody[number % len(everybody)]
        browser = world.browser(person, stage.web_port)
        return browser.post(f"/matches/{match.pk}/messages/", fields[number % len(everybody)])

    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(press, range(5 * len(everybody))))
    texts = Counter(PairMessage.objects.values_list("text", flat=True))
    statuses = Counter(answer.status for answer in answers)
    return Outcome(
        fault="double clicks: 12 people press Send 5 times at once",
        expected="each message is kept once",
        happened=f"{len(texts)} kept of 12; statuses {dict(statuses)}",
        lost=len(everybody) - len(texts),
        twice=sum(1 for count in texts.values() if count > 1),
        has_held=set(statuses) == {302},
    )


def row_of_writers(
    fault: str, expected: str, tally: Tally, *, longest: float = 60, more: str = ""
) -> Outcome:
    """Return the row of a drill in which people wrote meanwhile."""
    lost, twice = lost_and_twice(tally)
    well = not tally.errors and not tally.wordless and tally.longest <= longest
    happened = tally.words + (f"; {more}" if more else "")
    held = well and not tally.given_up and tally.statuses[302] > 0
    return Outcome(fault, expected, happened, lost=lost, twice=twice, has_held=held)


def killed_web(stage: WeekStage, world: World) -> Outcome:
    """SIGKILL processes of the web server, and then all of it, while people write."""

    def kill() -> None:
        for _ in range(4):
            time.sleep(random.uniform(0.1, 0.8))
            stage.kill_web_process()
        stage.kill_web()
        stage.start_web()

    tally = everything_kept(Writers(world, stage.web_port), kill)
    expected = "some requests stay unanswered; pressed again, each message is kept once"
    return row_of_writers("web: SIGKILL of 4 processes and of the server", expected, tally)


def deployed_web(stage: WeekStage, world: World) -> Outcome:
    """Stop the web server with SIGTERM, and start the next one, while people write."""
    tally = everything_kept(Writers(world, stage.web_port), stage.deploy_web)
    # What was taken is answered; only doors that are shut may be found.
    torn = {name: n for name, n in tally.broken.items() if name != "ConnectionRefusedError"}
    expected = "what was taken is answered; nothing is torn; then the next one serves"
    return row_of_writers(
        "web: SIGTERM (deployment)", expected, tally, more=f"torn: {torn or 'none'}"
    )


def killed_worker(stage: WeekStage, _world: World) -> Outcome:
    """SIGKILL the worker five times while letters leave."""
    letters = Letters(stage)
    with sending(stage):
        for _ in range(5):
            letters.post(12)
            before = stage.count_mails()
            end = time.monotonic() + 30
            while stage.count_mails() == before and time.monotonic() < end:
                time.sleep(0.02)
            time.sleep(random.uniform(0, 0.4))
            stage.kill_worker()
            stage.start_worker()
        letters.wait()
    return Outcome(
        fault="worker: SIGKILL 5 times while mail leaves",
        expected="each letter arrives once, or is listed as unknown",
        happened=f"{letters.arrived()} of 60 in the mailbox",
        **letters.count(),
    )


def deployed_worker(stage: WeekStage, _world: World) -> Outcome:
    """Stop the worker with SIGTERM twice while letters leave."""
    letters = Letters(stage)
    with sending(stage):
        for _ in range(2):
            letters.post(20)
            before = stage.count_mails()
            end = time.monotonic() + 30
            while stage.count_mails() == before and time.monotonic() < end:
                time.sleep(0.02)
            stage.deploy_worker()
        letters.wait()
    counts = letters.count()
    return Outcome(
        fault="worker: SIGTERM (deployment) twice while mail leaves",
        expected="each letter arrives once, none is unknown",
        happened=f"{letters.arrived()} of 40 in the mailbox",
        has_held=counts["unknown"] == 0,
        **counts,
    )


def killed_pdf_child(stage: WeekStage, world: World) -> Outcome:
    """Kill the process that draws a certificate, then the web process that waits for one."""
    person = world.certificate.person
    path = f"/certificates/{world.certificate.code}/pdf/"
    browser = world.browser(person, stage.web_port)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(browser.get, path)
        os.kill(_child(stage), signal.SIGKILL)
        said = first.result()
        again = browser.get(path)
        pool.submit(browser.get, path)
        child = _child(stage)
        stage.kill_web_process_of(child)
        end = time.monotonic() + 5
        while Path(f"/proc/{child}").exists() and time.monotonic() < end:
            time.sleep(0.02)
    orphan = Path(f"/proc/{child}").exists()
    stage.wait_for_web()
    is_paper = again.status == 200 and again.body.startswith("%PDF")
    return Outcome(
        fault="PDF child: SIGKILL; SIGKILL of the web process that waits",
        expected="a page that says so; the next try gives the paper; no orphan",
        happened=f"{said.status} {'in words' if said.is_words else 'without words'}, then "
        f"{again.status} {'PDF' if is_paper else ''}; {'an orphan' if orphan else 'no orphan'}",
        has_held=said.status in {200, 302, 503}
        and (said.status == 302 or said.is_words)
        and is_paper
        and not orphan,
    )


def _child(stage: WeekStage) -> int:
    """Wait until a PDF is being drawn, and return the process that draws it."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for process in children_of(stage.web.pid) if stage.web else []:
            for child in children_of(process):
                if b"pdf_child" in Path(f"/proc/{child}/cmdline").read_bytes():
                    return child
        time.sleep(0.005)
    raise TimeoutError("No PDF is being drawn.")
