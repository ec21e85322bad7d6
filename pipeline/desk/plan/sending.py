"""The steps of taking in a monthly plan, for the office and for a department alike: send, correct, confirm, drop."""

import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Annotated

from fastapi import Depends, UploadFile
from sqlalchemy.orm import Session

from models.errors import InputError
from models.plan import Plan
from pipeline.desk.plan.asking import read_month
from pipeline.desk.plan.drafts import Draft, drop_draft, keep_draft, read_draft, write_draft
from pipeline.desk.plan.trial import CHOICES, Trial, keep_plan, try_draft
from pipeline.desk.state import TheDesk
from pipeline.desk.uploads import Upload, UploadKind, read_upload
from pipeline.desk.visit import Now, Signed, Visitor
from pipeline.monthly_plans.importing import Imported
from pipeline.monthly_plans.legacy_fonts import LegacyEncoding
from pipeline.monthly_plans.opening import open_plan_file
from pipeline.monthly_plans.storing import Arrival

KINDS = (UploadKind.XLSX, UploadKind.DOCX, UploadKind.XLS)
MOST_WISHES, LONGEST_WISH = 200, 300
_OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, where drafts are kept, and the one department whose plans may be sent (None: any)."""

    visitor: Visitor
    folder: Path
    now: datetime

    @property
    def only(self) -> str | None:
        """Return the department that the account belongs to."""
        return self.visitor.department_code


def find_sender(desk: TheDesk, visitor: Signed, now: Now) -> Sender:
    """Return the sender of a request."""
    return Sender(visitor, desk.config.data / "plan-drafts", now)


TheSender = Annotated[Sender, Depends(find_sender)]


def take_file(
    sender: Sender, file: UploadFile, *, plan: Plan | None, department: str | None, month: str | None
) -> Draft:
    """Keep a sent file as a draft; raises InputError in one sentence for a file that cannot be opened."""
    upload = read_upload(file, KINDS)
    _refuse_macros(upload)
    open_plan_file(upload.content, upload.name)
    draft = keep_draft(
        sender.folder,
        upload.content,
        owner=sender.visitor.name,
        file_name=upload.name,
        plan_code=plan.code if plan else None,
        department=department or None,
        now=sender.now,
    )
    if month:
        read_month(month)
        draft = replace(draft, month=month)
        write_draft(sender.folder, draft)
    return draft


def _refuse_macros(upload: Upload) -> None:
    """Refuse a file that carries programs: it is kept and handed out again as it came."""
    if upload.kind is UploadKind.XLS:
        has_macros = _OLD_MACROS in upload.content
    else:
        with zipfile.ZipFile(BytesIO(upload.content)) as archive:
            has_macros = any(PurePosixPath(name).name.lower() == "vbaproject.bin" for name in archive.namelist())
    if has_macros:
        raise InputError(f"Tệp {upload.name} có macro: hãy lưu lại dạng .xlsx hoặc .docx không có macro rồi gửi.")


def preview_draft(session: Session, sender: Sender, token: str) -> tuple[Draft, Trial]:
    """Return a draft and what it would bring; raises DraftGoneError."""
    draft, content = read_draft(sender.folder, token, owner=sender.visitor.name, now=sender.now)
    return draft, try_draft(session, draft, _arrive(sender, content), only=sender.only)


def correct_draft(
    sender: Sender, token: str, *, department: str, month: str, convert: str, columns: Sequence[str]
) -> None:
    """Keep what the sender says of a draft: whose, which month, old font, meanings of columns. Raises InputError."""
    draft, _ = read_draft(sender.folder, token, owner=sender.visitor.name, now=sender.now)
    if month:
        read_month(month)
    if convert and convert not in [one.value for one in LegacyEncoding]:
        raise InputError("Không có bảng mã này.")
    said = {
        (sheet, column): meaning for sheet, column, meaning in (*draft.columns, *map(_read_wish, columns[:MOST_WISHES]))
    }
    write_draft(
        sender.folder,
        replace(
            draft,
            department=department or None,
            month=month or None,
            convert=convert or None,
            columns=tuple((sheet, column, meaning) for (sheet, column), meaning in said.items() if meaning),
        ),
    )


def _read_wish(text: str) -> tuple[str, str, str]:
    """Read one choice of a select: JSON of sheet, column and meaning, the meaning empty for what the reader found."""
    try:
        sheet, column, meaning = json.loads(text[:LONGEST_WISH])
    except (ValueError, TypeError):
        raise InputError("Lựa chọn của cột không đọc được: hãy mở lại trang.") from None
    known = ("", *(one.value for one in CHOICES))
    if not (isinstance(sheet, str) and isinstance(column, str) and meaning in known):
        raise InputError("Lựa chọn của cột không đọc được: hãy mở lại trang.")
    return sheet, column, str(meaning)


def confirm_draft(session: Session, sender: Sender, token: str) -> Imported:
    """Store a draft for good; raises InputError where there is nothing to store."""
    draft, content = read_draft(sender.folder, token, owner=sender.visitor.name, now=sender.now)
    imported = keep_plan(session, draft, _arrive(sender, content), only=sender.only)
    if not imported.read.obligations:
        raise InputError("Tệp không có nội dung đăng ký nào đọc được nên chưa nhận gì.")
    return imported


def forget_draft(sender: Sender, token: str) -> None:
    """Delete a draft of the sender; raises DraftGoneError."""
    read_draft(sender.folder, token, owner=sender.visitor.name, now=sender.now)
    drop_draft(sender.folder, token)


def tell_changes(imported: Imported) -> str:
    """Say in one sentence what was stored."""
    summary = imported.summary
    parts = (
        (summary.added, "thêm"),
        (summary.changed, "sửa"),
        (summary.restored, "khôi phục"),
        (summary.withdrawn, "rút"),
        (summary.unchanged, "giữ nguyên"),
    )
    told = ", ".join(f"{word} {count}" for count, word in parts if count) or "không có gì mới"
    return f"Đã nhận {imported.read.file_name}: {told} nội dung đăng ký. Tình trạng được đối chiếu đêm nay."


def _arrive(sender: Sender, content: bytes) -> Arrival:
    return Arrival(content, sender.now, sender.visitor.name)
