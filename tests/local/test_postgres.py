import os
import signal
import sys
from pathlib import Path

import psycopg
import pytest

from mentorship.local.errors import CannotStartError
from mentorship.local.postgres import NOBODY, Installation, Postgres, Postmaster, find_installation
from mentorship.local.rooms import Room


@pytest.fixture
def room():
    room = Room()
    yield room
    room.remove()


@pytest.fixture
def postgres(room):
    server = make(room)
    yield server
    server.stop()


def make(room):
    return Postgres(
        room.path / "data",
        sockets=room.path,
        log=room.path / "log",
        environment=os.environ,
        throw_away=True,
    )


def ask(server, question):
    with psycopg.connect(server.url("postgres")) as connection:
        return connection.execute(question).fetchone()


def test_data_survives_a_restart_and_a_kill(room, postgres):
    postgres.start()
    with psycopg.connect(postgres.url("postgres")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'Ärger' AS word")
    assert ask(postgres, "SELECT lower(word) FROM kept") == ("ärger",)
    postgres.stop()
    postgres.start()
    os.kill(postgres._process.pid, signal.SIGKILL)
    postgres._process.wait()
    assert postgres.exit_status() == -signal.SIGKILL
    again = make(room)
    again.start()
    try:
        assert ask(again, "SELECT word FROM kept") == ("Ärger",)
    finally:
        again.stop()


def test_a_leftover_server_is_stopped_first(room, postgres):
    postgres.start()
    leftover = Postmaster.of(postgres.data)
    next_one = make(room)
    next_one.start()
    try:
        assert Postmaster.of(postgres.data).pid != leftover.pid
        assert postgres.exit_status() is not None
    finally:
        next_one.stop()


def test_it_listens_on_its_private_socket_only(postgres):
    postgres.start()
    assert ask(postgres, "SHOW listen_addresses") == ("",)
    assert postgres.data.stat().st_mode & 0o077 == 0


def test_data_of_another_version_is_one_sentence(postgres):
    postgres.data.mkdir(mode=0o700)
    (postgres.data / "PG_VERSION").write_text("9\n", encoding="ascii")
    with pytest.raises(CannotStartError, match="is of PostgreSQL 9, not"):
        postgres.start()


def test_a_broken_data_folder_gives_its_last_words(postgres):
    postgres.data.mkdir(mode=0o700)
    (postgres.data / "PG_VERSION").write_text(f"{postgres.major}\n", encoding="ascii")
    with pytest.raises(CannotStartError, match=r"PostgreSQL did not start: .*postgresql\.conf"):
        postgres.start()


def test_programs_named_in_the_environment_come_first(tmp_path):
    found = find_installation({})
    program = tmp_path / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 17rc1'\n", encoding="ascii")
    program.chmod(0o755)
    assert find_installation({"PG_BIN": str(tmp_path)}) == Installation(tmp_path, 17)
    assert found.programs != tmp_path


def test_programs_that_do_not_run_are_one_sentence(tmp_path):
    with pytest.raises(CannotStartError, match="do not run"):
        find_installation({"PG_BIN": str(tmp_path)})


@pytest.mark.skipif(
    os.geteuid() != 0 or sys.platform != "linux", reason="only root on Linux needs another uid"
)
def test_where_namespaces_are_forbidden_root_hands_over_to_another_uid(
    postgres, tmp_path, monkeypatch
):
    refusing = tmp_path / "unshare"
    refusing.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    refusing.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    postgres.start()
    assert Path(f"/proc/{postgres._process.pid}").stat().st_uid == NOBODY
    assert ask(postgres, "SELECT 1") == (1,)
