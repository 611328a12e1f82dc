#!/usr/bin/env python3
"""Everything that a fresh machine needs, in one file of the standard library.

python3 dev.py demo      run the product with demo data until Ctrl-C (--port, --mail-port, --fresh)
python3 dev.py test      run every test; further words go to pytest
python3 dev.py check     format, lint, types, contracts, settings, lock files (--coverage measures)
python3 dev.py manage …  run a management command on the demo that is running
python3 dev.py lock      write the lock files anew from pyproject.toml (--upgrade)

Each makes .venv and installs the locked requirements first, where they changed. As root on Debian
it also installs a few system libraries, and says so; DEV_NO_APT=1 turns that off.
"""

import ctypes
import errno
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

if sys.version_info[:2] not in {(3, 11), (3, 12), (3, 13)}:
    sys.exit(
        f"Mentorship needs Python 3.11, 3.12 or 3.13, and this is {sys.version.split()[0]}: start "
        "it with one of those, such as python3.11 dev.py demo."
    )
try:
    import fcntl
except ImportError:
    sys.exit("Mentorship runs on Linux and macOS; on Windows use WSL, or Docker with Compose.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "installed.json"
VAR = ROOT / "var"
LOG = VAR / "install.log"
PRODUCT, LOCAL, DEV = "requirements.txt", "requirements-local.txt", "requirements-dev.txt"
MEGABYTES_NEEDED = {LOCAL: 700, DEV: 1100}

# This file is read by older Pythons too, up to the sentence above: no syntax newer than 3.6.
# Libraries and programs asked of the system, and the Debian packages that bring them.
FOR_PDF = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FOR_TESTS = {"pdfinfo": "poppler-utils", "xgettext": "gettext"}
FOR_JOURNEYS = {"chromium": "chromium", "libatomic.so.1": "libatomic1"}
OTHER_NAMES = {"chromium": ("chromium-browser", "google-chrome-stable", "google-chrome")}
APT = ("apt-get", "install", "-y", "--no-install-recommends")
BREW_LIBRARIES = ("/opt/homebrew/lib", "/usr/local/lib")

NO_NETWORK = re.compile(
    r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError"
    r"|Network is unreachable|Temporary failure in name resolution"
)
NO_PACKAGE = re.compile(r"No matching distribution found for (\S+)")
NO_SPACE = "No space left on device"


class SetUpError(Exception):
    """Something stands in the way; the text is one sentence for the person at the terminal."""


def say(text: str, end: str = "\n") -> None:
    """Print at once."""
    print(text, end=end, flush=True)


# ---------------------------------------------------------------- Packages from the locks
def ensure_installed(lock: str) -> None:
    """Make .venv and install one lock into it, where that was not done before."""
    if is_installed(lock):
        return
    VAR.mkdir(exist_ok=True)
    with (VAR / "install.lock").open("w", encoding="utf-8") as alone:
        try:
            fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another dev.py is installing; waiting for it …")
            fcntl.flock(alone, fcntl.LOCK_EX)
        if is_installed(lock):
            return
        free = shutil.disk_usage(ROOT).free // 1024**2
        if free < MEGABYTES_NEEDED[lock]:
            raise SetUpError(
                f"The disk is full: {free} MB are free at {ROOT}, and the packages need "
                f"{MEGABYTES_NEEDED[lock]} MB."
            )
        if not venv_is_ours():
            make_venv()
        install(lock)


def fingerprint(lock: str) -> str:
    """Return what changes when a lock changes."""
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


def is_installed(lock: str) -> bool:
    """Tell whether .venv holds what the lock says now."""
    try:
        stamps = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return venv_is_ours() and stamps.get(lock) == fingerprint(lock)


def venv_is_ours() -> bool:
    """Tell whether .venv works and is of the Python that runs this."""
    try:
        described = (VENV / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    version = re.search(r"^version(?:_info)? *= *(\d+)\.(\d+)", described, re.MULTILINE)
    return PYTHON.exists() and bool(version) and version_of(version) == sys.version_info[:2]


def version_of(match: re.Match[str] | None) -> tuple[int, ...]:
    """Return the numbers that a match found."""
    return tuple(int(part) for part in match.groups()) if match else ()


def make_venv() -> None:
    """Make .venv anew: with a pip of its own, or empty where only another pip can fill it."""
    has_own_pip = importlib.util.find_spec("ensurepip") is not None
    has_other_pip = importlib.util.find_spec("pip") is not None
    if not importlib.util.find_spec("venv") or not (has_own_pip or has_other_pip):
        package = "python{}.{}-venv".format(*sys.version_info[:2])
        if not install_system([package]):
            raise SetUpError(
                f"This Python can make no virtual environment: run  sudo apt-get install {package}"
                "  (or your system's package of that kind), then this again."
            )
        has_own_pip = True
    say("Making .venv with Python {}.{} …".format(*sys.version_info[:2]))
    options = [] if has_own_pip else ["--without-pip"]
    run_logged([sys.executable, "-m", "venv", "--clear", *options, str(VENV)], "Making .venv")


def install(lock: str) -> None:
    """Let pip install a lock, showing how far it is; stamp what is then there."""
    pip = [str(PYTHON), "-m", "pip"]
    if not list(VENV.glob("lib/python*/site-packages/pip")):
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    options = ["--require-hashes", "--no-deps", "--no-input", "--disable-pip-version-check"]
    options += ["--no-compile"]  # most of it is never imported; Python compiles the rest by itself
    patience = ["--retries", "2", "--timeout", "20"]
    total = len(re.findall(r"^[\w.-]+==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    STAMPS.unlink(missing_ok=True)
    began = time.monotonic()
    command = [*pip, "install", *options, *patience, "-r", str(ROOT / lock)]
    run_logged(command, "Installing the packages", total=total)
    stamps = {name: fingerprint(name) for name in {lock, LOCAL}}  # the dev lock holds the local one
    STAMPS.write_text(json.dumps(stamps), encoding="utf-8")
    say(f"  installed in {time.monotonic() - began:.0f} s")


def run_logged(command: list[str], what: str, *, total: int = 0) -> None:
    """Run a command with its output in the log; count the packages that pip collects.

    Raises:
        SetUpError: it failed, with the likeliest reason.

    """
    environment = {**os.environ, "PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    said: list[str] = []
    count = 0
    with LOG.open("a", encoding="utf-8") as log:
        process = subprocess.Popen(  # noqa: S603 - only commands written here
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=environment,
        )
        for line in process.stdout or ():
            log.write(line)
            said.append(line.strip())
            if total and line.startswith(("Collecting ", "Processing ")):
                count += 1
                show_progress(what, count, total)
            elif total and line.startswith("Installing collected"):
                show_progress("Unpacking the packages", count, count)
        code = process.wait()
    if total and sys.stdout.isatty():
        say("")
    if code:
        raise SetUpError(why_it_failed(what, said))


def show_progress(what: str, count: int, total: int) -> None:
    """Count in place at a terminal, in a few lines elsewhere."""
    if sys.stdout.isatty():
        say(f"\r  {what}: {count} of {total}\x1b[K", end="")
    elif count in {1, total} or count % 40 == 0:
        say(f"  {what}: {count} of {total}")


def why_it_failed(what: str, said: list[str]) -> str:
    """Return one sentence about a failed command."""
    text = "\n".join(said)
    if NO_SPACE in text:
        return f"{what} failed: no space is left on the disk."
    if "DO NOT MATCH THE HASHES" in text:
        return f"{what} failed: a download is not what the lock file recorded ({LOG})."
    if NO_NETWORK.search(text):
        return f"{what} failed: no package index could be reached; check the network ({LOG})."
    lacking = NO_PACKAGE.search(text)
    if lacking:
        return f"{what} failed: {lacking.group(1)} is not offered for this system ({LOG})."
    errors = [line for line in said if line.lower().startswith("error")] or said[-1:]
    return f"{what} failed: {' '.join(errors[-1:]).rstrip('.')} ({LOG})."


# ---------------------------------------------------------------- The system's libraries
def is_there(name: str) -> bool:
    """Tell whether a library can be loaded, or a program found."""
    if ".so." not in name:
        return any(shutil.which(each) for each in (name, *OTHER_NAMES.get(name, ())))
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def missing(wanted: dict[str, str]) -> list[str]:
    """Return the packages of what the system lacks."""
    return [package for name, package in wanted.items() if not is_there(name)]


def install_system(packages: list[str]) -> bool:
    """Install Debian packages where that is allowed; tell whether it was done."""
    if os.geteuid() != 0 or not shutil.which("apt-get") or os.environ.get("DEV_NO_APT") == "1":
        return False
    VAR.mkdir(exist_ok=True)
    say(f"Installing system packages: {' '.join(packages)} (DEV_NO_APT=1 turns this off) …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with LOG.open("a", encoding="utf-8") as log:
        for command in ([*APT, *packages], ["apt-get", "update"], [*APT, *packages]):
            code = subprocess.call(command, stdout=log, stderr=log, env=environment)  # noqa: S603
            if not code and command[1] == "install":
                return True
    return False


def ensure_system(required: dict[str, str], wanted: dict[str, str]) -> None:
    """See to what Python packages cannot bring; only what is `required` stops the start."""
    if sys.platform == "darwin":
        if not any(Path(folder, "libpango-1.0.0.dylib").exists() for folder in BREW_LIBRARIES):
            raise SetUpError("The library that writes PDF is missing: run  brew install pango")
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", ":".join(BREW_LIBRARIES))
        return
    lacking = missing({**required, **wanted})
    if not lacking or install_system(lacking):
        return
    fatal = missing(required)
    if fatal:
        line = " ".join(["sudo", *APT, *fatal])
        raise SetUpError(f"System libraries are missing: run  {line}  and then this again.")
    say(f"For journeys in a browser, better run: {' '.join(['sudo', *APT, *lacking])}")


# ---------------------------------------------------------------- Commands
def become(*words: str, **more: str) -> None:
    """Hand over to the environment's Python: the exit status and closing line are its own."""
    os.chdir(ROOT)
    sys.stdout.flush()
    environment = {**os.environ, **keeping_bytecode(), **more}
    os.execve(PYTHON, [str(PYTHON), *words], environment)  # noqa: S606  (our own Python, by its path)


def keeping_bytecode() -> dict[str, str]:
    """Let Python keep what it compiles, in var/ where none may lie beside the sources.

    Else each process, and each worker of the tests, compiles everything anew.
    """
    if not os.environ.get("PYTHONDONTWRITEBYTECODE"):
        return {}
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(VAR / "bytecode")}


def demo(words: list[str]) -> None:
    """Run the product with demo data."""
    began = time.time()
    ensure_system(FOR_PDF, {})
    ensure_installed(LOCAL)
    # Ctrl-C waits until the demo can answer it in order.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    become("-m", "mentorship.local.demo", *words, DEV_BEGAN=str(began))


def test(words: list[str]) -> None:
    """Run the tests."""
    ensure_system({**FOR_PDF, **FOR_TESTS}, FOR_JOURNEYS)
    ensure_installed(DEV)
    become("-m", "pytest", *words)


def check(words: list[str]) -> None:
    """Run the checks."""
    ensure_system(FOR_PDF, {})
    ensure_installed(DEV)
    become("-m", "mentorship.local.checks", *words)


def lock(words: list[str]) -> None:
    """Write the lock files."""
    ensure_installed(DEV)
    become("-m", "mentorship.local.locks", *words)


def manage(words: list[str]) -> None:
    """Run a management command on the running demo."""
    kept = Path(os.environ.get("DATA_DIR") or VAR) / "environment.json"
    if not kept.exists():
        raise SetUpError("No demo is running: start one with python3 dev.py demo, then try again.")
    become("manage.py", *words, **json.loads(kept.read_text(encoding="utf-8")))


COMMANDS = {"demo": demo, "test": test, "check": check, "manage": manage, "lock": lock}


def main() -> int:
    """Read the command and put each failure into one sentence."""
    command, *words = sys.argv[1:] or ["--help"]
    if command not in COMMANDS:
        say(__doc__ or "")
        return 0 if command in {"-h", "--help", "help"} else 2
    try:
        COMMANDS[command](words)
    except SetUpError as error:
        sys.stderr.write(f"{error}\n")
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130
    except PermissionError as error:
        sys.stderr.write(f"{error.filename} is not yours to use: work in a clone of your own.\n")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            sys.stderr.write("The disk is full: make room, then run this again.\n")
        else:
            sys.stderr.write(f"This cannot go on: {error.strerror} ({error.filename}).\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
