"""Compares the engine with what else answers the same question, on the same instances.

`python -m benchmarks.matching [SIZE …] [compare] [whatif] [ties] [others]`: without words all. A
size is written 1000x400. Each contender runs in a process of its own, with a limit of processor
time; peak memory is what that process took beyond its imports, the scores included. Goals are
judged by processor time, which others on the machine change less than the clock: where nobody else
is there, the clock shows no more. Other packages are installed into environments of their own in a
temporary folder. `figures.txt` keeps what it printed last.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.matching.contenders import CONTENDERS
from benchmarks.matching.environments import made
from benchmarks.matching.instances import problem, tied

SIZES = ("100x50", "1000x400", "5000x2000", "10000x4000", "50000x20000")
PATIENCE = 300  # seconds of the processor for each contender
DENSE_PAIRS = 40_000_000  # beyond, seats × mentees do not fit
# Seconds on SciPy alone and with the extra; None where there is no goal.
GOALS: dict[str, tuple[float | None, float | None]] = {
    "100x50": (0.05, 0.05),
    "1000x400": (0.25, 0.25),
    "5000x2000": (2.5, 1.0),
    "10000x4000": (10.0, 3.0),
    "50000x20000": (None, 25.0),
}
OTHERS = {"mentor-match": "mentor_match.py", "matching": "matching_game.py"}
PARTS = ("compare", "whatif", "ties", "others")
BIGGEST = SIZES[-1]
OTHER_SIZES = ("100x50", "300x120", "1000x400")
Figures = dict[str, Any]


def prepare(folder: Path, size: str, kind: str) -> None:
    """Write an instance from a process of its own, whose memory is not counted."""
    folder.mkdir()
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0
        return
    mentees, mentors = map(int, size.split("x"))
    instance = (tied if kind == "ties" else problem)(mentees, mentors)
    values = instance.scores.rows(0, mentees)
    np.save(folder / "scores.npy", values)
    np.save(folder / "capacity.npy", instance.capacity)
    if values.size <= 1_000_000:
        whole = {"scores": values.tolist(), "capacity": instance.capacity.tolist()}
        (folder / "instance.json").write_text(json.dumps(whole))
    os._exit(0)


def asked(*command: str | Path) -> Figures | None:
    """Return what a process printed; None where it gave up or ran out of patience."""
    try:
        done = subprocess.run(
            [*command, str(PATIENCE)], capture_output=True, timeout=8 * PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        print(done.stderr.decode()[-300:], file=sys.stderr)
        return None
    figures: Figures = json.loads(done.stdout)
    return figures


def told(size: str, name: str, figures: Figures | None, best: int | None) -> None:
    """Print one line of the table."""
    if figures is None:
        print(f"{size:>12}  {name:26}{'gave up':>10} (limit {PATIENCE} s)", flush=True)
        return
    short = "" if best is None else f"{(best - figures['total']) / max(1, best):.4%}"
    print(
        f"{size:>12}  {name:26}{figures['seconds']:>10.3f}{figures['cpu']:>9.3f}"
        f"{figures['peak']:>8.0f}{figures['total']:>14,}{figures['placed']:>8,}"
        f"{short:>10}  {figures['said']}",
        flush=True,
    )


def compare(python: Path, folder: Path, size: str, names: list[str]) -> dict[str, Figures]:
    """Print a line for each contender at one size; return their figures."""
    found: dict[str, Figures] = {}
    best: int | None = None
    for name in names:
        mentees, mentors = map(int, size.split("x"))
        if name == "SciPy dense" and mentees * mentors > DENSE_PAIRS:
            print(f"{size:>12}  {name:26}{'does not fit':>12}", flush=True)
            continue
        figures = asked(python, "-m", "benchmarks.matching.child", name, folder)
        if figures is not None:
            found[name] = figures
            best = figures["total"] if best is None else best
        told(size, name, figures, best)
    return found


def verdicts(size: str, found: dict[str, Figures]) -> Iterator[str]:
    """Return which goals are met at one size."""
    for name, goal in zip(("ours, SciPy alone", "ours, fast"), GOALS[size], strict=True):
        if goal is not None and name in found:
            yield _verdict(f"{size} {name}: at most {goal} s", found[name]["cpu"] <= goal)
    if size == "50000x20000" and "ours, fast" in found:
        yield _verdict(f"{size}: under 3 GB", found["ours, fast"]["peak"] < 3_000)
    if size != "10000x4000" or "SciPy dense" not in found:
        return
    dense = found["SciPy dense"]
    for name, times in (("ours, fast", 25), ("ours, SciPy alone", 6)):
        if name not in found:
            continue
        quicker = dense["cpu"] / found[name]["cpu"]
        leaner = dense["peak"] / found[name]["peak"]
        yield _verdict(f"{name}: {times} × as fast as dense ({quicker:.0f} ×)", quicker >= times)
        yield _verdict(f"{name}: a fifth of dense's memory (1/{leaner:.1f})", leaner >= 5)
    equal = {found[name]["total"] for name in found if name.startswith("ours, ") or "dense" in name}
    yield _verdict("ours and dense agree on the optimum", len(equal) == 1)


def _verdict(goal: str, is_met: bool) -> str:  # noqa: FBT001  (a sentence and whether it holds)
    """Return one goal and whether it is met."""
    return f"  {'met    ' if is_met else 'NOT MET'}  {goal}"


def whatif(python: Path, folder: Path, size: str) -> None:
    """Print how long one pin takes against solving afresh."""
    for name, interpreter in (("with fast", python), ("SciPy alone", Path(sys.executable))):
        figures = asked(interpreter, "-m", "benchmarks.matching.child", "what-if", folder)
        if figures is None:
            print(f"{size:>12}  one pin, {name}: gave up", flush=True)
            continue
        print(
            f"{size:>12}  one pin, {name}: {figures['pin'] * 1000:.1f} ms (worst "
            f"{figures['worst'] * 1000:.1f}), afresh {figures['afresh'] * 1000:.0f} ms",
            flush=True,
        )
        if size == "10000x4000":
            times = figures["afresh"] / figures["pin"]
            print(_verdict(f"10 × as fast as solving afresh ({times:.0f} ×)", times >= 10))


def others(home: Path) -> None:
    """Print how far other packages for matching come."""
    for size in OTHER_SIZES:
        prepare(home / size, size, "plain")
    for package, script in OTHERS.items():
        python = made(home, package, package)
        for size in OTHER_SIZES:
            if python is None:
                print(f"{size:>12}  {package:26} could not be installed", flush=True)
                break
            place = Path(__file__).parent / "others" / script
            figures = asked(python, place, home / size / "instance.json")
            ours = asked(sys.executable, "-m", "benchmarks.matching.child", "ours, SciPy alone",
                 home / size)  # fmt: skip
            told(size, package, figures, ours["total"] if ours else None)
            if figures is None:
                break


def load() -> str:
    """Return how busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def measured(python: Path, home: Path, size: str, parts: set[str]) -> None:
    """Measure one size: who is how fast, and what a pin takes."""
    folder = home / size
    prepare(folder, size, "plain")
    if "compare" in parts:
        for line in verdicts(size, compare(python, folder, size, list(CONTENDERS))):
            print(line, flush=True)
    if "whatif" in parts and size != BIGGEST:
        whatif(python, folder, size)
    shutil.rmtree(folder)


