"""The morning's summary as a page and as an e-mail through a real SMTP server on loopback."""

import smtplib
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from models.vocabulary import ArticleStatus, Certainty, RunState, Severity
from pipeline.config import MailSettings
from pipeline.digest.querying import ChangedArticle, Digest, DigestArticle, safe_link
from pipeline.digest.writing import render_digest, send_digest
from pipeline.night.summary import IssueLine, NightSummary, OutletLine

NOW = datetime(2023, 7, 12, 19, 30, tzinfo=UTC)


def make_digest(title: str = "Thu gom rác thải nhựa") -> Digest:
    """A morning with one new article, one removed, one alarm."""
    outlet = OutletLine(
        "Báo Hà Tĩnh",
        found=9,
        new=3,
        changed=1,
        removed=1,
        dropped={"trang danh sách": 2},
        listed=9,
        held=8,
        missing=1,
        seconds=61.0,
    )
    summary = NightSummary(
        run_id=1,
        state=RunState.RUNNING,
        problem=None,
        started_at=NOW,
        outlets=(outlet,),
        stages=(),
        issues=(IssueLine(Severity.ALARM, "Báo Hà Tĩnh", "ít bài hơn thường lệ"),),
    )
    new = DigestArticle(title, "https://baohatinh.vn/a-post1.html", "baohatinh", NOW, (("HD06", Certainty.PROPOSED),))
    changed = ChangedArticle("Bài cũ", "https://baohatinh.vn/b-post2.html", ArticleStatus.REMOVED)
    return Digest(summary, NOW, (new,), (changed,), 4, ("/srv/bao-cao.docx",))


class Mailbox:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        """Take one e-mail."""
        self.mails.append(envelope.content)
        return "250 OK"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A running SMTP server and its port."""
    box = Mailbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


def test_the_page_tells_figures_issues_and_rows_and_escapes_what_was_crawled() -> None:
    """Every figure and issue is on the page in local time; a title with markup stays text."""
    page = render_digest(make_digest("<script>alert(1)</script>"))

    assert "02:30 13/07/2023" in page
    assert "ít bài hơn thường lệ" in page
    assert "HD06 · đề xuất" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page


def test_only_web_addresses_are_linked() -> None:
    """An address of another kind, as an added article may carry, is no link."""
    assert safe_link("https://baohatinh.vn/a-post1.html") is not None
    assert [safe_link(url) for url in ("javascript:alert(1)", "", None)] == [None, None, None]


def test_the_e_mail_keeps_its_long_vietnamese_subject_and_its_page(mailbox: tuple[Mailbox, int]) -> None:
    """The subject arrives with every blank and accent, the HTML part is the page."""
    box, port = mailbox
    settings = MailSettings(host="127.0.0.1", port=port, starttls=False, recipients=("vp@example.vn",))
    digest = make_digest()

    problem = send_digest(settings, digest, render_digest(digest))

    mail = message_from_bytes(box.mails[0], policy=policy.default)
    page = mail.get_body(("html",))
    assert problem is None
    assert mail["subject"] == "Điểm báo ngày 13/07/2023: 1 tin, bài mới thuộc ngành"
    assert page is not None
    assert "Thu gom rác thải nhựa" in page.get_content()


def test_a_mail_server_that_does_not_answer_is_one_sentence() -> None:
    """The night goes on; what went wrong is told."""
    settings = MailSettings(host="127.0.0.1", port=1, starttls=False, recipients=("vp@example.vn",))

    problem = send_digest(settings, make_digest(), "")

    assert problem == "Chưa gửi được thư tóm tắt qua 127.0.0.1: máy chủ không nhận kết nối."


def make_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key, as a PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    today = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=1))
    builder = builder.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
    )
    path = folder / "certificate.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def encrypted_mailbox(tmp_path: Path) -> Iterator[tuple[Mailbox, int, Path]]:
    """A running SMTP server that asks for STARTTLS, its port and its certificate."""
    box, certificate = Mailbox(), make_certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True)
    controller.start()
    try:
        yield box, controller.port, certificate
    finally:
        controller.stop()


def test_a_server_with_a_false_certificate_gets_no_e_mail(encrypted_mailbox: tuple[Mailbox, int, Path]) -> None:
    """Whoever stands between us and the mail server sees neither the password nor the digest."""
    box, port, _certificate = encrypted_mailbox
    settings = MailSettings(host="127.0.0.1", port=port, recipients=("vp@example.vn",))

    problem = send_digest(settings, make_digest(), "")

    assert problem == "Chưa gửi được thư tóm tắt qua 127.0.0.1: chứng chỉ của máy chủ không hợp lệ."
    assert box.mails == []


def test_a_server_with_a_trusted_certificate_gets_the_e_mail(
    encrypted_mailbox: tuple[Mailbox, int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same server is used once the machine trusts its certificate."""
    box, port, certificate = encrypted_mailbox
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings = MailSettings(host="127.0.0.1", port=port, recipients=("vp@example.vn",))

    problem = send_digest(settings, make_digest(), "")

    assert problem is None
    assert len(box.mails) == 1


def test_port_465_is_encrypted_from_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """On port 465 the connection begins encrypted, with certificates checked, and STARTTLS is not asked for."""
    opened: list[ssl.SSLContext] = []

    class Server:
        """Stands for the library's encrypted connection, which needs a port only root may open."""

        def __init__(self, host: str, port: int, *, timeout: float, context: ssl.SSLContext) -> None:
            opened.append(context)

        def __enter__(self) -> "Server":
            return self

        def __exit__(self, *problem: object) -> None:
            """Leave."""

        def send_message(self, mail: object) -> None:
            """Take one e-mail."""

    monkeypatch.setattr(smtplib, "SMTP_SSL", Server)
    settings = MailSettings(host="127.0.0.1", port=465, recipients=("vp@example.vn",))

    problem = send_digest(settings, make_digest(), "")

    assert problem is None
    assert [context.verify_mode for context in opened] == [ssl.CERT_REQUIRED]
