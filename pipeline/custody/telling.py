"""Say a certificate of completeness in plain words, and lay it as blocks of an official document."""

from collections.abc import Iterator

from pipeline.custody.certificate import Certificate, Channel, ChannelLine, Counts, OutletLine
from pipeline.custody.estimating import Dependence, Estimate
from reports.documents.record import Align, Block, Column, Note, RowKind, Table, TableRow, bullet, table_row
from reports.formats import format_instant, format_number

COLUMNS = (
    Column("Nguồn", 30),
    Column("Danh sách đã đọc", 12, Align.CENTER),
    Column("Danh sách hỏng", 12, Align.CENTER),
    Column("Nêu", 10, Align.CENTER),
    Column("Đã lưu", 10, Align.CENTER),
    Column("Còn thiếu", 10, Align.CENTER),
    Column("Lỗi", 8, Align.CENTER),
    Column("Không phải bài", 10, Align.CENTER),
)
ALL = "Các nguồn, không trùng"
LIMITS = (
    "Số bài bỏ sót được ước lượng từ mức trùng nhau giữa các nguồn (công thức Chapman; khoảng tin cậy 95 % theo phân "
    "bố siêu bội). Ước lượng chỉ đúng khi hai bên được so không phụ thuộc nhau. Bài không được đưa vào nguồn nào thì "
    "không cách nào biết và không nằm trong ước lượng."
)


def lay_certificate(certificate: Certificate) -> tuple[Block, ...]:
    """Return the certificate as a table, a sentence or more for each outlet, and how it was reckoned."""
    rows = tuple(row for line in certificate.outlets for row in _lay_outlet(line))
    table = Table(
        COLUMNS, rows, title=certificate.title, size=11.0, empty_text="Không có số liệu từng nguồn của thời gian này."
    )
    told = tuple(bullet(sentence) for line in certificate.outlets for sentence in tell_outlet(line))
    return table, *told, Note(f"{LIMITS} Tính đến {format_instant(certificate.as_of)}.")


def _lay_outlet(line: OutletLine) -> Iterator[TableRow]:
    yield table_row(line.name, kind=RowKind.GROUP)
    for channel in line.channels:
        yield _lay_channel(channel)
    yield table_row(ALL, None, None, *_figures(line.counts), kind=RowKind.TOTAL)


def _lay_channel(line: ChannelLine) -> TableRow:
    return table_row(_begin(line.channel.label), line.lists, line.broken_lists, *_figures(line.counts))


def _begin(words: str) -> str:
    return words[0].upper() + words[1:]


def _figures(counts: Counts) -> tuple[int, ...]:
    return counts.listed, counts.held, counts.missing, counts.errors, counts.no_articles


def tell_certificate(certificate: Certificate) -> tuple[str, ...]:
    """Return the certificate as sentences."""
    if not certificate.outlets:
        return (f"{certificate.title}: không có số liệu từng nguồn.",)
    told = [sentence for line in certificate.outlets for sentence in tell_outlet(line)]
    return f"{certificate.title}.", *told, LIMITS


def tell_outlet(line: OutletLine) -> tuple[str, ...]:
    """Return what is known of an outlet: what was listed and held, what was missed by estimate, what to beware of."""
    counts = line.counts
    strange = f", {format_number(counts.no_articles)} địa chỉ không phải bài" if counts.no_articles else ""
    held = (
        f"{line.name}: các nguồn nêu {format_number(counts.listed)} bài; đã lưu {format_number(counts.held)}, "
        f"còn thiếu {format_number(counts.missing)}, lỗi {format_number(counts.errors)}{strange}."
    )
    return held, *(f"{line.name}: {sentence}" for sentence in _tell_estimate(line))


def summarise_outlet(line: OutletLine) -> str:
    """Return the night's certificate of an outlet in one sentence, for the summary that names the outlet beside it."""
    counts, estimate = line.counts, line.estimate
    missed = "không ước lượng được số bài bỏ sót"
    if estimate is not None and estimate.high is not None:
        missed = (
            f"ước lượng các nguồn bỏ sót {format_number(round(estimate.missed))} bài mới "
            f"(từ {estimate.missed_low} đến {estimate.missed_high})"
        )
    return (
        f"Các nguồn nêu {format_number(counts.listed)} bài: đã lưu {format_number(counts.held)}, "
        f"còn thiếu {format_number(counts.missing)}, lỗi {format_number(counts.errors)}; {missed}."
    )


def _tell_estimate(line: OutletLine) -> tuple[str, ...]:
    estimate = line.estimate
    if line.new == 0:
        return ("không có bài mới nên không có gì để ước lượng.",)
    if estimate is None:
        return ("chỉ có một nguồn nêu bài nên không ước lượng được số bài bỏ sót.",)
    pair = (
        f"{_name(estimate.first)} ({estimate.first_size} bài) với {_name(estimate.second)} ({estimate.second_size} bài)"
    )
    if estimate.high is None:
        least = f"ít nhất {format_number(estimate.missed_low)} bài" if estimate.missed_low else "không có chặn trên"
        return (f"so {pair}: không trùng bài nào nên không ước lượng được số bài bỏ sót ({least}).",)
    told = (
        f"ước lượng các nguồn bỏ sót khoảng {format_number(round(estimate.missed))} bài ngoài {estimate.seen} bài mới "
        f"đã thấy (khoảng tin cậy 95 %: từ {estimate.missed_low} đến {estimate.missed_high}), so {pair}: "
        f"{estimate.both} bài có ở cả hai."
    )
    return told, *_warn(estimate)


def _warn(estimate: Estimate) -> Iterator[str]:
    """Yield what the reader should beware of."""
    if estimate.is_scant:
        yield f"chỉ {estimate.both} bài trùng nhau, quá ít để tin một con số; hãy dùng khoảng tin cậy hoặc xem cả kỳ."
    if not estimate.could_test:
        yield "không có nguồn thứ ba đủ số liệu để kiểm tra hai bên có độc lập hay không."
    for dependence in estimate.dependences:
        yield _tell_dependence(dependence)


def _tell_dependence(dependence: Dependence) -> str:
    """Say how two channels depend on each other, and which way the estimate errs for it."""
    first, second, within = (Channel(name).label for name in (dependence.first, dependence.second, dependence.within))
    often, errs = ("thường cũng", "nhiều") if dependence.is_together else ("thường không", "ít")
    share = f"{dependence.p:.3f}".replace(".", ",") if dependence.p >= 0.001 else "dưới 0,001"
    return (
        f"trong các bài của {within}, bài có ở {first} {often} có ở {second} (xác suất ngẫu nhiên {share}): hai bên "
        f"không độc lập, số bài bỏ sót thật có thể {errs} hơn ước lượng."
    )


def _name(channels: tuple[str, ...]) -> str:
    return ", ".join(Channel(channel).label for channel in channels)