def with_ties(python: Path, home: Path, size: str) -> None:
    """Measure one size where pairs have one of five scores."""
    folder = home / f"ties-{size}"
    prepare(folder, size, "ties")
    names = [name for name in CONTENDERS if name.startswith("ours, ")]
    compare(python, folder, size, [*names, "SciPy dense"] if size in SIZES[:3] else names)
    shutil.rmtree(folder)


def main(words: list[str]) -> int:
    """Measure what the words name, else everything."""
    sizes = [word for word in words if word in SIZES] or list(SIZES)
    parts = {word for word in words if word in PARTS} or set(PARTS)
    with tempfile.TemporaryDirectory(prefix="benchmark-matching-") as place:
        home = Path(place)
        python = made(home, "fast", "ortools>=9.14", is_ours=True) or Path(sys.executable)
        print(f"Python {platform.python_version()}, NumPy {np.__version__}, {load()}", flush=True)
        print(
            f"{'size':>12}  {'':26}{'seconds':>10}{'cpu':>9}{'peak MB':>8}{'total':>14}"
            f"{'placed':>8}{'short by':>10}",
            flush=True,
        )
        for size in sizes if parts & {"compare", "whatif"} else ():
            measured(python, home, size, parts)
        if "ties" in parts:
            print(f"five different scores only ({load()})", flush=True)
            for size in sizes:
                if size != BIGGEST:
                    with_ties(python, home, size)
        if "others" in parts:
            print(f"other packages ({load()})", flush=True)
            others(home)
        print(load())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
