"""How news is signed, as “Standard Webhooks” says; without Django.

The secret of an endpoint is drawn from the installation's key and a salt, so that neither the
database nor a copy of it can sign anything.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable

PREFIX = "whsec_"
_PURPOSE = b"mentorship news to endpoints 1:"


def secret_of(key: str, salt: str) -> str:
    """Return the secret that goes with a salt: `whsec_` and 32 bytes in base64."""
    drawn = hmac.new(key.encode(), _PURPOSE + salt.encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(drawn).decode()


def signature(secret: str, *, message_id: str, timestamp: int, body: bytes) -> str:
    """Return `v1,` and the HMAC-SHA256 over “id.timestamp.body”, in base64.

    `timestamp` is in whole seconds since 1970.
    """
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(
    secrets: Iterable[str], *, message_id: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """Return the three headers; while secrets change, one signature by each."""
    signatures = [
        signature(secret, message_id=message_id, timestamp=timestamp, body=body)
        for secret in secrets
    ]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }
