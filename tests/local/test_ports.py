import socket

import pytest

from mentorship.local.errors import CannotStartError
from mentorship.local.ports import free_port, require_free


def test_a_free_port_is_free():
    require_free("127.0.0.1", free_port(), "--port")


def test_a_taken_port_is_one_sentence_with_a_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStartError) as failure:
            require_free("127.0.0.1", port, "--port")
    assert str(failure.value) == (
        f"Port {port} is taken by another program: choose another with --port."
    )


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("127.0.0.1", 0, "There is no port 0"),
        ("127.0.0.1", 70_000, "There is no port 70000"),
        ("203.0.113.7", 8000, "this machine does not have that address"),
    ],
)
def test_an_impossible_port_says_why(host, port, words):
    with pytest.raises(CannotStartError, match=words):
        require_free(host, port, "--port")
