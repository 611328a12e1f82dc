"""A small sign-in service that speaks OpenID Connect: real HTTP here, real RS256 keys."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT_ID, CLIENT_SECRET = "mentorship", "a-secret:with/odd+signs"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class OidcService:
    """What it will say may be set before each sign-in; what it was asked is checked by itself."""

    def __init__(self) -> None:
        self.key = new_key()
        self.claims: dict[str, Any] = {
            "sub": "248289761001",
            "email": "jonas@example.org",
            "email_verified": True,
            "name": "Jonas Weber",
        }
        self.document: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.signs_with: Any = self.key
        self.codes: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def sign_in(self, address: str, **claims: Any) -> dict[str, str]:
        """Do what a person's browser would: return the query it is sent back with."""
        query = {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT_ID
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = query | {"claims": json.dumps(claims)}
        return {"code": code, "state": query["state"]}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/authorize?"):
                    self.send_back()
                    return
                pages = {
                    "/.well-known/openid-configuration": service.described,
                    "/keys": service.keys,
                    "/userinfo": lambda: service.userinfo,
                }
                self.answer(200, pages[self.path]())

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                form = parse_qs(self.rfile.read(length).decode())
                self.answer(*service.token(form, self.headers.get("Authorization", "")))

            def send_back(self) -> None:
                """Let whoever comes in by a browser sign in at once."""
                back = parse_qs(urlsplit(self.path).query)["redirect_uri"][0]
                said = service.sign_in(f"{service.issuer}{self.path}")
                self.send_response(302)
                self.send_header("Location", f"{back}?{urlencode(said)}")
                self.end_headers()

            def answer(self, status: int, content: Any) -> None:
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        return Handler

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        } | self.document

    def keys(self) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig", "alg": "RS256"}]}

    def token(self, form: dict[str, list[str]], authorization: str) -> tuple[int, dict[str, Any]]:
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        kept = self.codes.pop(form["code"][0], None)
        digest = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            kept is None
            or kept["code_challenge"] != challenge
            or kept["redirect_uri"] != form["redirect_uri"][0]
            or pair != "mentorship:a-secret%3Awith%2Fodd%2Bsigns"
        ):
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "iat": int(time.time()),
            "exp": int(time.time()) + 300,
            "nonce": kept["nonce"],
            **self.claims,
            **json.loads(kept["claims"]),
        }
        claims = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode(
            claims, self.signs_with, algorithm=self.algorithm, headers={"kid": "one"}
        )
        return 200, {"id_token": token, "access_token": "an-access-token"}
