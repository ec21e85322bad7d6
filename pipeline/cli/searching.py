"""diembao search, db reindex: find articles on the command line; make the search index anew."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from models.clock import VIETNAM
from pipeline.cli.options import Json, PlanCode
from pipeline.cli.output import console, table, write_json
from pipeline.config import load_config
from pipeline.lock import hold_data_folder
from pipeline.searching.answer import SearchAnswer, search_articles
from pipeline.searching.finding import Total, read_place
from pipeline.searching.hits import SearchHit
from pipeline.searching.question import read_question
from pipeline.searching.remaking import remake_index
from pipeline.store import open_store

MOST = 200


def add_commands(app: typer.Typer) -> None:
    """Join these commands to the program."""
    app.command("search")(search)


def search(
    words: Annotated[str, typer.Argument(help='Words, "phrases", -excluded; with or without accents.')] = "",
    *,
    author: Annotated[str, typer.Option(help="Pen names as printed, divided by commas.")] = "",
    outlet: Annotated[str, typer.Option(help="Key of an outlet.")] = "",
    genre: Annotated[str, typer.Option(help="tin, bai, phong_su, phong_van, anh, video, emagazine, phat_thanh.")] = "",
    since: Annotated[str, typer.Option("--from", help="First day, like 05/12/2023 or 2023-12-05.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day.")] = "",
    state: Annotated[str, typer.Option(help="cho_duyet, da_duyet, ngoai_ke_hoach, da_sua, da_go, cho_xem_lai…")] = "",
    plan: PlanCode = None,
    row: Annotated[str, typer.Option(help="Code of a row of the plan, like HD06.")] = "",
    department: Annotated[str, typer.Option(help="Code of a department.")] = "",
    field: Annotated[str, typer.Option(help="Code of a field.")] = "",
    order: Annotated[str, typer.Option(help="moi (newest first) or sat (closest first).")] = "moi",
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="Most articles shown.")] = 20,
    after: Annotated[str | None, typer.Option(help="Go on after this place, as the answer before told it.")] = None,
    as_json: Json = False,
) -> None:
    """Find articles. Example: diembao search "rác thải nhựa" --row HD06 --from 01/06/2023."""
    config = load_config()
    asked = {
        "q": words,
        "tac-gia": author,
        "co-quan": outlet,
        "the-loai": genre,
        "tu": since,
        "den": until,
        "tinh-trang": state,
        "ke-hoach": plan or config.plan or "",
        "dong": row,
        "don-vi": department,
        "linh-vuc": field,
        "sap-xep": order,
    }
    with open_store(config) as engine, Session(engine) as session:
        answer = search_articles(session, read_question(asked), after=read_place(after), size=limit)
    if as_json:
        write_json(_as_plain(answer))
    else:
        _print(answer)


def _as_plain(answer: SearchAnswer) -> dict[str, Any]:
    articles = [_make_plain(asdict(hit)) for hit in answer.hits]
    return {"total": asdict(answer.total), "next": str(answer.end) if answer.end else None, "articles": articles}


def _make_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _make_plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_make_plain(one) for one in value]
    return value.astimezone(VIETNAM).isoformat(timespec="seconds") if isinstance(value, datetime) else value


def _print(answer: SearchAnswer) -> None:
    if not answer.hits:
        console().print("Không tìm thấy tin, bài nào: hãy bớt điều kiện hoặc gõ không dấu.")
        return
    columns = [("Ngày", False), ("Cơ quan", False), ("Tên tin, bài", False), ("Tác giả", False), ("Kế hoạch", False)]
    console().print(table(_tell_total(answer.total), columns, [_row(hit) for hit in answer.hits]))
    if answer.end:
        console().print(f"Còn nữa: thêm --after {answer.end}")


def _tell_total(total: Total) -> str:
    number = f"{total.number:,}".replace(",", ".")
    return f"Tìm thấy {number} tin, bài" if total.is_exact else f"Tìm thấy hơn {number} tin, bài"


def _row(hit: SearchHit) -> list[str]:
    day = f"{hit.published_at.astimezone(VIETNAM):%d/%m/%Y}" if hit.published_at else "chưa rõ"
    return [day, hit.outlet, hit.title.text, hit.byline or "", ", ".join(row.code for row in hit.rows)]


def reindex() -> None:
    """Make the search index anew from all articles. Example: diembao db reindex."""
    config = load_config()
    with hold_data_folder(config.data), open_store(config) as engine:
        remake_index(engine)
    console().print("Đã lập lại chỉ mục tìm kiếm.")
