import os
import signal

import pytest
import redis

from mentorship.local.errors import CannotStartError
from mentorship.local.rooms import Room
from mentorship.local.valkey import Valkey


@pytest.fixture
def valkey():
    room = Room()
    server = Valkey(sockets=room.path, log=room.path / "log")
    yield server
    server.stop()
    room.remove()


def test_it_answers_on_a_private_socket_and_keeps_databases_apart(valkey):
    valkey.start()
    first = redis.Redis(unix_socket_path=str(valkey.socket), db=0)
    second = redis.Redis(unix_socket_path=str(valkey.socket), db=1)
    first.set("word", "kept")
    assert second.get("word") is None
    assert valkey.socket.stat().st_mode & 0o077 == 0
    assert valkey.url(3) == f"redis+socket://{valkey.socket}?virtual_host=3"


def test_its_death_is_seen(valkey):
    valkey.start()
    assert valkey.exit_status() is None
    os.kill(valkey._process.pid, signal.SIGKILL)
    valkey._process.wait()
    assert valkey.exit_status() == -signal.SIGKILL


def test_a_socket_that_cannot_be_made_is_one_sentence(valkey):
    valkey.socket = valkey.socket.parent / "no" / "folder"
    with pytest.raises(CannotStartError, match="Valkey did not start"):
        valkey.start()
