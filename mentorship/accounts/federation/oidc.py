"""OpenID Connect: the code flow with PKCE, state and nonce, and ID tokens whose keys we check."""

import base64
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote, urlencode

import jwt
from django.utils.crypto import constant_time_compare
from jwt.exceptions import PyJWTError

from mentorship.accounts.federation.identities import DistrustedError, Identity, Mistrust
from mentorship.accounts.federation.outward import ask
from mentorship.accounts.models import IdentityProvider

# Only signatures that need the service's own private key; never “none”, never a shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
LEEWAY_SECONDS = 60
# What services call a sign-in with a second factor (RFC 8176, and what is common beside it).
SECOND_STEP_METHODS = frozenset({"mfa", "otp", "hwk", "fido", "ngcmfa"})
SECOND_STEP_CLASSES = frozenset(
    {
        "https://refeds.org/profile/mfa",
        "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
        "phr",
        "phrh",
    }
)


@dataclass(frozen=True, slots=True)
class Begun:
    """What one browser remembers of a sign-in that is under way, all of it used once."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def now(cls) -> "Begun":
        """Make new ones, each of 256 random bits or more."""
        return cls(*(secrets.token_urlsafe(48) for _ in range(3)))

    def as_dict(self) -> dict[str, str]:
        """Return what a session keeps."""
        return asdict(self)


def discover(provider: IdentityProvider) -> dict[str, Any]:
    """Return how the service describes itself; raises DistrustedError."""
    document = ask(f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration")
    if not isinstance(document, dict) or document.get("issuer") != provider.issuer:
        told = document.get("issuer") if isinstance(document, dict) else None
        raise DistrustedError(Mistrust.UNREACHABLE, f"it calls itself {told}")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(document.get(name), str):
            raise DistrustedError(Mistrust.UNREACHABLE, f"it names no {name}")
    return document


def where_to(provider: IdentityProvider, begun: Begun, *, back: str, email: str = "") -> str:
    """Return the address at the service where the person signs in."""
    challenge = hashlib.sha256(begun.verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": "openid email profile",
        "state": begun.state,
        "nonce": begun.nonce,
        "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    if email:
        query["login_hint"] = email
    endpoint: str = discover(provider)["authorization_endpoint"]
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(query)}"


def read_answer(
    provider: IdentityProvider, begun: Begun, answer: dict[str, str], *, back: str
) -> Identity:
    """Return whom the service vouches for in its answer (the query it sent the browser back with).

    Raises DistrustedError.
    """
    if not constant_time_compare(answer.get("state", ""), begun.state):
        raise DistrustedError(Mistrust.STALE, "the state is not the one we gave")
    if answer.get("error"):
        raise DistrustedError(Mistrust.DECLINED, answer["error"][:200])
    if not answer.get("code"):
        raise DistrustedError(Mistrust.DECLINED, "it sent no code")
    document = discover(provider)
    # RFC 9207: where the service names itself in the answer, it must be the one that was asked.
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise DistrustedError(Mistrust.FORGED, "another service answered")
    tokens = _exchange(provider, document, begun, answer["code"], back=back)
    claims = verify(provider, document, str(tokens.get("id_token", "")), nonce=begun.nonce)
    if not claims.get("email") and document.get("userinfo_endpoint"):
        claims |= _more(document["userinfo_endpoint"], tokens, subject=claims["sub"])
    return _identity(claims)


def verify(
    provider: IdentityProvider, document: dict[str, Any], token: str, *, nonce: str
) -> dict[str, Any]:
    """Return the claims of an ID token whose every guarantee was checked."""
    try:
        header = jwt.get_unverified_header(token)
        key = _key(ask(document["jwks_uri"]), header)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=list(ALGORITHMS),
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except (PyJWTError, ValueError, TypeError, KeyError) as error:
        raise DistrustedError(Mistrust.FORGED, f"ID token: {type(error).__name__}") from error
    if not constant_time_compare(str(claims["nonce"]), nonce):
        raise DistrustedError(Mistrust.FORGED, "ID token: the nonce is not the one we gave")
    audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
    if (len(audiences) > 1 or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise DistrustedError(Mistrust.FORGED, "ID token: it was made for another program")
    return claims


def _key(keys: Any, header: dict[str, Any]) -> Any:
    """Return the service's public key that the token names, whatever else is published there."""
    if header.get("alg") not in ALGORITHMS:
        raise DistrustedError(Mistrust.FORGED, f"ID token: signed as {header.get('alg')}")
    fitting = [
        key
        for key in keys["keys"]
        if key.get("use", "sig") == "sig"
        and ("kid" not in header or key.get("kid") == header["kid"])
        and key.get("kty") in {"RSA", "EC"}
    ]
    if len(fitting) != 1:
        raise DistrustedError(Mistrust.FORGED, "ID token: signed by a key it does not publish")
    return jwt.PyJWK.from_json(json.dumps(fitting[0]), algorithm=header["alg"]).key


def _exchange(
    provider: IdentityProvider, document: dict[str, Any], begun: Begun, code: str, *, back: str
) -> dict[str, Any]:
    """Hand in the code, and return the tokens."""
    body = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": begun.verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    methods = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    if "client_secret_basic" in methods:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        body |= {"client_id": provider.client_id, "client_secret": provider.secret}
    tokens = ask(document["token_endpoint"], headers=headers, body=urlencode(body))
    if not isinstance(tokens, dict):
        raise DistrustedError(Mistrust.UNREACHABLE, "it sent no tokens")
    return tokens


def _more(endpoint: str, tokens: dict[str, Any], *, subject: str) -> dict[str, Any]:
    """Return address and name from the service's page about the person, if it is about them."""
    told = ask(endpoint, headers={"Authorization": f"Bearer {tokens.get('access_token', '')}"})
    if not isinstance(told, dict) or told.get("sub") != subject:
        raise DistrustedError(Mistrust.FORGED, "its page is about somebody else")
    return {name: told[name] for name in ("email", "email_verified", "name") if name in told}


def _identity(claims: dict[str, Any]) -> Identity:
    """Return the claims as what we know of somebody."""
    methods = claims.get("amr") if isinstance(claims.get("amr"), list) else []
    verified = claims.get("email_verified")
    return Identity(
        subject=str(claims["sub"])[:255],
        email=str(claims.get("email") or "").strip().lower(),
        name=str(claims.get("name") or "").strip()[:150],
        is_verified=None if verified is None else verified in {True, "true"},
        has_second_step=bool(SECOND_STEP_METHODS & {str(each) for each in methods or []})
        or claims.get("acr") in SECOND_STEP_CLASSES,
    )
