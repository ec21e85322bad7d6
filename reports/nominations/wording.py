"""How lists of nominations are put into words: always proposed, never decided; a rule not confirmed says so."""

from collections.abc import Iterator, Sequence

from models.office_files.award import AwardFile, AwardRule, Nominated
from models.vocabulary import Certainty, Verification
from reports.authors.record import CreditedWork, Tally
from reports.documents.record import Column, Table, table_row
from reports.formats import format_day, format_number
from reports.nominations.annex import tell_numbers, tell_share
from reports.nominations.opinions import Rating

PROPOSES = "Danh sách đề nghị xem xét, không phải quyết định khen thưởng; người có thẩm quyền xem xét và quyết định."
CERTAIN = (Verification.PLAN, Verification.CONFIRMED)


def tell_rules(award: AwardFile) -> Table:
    """Return the rules of an award in a table, each with how it is known."""
    columns = (Column("Quy tắc", 18), Column("Nội dung", 34), Column("Căn cứ", 16), Column("Ghi chú", 32))
    rows = [table_row(name, told, _tell_verification(rule), rule.note or "") for name, told, rule in list_rules(award)]
    return Table(columns, tuple(rows), title="Quy tắc đã áp dụng", size=11)


def _tell_verification(rule: AwardRule) -> str:
    return rule.verification.label.lower() if rule.verification in CERTAIN else f"{rule.verification.label.upper()}"


def is_unsure(award: AwardFile) -> bool:
    """Say whether any rule is not confirmed."""
    return any(rule.verification not in CERTAIN for _, _, rule in list_rules(award))


def list_rules(award: AwardFile) -> Iterator[tuple[str, str, AwardRule]]:
    """Yield each rule's name, what it says, and the rule with how it is known."""
    window, genres, series = award.window, award.genres, award.series
    yield "Giải, hình thức", f"{award.award.name}, lần {award.award.edition}; {award.award.organiser}", award.award
    yield "Thời gian", f"đăng, phát từ {format_day(window.first_day)} đến {format_day(window.last_day)}", window
    allowed = "mọi thể loại" if genres.allowed is None else ", ".join(one.label.lower() for one in genres.allowed)
    without = f"; không nhận: {', '.join(one.label.lower() for one in genres.excluded)}" if genres.excluded else ""
    yield "Thể loại", f"{allowed}{without}", genres
    most = award.authorship.max_authors
    team = f"không quá {most} tác giả" if most else "không giới hạn số tác giả"
    yield "Tác giả", f"{team}; người trong ngành: {award.authorship.insiders.label.lower()}", award.authorship
    parts = f", không quá {series.max_parts} kỳ" if series.max_parts else ""
    yield "Loạt bài", f"{series.counts_as.label.lower()}{parts}", series
    yield "Đã khen thưởng", f"loại tác phẩm: {award.earlier_rewards.refuse.label.lower()}", award.earlier_rewards
    yield "Thứ tự", award.ranking.by.label.lower(), award.ranking


def tell_nominated(award: AwardFile) -> str:
    """Name what the award goes to."""
    return "tác giả" if award.nominates is Nominated.AUTHOR else "tác phẩm"


def tell_rating(rating: Rating | None) -> str:
    """Say what people think of a work: both means, how many rated, how far apart they are."""
    if rating is None:
        return "chưa có người chấm"
    count = len(rating.opinions)
    said = f"chất lượng {tell_share(rating.quality)}, tác động {tell_share(rating.impact)} ({count} lượt chấm"
    if count == 1:
        return f"{said})"
    return f"{said}; chất lượng {_tell_span(rating.quality_span)}, tác động {_tell_span(rating.impact_span)})"


def _tell_span(span: tuple[int, int]) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}"


def tell_timing(one: CreditedWork) -> str:
    """Say how a work lies to its days in a monthly plan."""
    if one.timing is None:
        return "không đo được"
    days = one.timing.days
    mark = "" if one.timing.certainty is Certainty.CONFIRMED else " (máy khớp)"
    if days == 0:
        return f"đúng thời gian đăng ký{mark}"
    return f"{'sau' if days > 0 else 'trước'} thời gian đăng ký {abs(days)} ngày{mark}"


def list_figures(tally: Tally) -> list[tuple[str, str, str]]:
    """Return each figure of an author with its name and the works behind it."""
    whole = tell_numbers(tally.works)
    series = [work for work in tally.works if work.series_key]
    timed, matched = tally.timed(), tally.timed(Certainty.PROPOSED)
    figures = [
        ("Số tác phẩm, mỗi kỳ của loạt bài là một", format_number(tally.whole), whole),
        ("Chia đều cho đồng tác giả", tell_share(float(tally.shared)), whole),
        ("Gộp mỗi loạt bài là một", format_number(tally.joined), whole),
        ("Gộp loạt bài và chia đều", tell_share(float(tally.joined_shared)), whole),
        ("Loạt bài tham gia", format_number(len(tally.series_keys)), tell_numbers(series)),
        ("Bài sâu (bài, phóng sự, phỏng vấn, emagazine)", format_number(len(tally.deep)), tell_numbers(tally.deep)),
        ("Tổng số chữ", format_number(tally.words), whole),
        ("Nội dung kế hoạch đã phản ánh", f"{len(tally.rows)}: {', '.join(tally.rows)}", whole),
        ("Phản ánh, phê bình (tính như bài khác)", format_number(len(tally.critical)), tell_numbers(tally.critical)),
        (
            "Ảnh cho bài của người khác (không tính)",
            format_number(len(tally.photographed)),
            tell_numbers(tally.photographed),
        ),
    ]
    for name, known, good in (
        ("Kịp thời: đúng hoặc trước hạn kế hoạch tháng, đã xác nhận", timed, tally.in_time()),
        ("Kịp thời theo máy khớp, chưa xác nhận", matched, tally.in_time(Certainty.PROPOSED)),
    ):
        told = f"{len(good)}/{len(known)}" if known else "không đo được"
        figures.append((name, told, _numbers(known)))
    return figures


def _numbers(credited: Sequence[CreditedWork]) -> str:
    return tell_numbers([one.work for one in credited])
