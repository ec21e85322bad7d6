"""The screen of one article: answer, skip, step back, put right, note."""

from datetime import timedelta

from fastapi import APIRouter
from fastapi.responses import Response

from models.errors import DiembaoError
from models.vocabulary import CountCause
from pipeline.custody.standing import CountAnswer, answer_count_question
from pipeline.desk.access.rights import Right
from pipeline.desk.answering import go_to
from pipeline.desk.queue.forms import read_answers_form, read_corrections_form, read_seen
from pipeline.desk.queue.walking import TheForm, TheWalk, Walk, show_end, show_following, show_screen
from pipeline.desk.visit import allow
from pipeline.reviews.answering import ConflictError, answer_article, reopen_article, settle
from pipeline.reviews.correcting import correct_article, release_article, undo_correction
from pipeline.reviews.listing import find_next, find_previous
from pipeline.reviews.noting import retract_note, write_note
from pipeline.reviews.queue import rank_queue
from pipeline.reviews.undoing import find_last_batch, undo_batch

# What was answered on another day is changed on the article's own screen, not by one key.
UNDO_WITHIN = timedelta(hours=12)
STILL_COUNTS = "van-tinh"

router = APIRouter()
_REVIEW = [allow(Right.REVIEW)]


@router.get("/duyet", dependencies=_REVIEW)
def show_first(walk: TheWalk) -> Response:
    """Show the article that matters most."""
    found = find_next(walk.db, walk.plan, walk.wanted)
    return show_end(walk) if found is None else show_screen(walk, found)


@router.get("/duyet/het-danh-sach", dependencies=_REVIEW)
def show_the_end(walk: TheWalk) -> Response:
    """Show that the list is walked through, and what there is to do next."""
    return show_end(walk)


@router.get("/duyet/{article_id:int}", dependencies=_REVIEW)
def show_article(article_id: int, walk: TheWalk) -> Response:
    """Show one article."""
    return show_screen(walk, article_id)


@router.get("/duyet/{article_id:int}/sau", dependencies=_REVIEW)
def show_next(article_id: int, walk: TheWalk) -> Response:
    """Pass on to the next article; nothing is decided."""
    return show_following(walk, article_id)


@router.get("/duyet/{article_id:int}/truoc", dependencies=_REVIEW)
def show_previous(article_id: int, walk: TheWalk) -> Response:
    """Go back to the article before."""
    found = find_previous(walk.db, walk.plan, walk.wanted, before=article_id)
    if found is None:
        return show_screen(walk, article_id, said="Đây là bài đầu tiên của danh sách.")
    return show_screen(walk, found)


@router.post("/duyet/{article_id:int}", dependencies=_REVIEW)
def answer(article_id: int, walk: TheWalk, form: TheForm) -> Response:
    """Write the answers of a screen and show the next article; a conflict is shown with both answers."""
    try:
        answers, seen = read_answers_form(form), read_seen(form)
        answer_article(walk.db, walk.plan, article_id, answers, by=walk.visitor.name, now=walk.now, seen=seen)
    except ConflictError as conflict:
        return show_screen(walk, article_id, conflict=conflict, status=409)
    except DiembaoError as error:
        return show_screen(walk, article_id, alarm=str(error), status=400)
    return show_following(walk, article_id)


@router.post("/duyet/{article_id:int}/mo-lai", dependencies=_REVIEW)
def reopen(article_id: int, walk: TheWalk, form: TheForm) -> Response:
    """Take every answer on an article back."""
    try:
        seen = read_seen(form)
        reopen_article(walk.db, walk.plan, article_id, by=walk.visitor.name, now=walk.now, seen=seen)
    except DiembaoError as error:
        return show_screen(walk, article_id, alarm=str(error), status=409)
    return _stay(walk, article_id, "Đã mở lại: bài này chờ duyệt như chưa ai trả lời. Lịch sử vẫn giữ.")


@router.post("/duyet/{article_id:int}/con-tinh", dependencies=_REVIEW)
def say_whether_it_counts(article_id: int, walk: TheWalk, form: TheForm) -> Response:
    """Write down whether an article that the outlet took away still counts, and show the next."""
    said = CountAnswer(form.get("action") == STILL_COUNTS, walk.visitor.name)
    try:
        answer_count_question(walk.db, walk.plan, article_id, CountCause.REMOVED, said, now=walk.now)
    except DiembaoError as error:
        return show_screen(walk, article_id, alarm=str(error), status=409)
    settle(walk.db, walk.plan, [article_id], now=walk.now)
    return show_following(walk, article_id)


