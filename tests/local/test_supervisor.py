import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mentorship.local.errors import CannotStartError
from mentorship.local.processes import last_line, spawn, stop
from mentorship.local.supervisor import Program, Supervisor, alone_on

ROOT = Path(__file__).resolve().parents[2]
# Tells that it runs; at TERM it tells its name, with a delay that would upset a wrong order.
OBEDIENT = """
import pathlib, signal, sys, time
name, told, delay = sys.argv[1], pathlib.Path(sys.argv[2]), float(sys.argv[3])
def stop(*_):
    time.sleep(delay)
    with told.open("a") as file:
        file.write(name)
    sys.exit()
signal.signal(signal.SIGTERM, stop)
pathlib.Path(f"{told}-{name}").touch()
while True:
    time.sleep(60)
"""
PARENT = """
import pathlib, sys
from mentorship.local.supervisor import Program, Supervisor
supervisor = Supervisor()
for name in "abc":
    log = pathlib.Path(sys.argv[1], name)
    words = [sys.executable, "-c", "import time; time.sleep(60)"]
    program = Program(words, environment={}, folder=pathlib.Path("/"), log=log)
    supervisor.start(name, program, log)
    print(program._process.pid, flush=True)
supervisor.watch()
"""


def wait_until(true):
    until = time.monotonic() + 20
    while not true():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.02)


def program(tmp_path, *words):
    return Program(
        [sys.executable, *words],
        environment=dict(os.environ),
        folder=tmp_path,
        log=tmp_path / "log",
    )


def is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False


def test_all_stop_in_the_reverse_order_of_their_start(tmp_path):
    supervisor = Supervisor()
    told = tmp_path / "told"
    for name, delay in {"a": 0, "b": 0.1, "c": 0.3}.items():
        one = program(tmp_path, "-c", OBEDIENT, name, str(told), str(delay))
        supervisor.start(name, one, tmp_path / "log")
    wait_until(lambda: len(list(tmp_path.glob("told-*"))) == 3)
    supervisor.stop_all()
    assert told.read_text() == "cba"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a parent's death")
def test_children_of_a_killed_parent_die_with_it(tmp_path):
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, tmp_path], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    pids = [int(parent.stdout.readline()) for _ in range(3)]
    assert all(is_running(pid) for pid in pids)
    parent.kill()
    parent.wait()
    wait_until(lambda: not any(is_running(pid) for pid in pids))


def test_a_death_names_the_part_and_its_last_words(tmp_path):
    supervisor = Supervisor()
    one = program(tmp_path, "-c", "raise SystemExit('no more paper.')")
    supervisor.start("The printer", one, tmp_path / "log")
    with pytest.raises(CannotStartError) as death:
        supervisor.watch()
    expected = f"The printer stopped unexpectedly: no more paper ({tmp_path / 'log'})."
    assert str(death.value) == expected


def test_a_killed_part_names_the_signal(tmp_path):
    supervisor = Supervisor()
    one = program(tmp_path, "-c", "import os; os.kill(os.getpid(), 9)")
    supervisor.start("The printer", one, tmp_path / "log")
    with pytest.raises(CannotStartError, match="stopped unexpectedly: ended by SIGKILL"):
        supervisor.watch()


def test_a_step_that_fails_says_what_failed_and_why(tmp_path):
    one = program(
        tmp_path,
        "-c",
        "print('first'); raise SystemExit('OSError: [Errno 28] No space left on device')",
    )
    with pytest.raises(CannotStartError, match="Printing failed: no space is left on the disk"):
        Supervisor().run("Printing", one)


def test_what_never_answers_is_given_up(tmp_path):
    with pytest.raises(CannotStartError, match="It did not answer within 0 seconds"):
        Supervisor().wait_until(lambda: False, seconds=0.1, what="It did not answer")


def test_a_stubborn_child_and_what_it_started_are_killed(tmp_path):
    nested = "import signal, subprocess, sys, time; signal.signal(15, signal.SIG_IGN); "
    nested += "child = subprocess.Popen([sys.executable, '-c', 'import signal, time; "
    nested += "signal.signal(15, signal.SIG_IGN); time.sleep(60)']); "
    nested += "print(child.pid, flush=True); time.sleep(60)"
    log = tmp_path / "log"
    process = spawn([sys.executable, "-c", nested], log=log)
    wait_until(lambda: log.exists() and log.read_text().strip())
    child = int(log.read_text())
    stop(process, seconds=0.2)
    assert process.poll() == -signal.SIGKILL
    wait_until(lambda: not is_running(child))


def test_only_one_works_on_a_folder(tmp_path):
    another = pytest.raises(CannotStartError, match="Another demo already runs on the data in")
    with alone_on(tmp_path), another, alone_on(tmp_path):
        pass
    with alone_on(tmp_path):
        pass


def test_a_silent_log_says_so(tmp_path):
    assert last_line(tmp_path / "none") == "it wrote nothing"
