"""Single sign-on against a provider that really signs, and against one that lies."""

import html
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.account import Account, AuditEntry
from models.vocabulary import AccountRole
from pipeline.accounts.directory import By, disable_account, link_subject
from pipeline.config import SingleSignOnSettings
from pipeline.desk.app import make_desk
from pipeline.desk.state import Desk
from tests.conftest import NOW
from tests.desk.provider import CLIENT, SECRET, Provider, running_provider
from tests.desk.visiting import Visit, make_account, open_visit

SUBJECT = "8c1f-77a2"
START, RETURN = "/dang-nhap/mot-lan", "/dang-nhap/mot-lan/ve"
BY = By("kiểm thử", NOW)


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.fixture
def provider(key: rsa.RSAPrivateKey) -> Iterator[Provider]:
    with running_provider(Provider(key=key, now=NOW.timestamp())) as provider:
        yield provider


@pytest.fixture
def linked(desk: Desk, provider: Provider) -> Desk:
    """A desk that uses the provider, where "lan" is linked."""
    with Session(desk.engine) as db, db.begin():
        link_subject(db, make_account(db, AccountRole.VIEWER, name="lan", now=NOW), SUBJECT, by=BY)
    settings = SingleSignOnSettings(issuer=provider.address, client_id=CLIENT, client_secret=SecretStr(SECRET))
    return replace(desk, config=desk.config.model_copy(update={"oidc": settings}))


def set_out(visit: Visit, back_to: str = "/tai-khoan") -> str:
    """Press the button; return where the browser is sent."""
    page = visit.post(START, {"ve": back_to}).text
    found = re.search(r'href="(http[^"]+/hoi[^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def walk(desk: Desk, provider: Provider, **changes: str) -> Any:
    """The whole way there and back."""
    visit = open_visit(make_desk(desk))
    sent_back = {**provider.visit(set_out(visit)), **changes}
    return visit, visit.get(RETURN, params=sent_back)


def test_a_linked_account_comes_in_where_it_wanted(linked: Desk, provider: Provider) -> None:
    """Signed for this desk, for this question."""
    visit, answer = walk(linked, provider)

    assert (answer.status_code, answer.headers["location"]) == (303, "/tai-khoan")
    assert "Người lan" in visit.get("/tai-khoan").text
    assert provider.asked["scope"] == "openid"


def test_the_button_is_there_where_there_is_a_provider(desk: Desk, linked: Desk) -> None:
    """And only there."""
    assert "Đăng nhập một lần" in open_visit(make_desk(linked)).get("/dang-nhap").text
    assert "Đăng nhập một lần" not in open_visit(make_desk(desk)).get("/dang-nhap").text
    assert open_visit(make_desk(desk)).post(START).status_code == 400


def test_somebody_not_linked_learns_what_to_tell_the_administrator(linked: Desk, provider: Provider) -> None:
    """No account is made by itself."""
    provider.claims = {"sub": "<b>khác</b>"}

    visit, answer = walk(linked, provider)

    assert answer.status_code == 403
    assert "&lt;b&gt;khác&lt;/b&gt;" in answer.text
    assert visit.get("/tai-khoan").status_code == 303
    with Session(linked.engine) as db:
        assert db.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first() == (
            "Đăng nhập một lần bị từ chối"
        )


def test_a_disabled_account_stays_out(linked: Desk, provider: Provider) -> None:
    """Whatever the provider says."""
    with Session(linked.engine) as db, db.begin():
        disable_account(db, db.scalars(select(Account)).one(), by=BY)

    assert walk(linked, provider)[1].status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another desk"},
        {"aud": ["another", "third"]},
        {"aud": [CLIENT, "x"], "azp": "x"},
        {"nonce": "of another question"},
        {"nonce": None},
        {"exp": int(NOW.timestamp()) - 61},
        {"exp": "never"},
        {"iat": int(NOW.timestamp()) + 61},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_question_opens_nothing(
    linked: Desk, provider: Provider, claims: dict[str, Any]
) -> None:
    """Each part is looked at."""
    provider.claims = claims

    visit, answer = walk(linked, provider)

    assert (answer.status_code, "không đúng" in answer.text) == (400, True)
    assert visit.get("/tai-khoan").status_code == 303


@pytest.mark.parametrize("header", [{"alg": "none"}, {"alg": "HS256"}], ids=str)
def test_a_token_signed_another_way_opens_nothing(linked: Desk, provider: Provider, header: dict[str, str]) -> None:
    """Unsigned, or with a secret that anybody may know."""
    provider.header = header

    assert walk(linked, provider)[1].status_code == 400


def test_a_token_signed_with_another_key_opens_nothing(linked: Desk, provider: Provider) -> None:
    """Only keys that the provider publishes."""
    provider.signing_key = rsa.generate_private_key(65537, 2048)

    assert walk(linked, provider)[1].status_code == 400


@pytest.mark.parametrize("changes", [{"state": "planted"}, {"state": ""}])
def test_an_answer_to_another_question_is_not_heard(linked: Desk, provider: Provider, changes: dict[str, str]) -> None:
    """Nobody is signed in as somebody else by a link."""
    assert walk(linked, provider, **changes)[1].status_code == 400


def test_an_answer_without_a_question_is_not_heard(linked: Desk, provider: Provider) -> None:
    """The question is in the browser that asked, and answered once."""
    visit, answer = walk(linked, provider)
    assert answer.status_code == 303
    again = {"code": "mot-lan", "state": provider.asked["state"]}

    assert visit.get(RETURN, params=again).status_code == 400
    assert open_visit(make_desk(linked)).get(RETURN, params=again).status_code == 400


def test_a_code_asked_with_another_verifier_is_refused(linked: Desk, provider: Provider) -> None:
    """PKCE: the provider holds the challenge of the first question, the browser the verifier of the second."""
    visit = open_visit(make_desk(linked))
    first = set_out(visit)
    state = provider.visit(set_out(visit))["state"]
    provider.visit(first)

    assert visit.get(RETURN, params={"code": "mot-lan", "state": state}).status_code == 400


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://evil.example"}, {"token_endpoint": None}, {"token_endpoint": "http://evil.example/"}],
)
def test_a_provider_that_publishes_another_is_not_asked(
    linked: Desk, provider: Provider, metadata: dict[str, Any]
) -> None:
    """Its name and addresses must fit, encrypted or on this machine."""
    provider.metadata = metadata

    assert open_visit(make_desk(linked)).post(START).status_code == 400


@pytest.mark.parametrize(
    ("issuer", "named"), [("http://127.0.0.1:9", "Không liên lạc được"), ("http://so.example.vn", "https://")]
)
def test_a_provider_that_cannot_be_asked_is_one_sentence(desk: Desk, issuer: str, named: str) -> None:
    """Silent, or not encrypted."""
    config = desk.config.model_copy(update={"oidc": SingleSignOnSettings(issuer=issuer, client_id=CLIENT)})

    assert named in open_visit(make_desk(replace(desk, config=config))).post(START).text


def test_a_missing_extra_is_one_sentence(linked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to install is said."""
    monkeypatch.setitem(sys.modules, "authlib.integrations.httpx_client", None)

    assert "diembao[oidc]" in open_visit(make_desk(linked)).post(START).text
