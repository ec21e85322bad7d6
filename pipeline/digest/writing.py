"""Write the summary as a page, and send it where e-mail is set up. A failed e-mail costs nothing but the e-mail."""

import os
import smtplib
import socket
import ssl
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy.orm import Session

from models.clock import VIETNAM
from pipeline.config import MailSettings
from pipeline.digest.querying import Digest, query_digest
from pipeline.night.order import Night
from pipeline.night.summary import summarise_night

# Python before 3.13 drops a blank when it folds a long Vietnamese subject; a line this long is never folded.
MAIL_POLICY = SMTP.clone(max_line_length=990)
MAIL_SECONDS = 30
MAIL_REFUSALS: Mapping[type[Exception], str] = {
    ssl.SSLCertVerificationError: "chứng chỉ của máy chủ không hợp lệ",
    ssl.SSLError: "không mã hoá được đường truyền; xem lại cổng",
    smtplib.SMTPNotSupportedError: "máy chủ không hỗ trợ mã hoá hoặc đăng nhập; xem lại cổng và starttls",
    smtplib.SMTPAuthenticationError: "sai tên hoặc mật khẩu",
    smtplib.SMTPRecipientsRefused: "máy chủ từ chối mọi người nhận",
    smtplib.SMTPSenderRefused: "máy chủ từ chối người gửi",
    smtplib.SMTPServerDisconnected: "máy chủ ngắt kết nối",
    socket.gaierror: "không tìm thấy máy chủ",
    TimeoutError: "máy chủ không trả lời",
    ConnectionError: "máy chủ không nhận kết nối",
}


def write_digest(night: Night) -> str | None:
    """Write the page and send the e-mail; returns what went wrong with the e-mail, in one sentence."""
    summary = summarise_night(night.engine, night.book.run_id)
    files = tuple(sorted(str(path.absolute()) for path in night.report_folder.glob("*") if path.is_file()))
    with Session(night.engine) as session:
        digest = query_digest(session, night.plan_id, summary, now=night.order.now, report_files=files)
    page = render_digest(digest)
    path = night.config.digest_folder / f"{digest.now.astimezone(VIETNAM):%Y-%m-%d}.html"
    write_whole(path, page)
    return send_digest(night.config.mail, digest, page) if night.config.mail.host else None


def write_whole(path: Path, text: str) -> None:
    """Write a file that is either there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(path.suffix + ".part")
    with draft.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def render_digest(digest: Digest) -> str:
    """Return the page; an undefined name in the template is an error."""
    environment = Environment(
        loader=PackageLoader("pipeline.digest", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters["local"] = lambda instant, pattern="%H:%M %d/%m/%Y": instant.astimezone(VIETNAM).strftime(
        pattern
    )
    return environment.get_template("digest.html").render(digest=digest)


def compose_mail(settings: MailSettings, digest: Digest, page: str) -> EmailMessage:
    """Return the e-mail: the page, and its first figures as plain text."""
    day = digest.now.astimezone(VIETNAM).strftime("%d/%m/%Y")
    mail = EmailMessage(policy=MAIL_POLICY)
    mail["Subject"] = f"Điểm báo ngày {day}: {len(digest.new)} tin, bài mới thuộc ngành"
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.recipients)
    mail.set_content(f"{len(digest.new)} tin, bài mới thuộc ngành; {digest.waiting} tác phẩm chờ duyệt.\n")
    mail.add_alternative(page, subtype="html")
    return mail


def send_digest(settings: MailSettings, digest: Digest, page: str) -> str | None:
    """Send the e-mail; returns what went wrong, or None."""
    if settings.host is None or not settings.recipients:
        return "Chưa gửi thư tóm tắt: cấu hình thư chưa có máy chủ hoặc người nhận."
    try:
        _send(settings.host, settings, compose_mail(settings, digest, page))
    except (OSError, smtplib.SMTPException) as error:
        reason = next((sentence for kind, sentence in MAIL_REFUSALS.items() if isinstance(error, kind)), str(error))
        return f"Chưa gửi được thư tóm tắt qua {settings.host}: {reason}."
    return None


def _send(host: str, settings: MailSettings, mail: EmailMessage) -> None:
    """Hand over one e-mail, encrypted from the start on port 465; the server's certificate must hold."""
    certificates = ssl.create_default_context()
    is_encrypted = settings.port == smtplib.SMTP_SSL_PORT
    server = (
        smtplib.SMTP_SSL(host, settings.port, timeout=MAIL_SECONDS, context=certificates)
        if is_encrypted
        else smtplib.SMTP(host, settings.port, timeout=MAIL_SECONDS)
    )
    with server:
        if settings.starttls and not is_encrypted:
            server.starttls(context=certificates)
        if settings.user and settings.password:
            server.login(settings.user, settings.password.get_secret_value())
        server.send_message(mail)
