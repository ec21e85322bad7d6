"""A small OpenID Connect provider on loopback: real HTTP, real RS256 signatures, and whatever lies a test asks for."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

CLIENT, SECRET = "diembao", "x7Qw19-bi-mat"


def pack(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass
class Provider:
    """What the provider knows and how it lies: `claims` overrides the token's, `header` the signature's."""

    address: str = ""
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    signing_key: rsa.RSAPrivateKey | None = None
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    now: float = field(default_factory=time.time)

    def visit(self, address: str) -> dict[str, str]:
        """Behave as the browser of somebody who signs in: return what is sent back to the desk."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return {"code": "mot-lan", "state": self.asked["state"]}

    def answer(self, path: str) -> dict[str, Any]:
        """Return what is published under `path`."""
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/hoi",
                "token_endpoint": f"{self.address}/the",
                "jwks_uri": f"{self.address}/khoa",
                **self.metadata,
            }
        numbers = self.key.public_key().public_numbers()
        packed = {
            name: pack(value.to_bytes((value.bit_length() + 7) // 8))
            for name, value in (("n", numbers.n), ("e", numbers.e))
        }
        return {"keys": [{"kty": "RSA", "kid": "1", "use": "sig", "alg": "RS256", **packed}]}

    def give_token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """Return the token for a code; None where the desk does not prove itself or its verifier does not fit."""
        challenge = pack(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if challenge != self.asked["code_challenge"] or self.asked["code_challenge_method"] != "S256":
            return None
        if not authorization.startswith("Basic ") or form["redirect_uri"] != self.asked["redirect_uri"]:
            return None
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": "8c1f-77a2",
            "nonce": self.asked["nonce"],
            "iat": int(self.now),
            "exp": int(self.now) + 300,
            **self.claims,
        }
        header = {"alg": "RS256", "kid": "1", "typ": "JWT", **self.header}
        signed = f"{pack(json.dumps(header).encode())}.{pack(json.dumps(claims).encode())}"
        signature = (self.signing_key or self.key).sign(signed.encode(), padding.PKCS1v15(), SHA256())
        is_unsigned = header["alg"] == "none"
        return {
            "access_token": "x",
            "token_type": "Bearer",
            "id_token": f"{signed}.{'' if is_unsigned else pack(signature)}",
        }


@contextmanager
def running_provider(provider: Provider) -> Iterator[Provider]:
    """Serve `provider` on a free port of loopback."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(provider.answer(urlsplit(self.path).path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(provider.give_token(form, self.headers.get("authorization", "")))

        def log_message(self, *_: object) -> None:
            """Say nothing on the terminal."""

        def _send(self, answer: dict[str, Any] | None) -> None:
            content = json.dumps(answer if answer is not None else {"error": "invalid_grant"}).encode()
            self.send_response(200 if answer is not None else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join(timeout=5)
