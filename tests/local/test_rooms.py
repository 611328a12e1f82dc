import os
import tempfile
import time

import pytest

from mentorship.local.rooms import SECONDS_OF_GRACE, Room


@pytest.fixture
def base(tmp_path, monkeypatch):
    short = tempfile.mkdtemp(dir="/tmp")
    monkeypatch.setattr(tempfile, "tempdir", short)
    return short


def grow_old(room):
    long_ago = time.time() - SECONDS_OF_GRACE - 1
    os.utime(room.path / "held", (long_ago, long_ago))


def test_a_room_is_private_and_short_enough_for_sockets(base):
    room = Room()
    assert room.path.stat().st_mode & 0o777 == 0o700
    assert len(str(room.path / ".s.PGSQL.5432")) < 107
    room.remove()
    assert not room.path.exists()


def test_a_long_temporary_folder_is_left_for_a_short_one(tmp_path, monkeypatch):
    deep = tmp_path / ("d" * 80)
    deep.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(deep))
    room = Room()
    assert not room.path.is_relative_to(deep)
    room.remove()


def test_the_room_of_a_dead_process_is_cleared_away_by_the_next(base):
    dead = Room()
    grow_old(dead)
    dead._held.close()  # as the kernel does when a process ends
    alive = Room()
    grow_old(alive)
    newest = Room()
    assert not dead.path.exists()
    assert alive.path.exists()
    alive.remove()
    newest.remove()
