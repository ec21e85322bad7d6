"""OpenID Connect, code flow with PKCE: asking a provider who somebody is, and believing only what it signed for us.

The libraries are an extra (`diembao[oidc]`); without them one sentence says so. Nothing here lets anybody in.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from models.errors import DiembaoError, UsageError
from pipeline.config import SingleSignOnSettings

SCOPE = "openid"
# Only public-key signatures: a shared-secret or missing one is what forged tokens carry.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384")
SECONDS = 10.0
LEEWAY_SECONDS = 60
MISSING = "Chưa cài thư viện đăng nhập một lần: hãy cài «diembao[oidc]»."
WRONG_ANSWER = "Nơi đăng nhập một lần trả lời không đúng: hãy thử lại, hoặc đăng nhập bằng mật khẩu."
UNREACHABLE = "Không liên lạc được với nơi đăng nhập một lần: hãy thử lại sau, hoặc đăng nhập bằng mật khẩu."


class SingleSignOnError(DiembaoError):
    """The provider cannot be asked or its answer cannot be believed; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a sign-in under way must be answered to: kept in the browser's signed cookie until the answer comes."""

    state: str
    nonce: str
    verifier: str
    back_to: str


@dataclass(frozen=True, slots=True)
class Provider:
    """The addresses of a provider, as it publishes them under its issuer."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


def make_question(back_to: str) -> Question:
    """Return a question with fresh secrets that leads back to a page of the desk."""
    return Question(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), back_to)


def find_provider(settings: SingleSignOnSettings) -> Provider:
    """Ask the issuer for its addresses; raises SingleSignOnError, or UsageError for an issuer that is not encrypted."""
    issuer = settings.issuer.rstrip("/")
    _require_encrypted(issuer)
    with _open_client(settings, "") as client:
        published = _read_json(client, f"{issuer}/.well-known/openid-configuration")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if str(published.get("issuer", "")).rstrip("/") != issuer or not all(
        isinstance(published.get(name), str) for name in names
    ):
        raise SingleSignOnError(WRONG_ANSWER)
    provider = Provider(str(published["issuer"]), *(published[name] for name in names))
    for address in (provider.authorization_endpoint, provider.token_endpoint, provider.jwks_uri):
        _require_encrypted(address)
    return provider


def write_address(provider: Provider, settings: SingleSignOnSettings, question: Question, come_back: str) -> str:
    """Return where to send the browser; it comes back to `come_back`."""
    with _open_client(settings, come_back) as client:
        address, _ = client.create_authorization_url(
            provider.authorization_endpoint,
            state=question.state,
            nonce=question.nonce,
            code_verifier=question.verifier,
        )
    return str(address)


def read_subject(
    provider: Provider, settings: SingleSignOnSettings, question: Question, *, code: str, come_back: str, now: datetime
) -> str:
    """Return the subject that the provider signed for `code`; raises SingleSignOnError for anything not quite right."""
    from authlib.integrations.base_client import OAuthError  # noqa: PLC0415  # an extra
    from joserfc.errors import JoseError  # noqa: PLC0415

    with _open_client(settings, come_back) as client:
        try:
            answer = client.fetch_token(
                provider.token_endpoint, code=code, code_verifier=question.verifier, grant_type="authorization_code"
            )
            keys = _read_json(client, provider.jwks_uri)
            claims = _decode(str(answer["id_token"]), keys)
        except (OAuthError, JoseError, KeyError, ValueError, TypeError):
            raise SingleSignOnError(WRONG_ANSWER) from None
        except _find_transport_error():
            raise SingleSignOnError(UNREACHABLE) from None
    if not _is_for_us(claims, provider, settings, question, now):
        raise SingleSignOnError(WRONG_ANSWER)
    return str(claims["sub"])


def _decode(token: str, keys: dict[str, Any]) -> dict[str, Any]:
    from joserfc import jwt  # noqa: PLC0415  # an extra
    from joserfc.jwk import KeySet  # noqa: PLC0415

    return dict(jwt.decode(token, KeySet.import_key_set(keys), algorithms=list(ALGORITHMS)).claims)  # type: ignore[arg-type]


def _is_for_us(
    claims: dict[str, Any], provider: Provider, settings: SingleSignOnSettings, question: Question, now: datetime
) -> bool:
    audience = claims.get("aud")
    ours = audience == settings.client_id or (isinstance(audience, list) and settings.client_id in audience)
    party = claims.get("azp", settings.client_id)
    expires, issued, subject = claims.get("exp"), claims.get("iat"), claims.get("sub")
    if not (isinstance(expires, int | float) and isinstance(issued, int | float)):
        return False
    second = now.timestamp()
    return (
        claims.get("iss") == provider.issuer
        and ours
        and party == settings.client_id
        and secrets.compare_digest(str(claims.get("nonce", "")).encode(), question.nonce.encode())
        and second < expires + LEEWAY_SECONDS
        and issued < second + LEEWAY_SECONDS
        and isinstance(subject, str)
        and bool(subject.strip())
    )


def _open_client(settings: SingleSignOnSettings, come_back: str) -> Any:
    try:
        from authlib.integrations.httpx_client import OAuth2Client  # noqa: PLC0415  # an extra
    except ImportError:
        raise SingleSignOnError(MISSING) from None
    return OAuth2Client(
        settings.client_id,
        settings.client_secret.get_secret_value() or None,
        scope=SCOPE,
        redirect_uri=come_back,
        code_challenge_method="S256",
        token_endpoint_auth_method="client_secret_basic" if settings.client_secret.get_secret_value() else "none",
        timeout=SECONDS,
        follow_redirects=False,
        trust_env=False,
    )


def _read_json(client: Any, address: str) -> dict[str, Any]:
    try:
        answer = client.request("GET", address, withhold_token=True)
        answer.raise_for_status()
        read = answer.json()
    except (_find_transport_error(), ValueError):
        raise SingleSignOnError(UNREACHABLE) from None
    if not isinstance(read, dict):
        raise SingleSignOnError(WRONG_ANSWER)
    return read


def _find_transport_error() -> type[Exception]:
    import httpx2  # noqa: PLC0415  # an extra

    return httpx2.HTTPError


def _require_encrypted(address: str) -> None:
    """Raise UsageError unless an address is https, or on this machine."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    try:
        is_here = ip_address(name).is_loopback
    except ValueError:
        is_here = name == "localhost"
    if parts.scheme != "https" and not (parts.scheme == "http" and is_here):
        raise UsageError("Địa chỉ của nơi đăng nhập một lần phải bắt đầu bằng https:// (mục [oidc] issuer).")
