"""Where news may go: nowhere inside, however the address is dressed up."""

import socket
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentorship.api.destinations import ForbiddenDestinationError, check_form, judge
from mentorship.api.signing import headers, secret_of
from mentorship.api.tokens import comes_from, digest_of, has_form_of_token, new_token
from mentorship.api.waiting import WAITS, wait_after
from mentorship.common.networks import is_outside

INSIDE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104  (nothing binds to it here)
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
]


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_of_the_inside_is_taken_for_the_internet(address):
    assert not is_outside(ip_address(address))


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07::1"])
def test_addresses_of_the_internet_are(address):
    assert is_outside(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://localhost/",
        "https://[::ffff:10.0.0.1]/",
        "http://93.184.215.14/",
        "ftp://93.184.215.14/",
        "https://name:password@93.184.215.14/",
        "https://93.184.215.14:99999/",
        "https://93.184.215.14/\r\nX: y",
        "https:///nothing",
        "file:///etc/passwd",
        "https://[::1",
    ],
)
def test_addresses_that_lead_inside_are_refused(url):
    with pytest.raises((ForbiddenDestinationError, OSError)):
        judge(url)


def test_a_name_with_one_inside_address_among_others_is_refused(monkeypatch):
    def found(*_, **__):
        return [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("10.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    with pytest.raises(ForbiddenDestinationError):
        judge("https://hooks.example.org/")
    where = judge("https://hooks.example.org/a?b=c", inside=["10.0.0.0/8"])
    assert where.addresses == ("93.184.215.14", "10.0.0.1")
    assert where.path == "/a?b=c"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_refused(text):
    try:
        scheme, host, port, path = check_form(text)
    except ForbiddenDestinationError:
        return
    assert scheme in {"http", "https"}
    assert host
    assert 0 < port <= 65535
    assert path.startswith(("/", "?"))


def test_waits_grow_and_end():
    assert [wait_after(tries) for tries in range(1, len(WAITS) + 1)] == sorted(WAITS)
    assert wait_after(len(WAITS) + 1) is None


def test_secrets_differ_by_salt_and_by_installation():
    assert secret_of("k", "1") == secret_of("k", "1")
    assert len({secret_of("k", "1"), secret_of("k", "2"), secret_of("l", "1")}) == 3


def test_a_signature_is_the_one_that_the_standard_gives():
    """The example of the Standard Webhooks specification."""
    signed = headers(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        message_id="msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp=1614265330,
        body=b'{"test": 2432232314}',
    )
    assert signed["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_tokens_have_a_form_and_differ():
    one, other = new_token(), new_token()
    assert has_form_of_token(one.text)
    assert one.text.startswith(one.prefix)
    assert one.digest == digest_of(one.text) != other.digest
    assert not has_form_of_token(one.text + "x")


def test_networks_are_asked_for_the_client():
    assert comes_from("anything", [])
    assert comes_from("192.0.2.7", ["192.0.2.0/24", "2001:db8::/32"])
    assert not comes_from("198.51.100.1", ["192.0.2.0/24"])
    assert not comes_from("", ["192.0.2.0/24"])
