"""Encrypted and signed-in conversations with a real server."""

import ssl
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from mentorship.local.ports import free_port
from mentorship.notifications.smtp import Conversation, Mail, UnreachableError

# The tests' server says what no server of ours should do; it is asked to.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

MAIL = Mail("from@example.org", "to@example.org", b"Subject: x\r\n\r\n.\r\n..two\r\nend")


class Keeper:
    def __init__(self):
        self.kept = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        is_encrypted = server.transport.get_extra_info("ssl_object") is not None
        login = session.auth_data.login if session.auth_data else b""
        self.kept.append((envelope.content, is_encrypted, login))
        return "250 kept"


def knows(server, session, envelope, mechanism, data):
    """Tell whether somebody gave the right name and password."""
    is_right = (data.login, data.password) == (b"sender", b"secret")
    return AuthResult(success=is_right, handled=is_right, auth_data=data)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that signs itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = timezone.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "localhost.pem"
    pem = serialization.Encoding.PEM
    file.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


@pytest.fixture
def server(certificate, settings):
    """Start a server that asks for a password, encrypted in the way that a test chooses."""
    keeper = Keeper()
    started = []

    def start(encryption):
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(certificate)
        controller = Controller(
            keeper,
            hostname="localhost",
            port=free_port(),
            ssl_context=tls if encryption == "ssl" else None,
            tls_context=tls if encryption == "starttls" else None,
            require_starttls=encryption == "starttls",
            auth_required=True,
            auth_require_tls=encryption == "starttls",
            authenticator=knows,
        )
        controller.start()
        started.append(controller)
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", controller.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "sender", "secret"
        settings.EMAIL_USE_TLS = encryption == "starttls"
        settings.EMAIL_USE_SSL = encryption == "ssl"
        return keeper

    yield start
    for controller in started:
        controller.stop()


@pytest.mark.parametrize("encryption", ["starttls", "ssl"])
def test_a_mail_travels_encrypted_and_signed_in(server, certificate, monkeypatch, encryption):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    keeper = server(encryption)
    with Conversation(seconds=20) as conversation:
        conversation.offer(MAIL)
        assert conversation.finish() == "250 kept"
    ((content, is_encrypted, login),) = keeper.kept
    assert content == MAIL.content + b"\r\n"
    assert is_encrypted
    assert login == b"sender"


@pytest.mark.parametrize("encryption", ["starttls", "ssl"])
def test_a_server_that_cannot_prove_its_name_gets_no_password(server, encryption):
    keeper = server(encryption)
    with pytest.raises(UnreachableError, match="certificate verify failed"):
        Conversation(seconds=20).__enter__()
    assert not keeper.kept


def test_a_wrong_password_leaves_the_mail_waiting(server, settings):
    server("none")
    settings.EMAIL_HOST_PASSWORD = "wrong"
    with pytest.raises(UnreachableError, match="535"):
        Conversation(seconds=20).__enter__()


def test_hanging_up_before_the_last_line_takes_the_mail_back(server):
    keeper = server("none")
    with Conversation(seconds=20) as conversation:
        conversation.offer(MAIL)
    assert not keeper.kept


def test_a_conversation_that_takes_too_long_ends_before_the_mail_is_sent(server):
    keeper = server("none")
    with Conversation(seconds=20) as conversation:
        conversation._end = 0
        with pytest.raises(UnreachableError):
            conversation.offer(MAIL)
    assert not keeper.kept