@router.post("/duyet/hoan-tac", dependencies=_REVIEW)
def undo(walk: TheWalk) -> Response:
    """Take the visitor's last step of the day back and show its article."""
    since = walk.now - UNDO_WITHIN
    batch = find_last_batch(walk.db, walk.plan, by=walk.visitor.name, since=since)
    if batch is None:
        return _stay_at_first(walk, "Không còn lần trả lời nào của anh/chị hôm nay để hoàn tác.")
    try:
        undone = undo_batch(walk.db, walk.plan, batch, by=walk.visitor.name, now=walk.now)
    except DiembaoError as error:
        return _stay_at_first(walk, f"{error} Không có gì thay đổi.")
    kept = f" {undone.kept} bài đã có câu trả lời mới hơn nên giữ nguyên." if undone.kept else ""
    many = f" {len(undone.articles)} bài" if len(undone.articles) > 1 else ""
    return _stay(walk, undone.articles[0], f"Đã hoàn tác{many}.{kept}")


@router.post("/duyet/{article_id:int}/sua", dependencies=_REVIEW)
def correct(article_id: int, walk: TheWalk, form: TheForm) -> Response:
    """Put facts of an article right."""
    try:
        corrections = read_corrections_form(form)
        batch = correct_article(walk.db, walk.plan, article_id, corrections, by=walk.visitor.name, now=walk.now)
    except DiembaoError as error:
        return show_screen(walk, article_id, alarm=str(error), status=400)
    return _stay(walk, article_id, "Đã sửa; bản gốc vẫn giữ bên cạnh." if batch else "Không có gì thay đổi.")


@router.post("/duyet/{article_id:int}/sua/{batch}/hoan-tac", dependencies=_REVIEW)
def undo_correcting(article_id: int, batch: str, walk: TheWalk) -> Response:
    """Let what the page said stand again."""
    try:
        undo_correction(walk.db, walk.plan, article_id, batch, by=walk.visitor.name, now=walk.now)
    except DiembaoError as error:
        return show_screen(walk, article_id, alarm=str(error), status=400)
    return _stay(walk, article_id, "Đã trả lại như trang báo ghi.")


@router.post("/duyet/{article_id:int}/cho-tinh", dependencies=_REVIEW)
def release(article_id: int, walk: TheWalk, form: TheForm) -> Response:
    """Keep what was typed for a waiting article and let it count."""
    try:
        with walk.db.begin_nested():
            corrections = read_corrections_form(form)
            correct_article(walk.db, walk.plan, article_id, corrections, by=walk.visitor.name, now=walk.now)
            release_article(walk.db, walk.plan, article_id, now=walk.now)
    except DiembaoError as error:
        return show_screen(walk, article_id, alarm=str(error), status=400)
    said = "Đã cho bài vào tính. Đêm tới chương trình gắn nhãn; anh/chị có thể chọn dòng kế hoạch ngay bây giờ."
    return _stay(walk, article_id, said)


@router.post("/duyet/{article_id:int}/ghi-chu", dependencies=_REVIEW)
def note(article_id: int, walk: TheWalk, form: TheForm) -> Response:
    """Keep a remark."""
    try:
        write_note(walk.db, article_id, str(form.get("note", "")), by=walk.visitor.name, now=walk.now)
    except DiembaoError as error:
        return show_screen(walk, article_id, alarm=str(error), status=400)
    return _stay(walk, article_id, "Đã ghi chú.")


@router.post("/duyet/{article_id:int}/ghi-chu/{note_id:int}/rut", dependencies=_REVIEW)
def retract(article_id: int, note_id: int, walk: TheWalk) -> Response:
    """Take one's own remark back."""
    retract_note(walk.db, note_id, by=walk.visitor.name, now=walk.now)
    return _stay(walk, article_id, "Đã rút ghi chú.")


@router.post("/duyet/xep-lai", dependencies=_REVIEW)
def rank_anew(walk: TheWalk) -> Response:
    """Rank the whole queue anew."""
    waiting = rank_queue(walk.db, walk.plan, now=walk.now)
    said = f"Đã xếp lại: {waiting} bài chờ duyệt."
    return go_to(walk.address(), request=walk.request, notice=said)


def _stay_at_first(walk: Walk, said: str) -> Response:
    """Show the article that matters most, or the end, where a step back led nowhere."""
    found = find_next(walk.db, walk.plan, walk.wanted)
    return show_end(walk, said=said) if found is None else _stay(walk, found, said)


def _stay(walk: Walk, article_id: int, said: str) -> Response:
    """Show an article again after a change."""
    if walk.is_part:
        return show_screen(walk, article_id, said=said)
    return go_to(walk.address(f"/{article_id}"), request=walk.request, notice=said)
