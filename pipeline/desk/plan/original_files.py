"""The file of a monthly plan as it was received, to be saved; who took it is logged."""

from pathlib import PurePath

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from models.obligation import MonthlyPlanFile
from pipeline.desk.access.audit import record
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import send_file
from pipeline.desk.visit import Db, Now, Signed, allow

router = APIRouter()
MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xls": "application/vnd.ms-excel",
}


@router.get("/ke-hoach/tep/{number}", dependencies=[allow(Right.KEEP_PLANS)])
def original_file(request: Request, db: Db, visitor: Signed, now: Now, number: int) -> Response:
    """Send the original of a monthly plan; it may name contacts, so only those who keep the plans get it."""
    file = db.get(MonthlyPlanFile, number)
    if file is None:
        raise HTTPException(404)
    record(db, by=visitor.name, action="tải tệp kế hoạch tháng", subject=file.file_name, at=now, file=file.id)
    return send_original(file)


def send_original(file: MonthlyPlanFile) -> Response:
    """Answer with the bytes as received, under a plain name; the received name stays in the page."""
    suffix = PurePath(file.file_name).suffix.lower()
    known = suffix if suffix in MEDIA_TYPES else ".bin"
    return send_file(
        file.original,
        name=f"ke-hoach-thang-{file.id}{known}",
        media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
    )
