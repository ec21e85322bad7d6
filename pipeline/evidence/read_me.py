"""The page that a person opens first in a folder of evidence, in Vietnamese and English. Pure."""

import codecs
from collections.abc import Iterator

from pipeline.evidence.layout import CONTENTS
from pipeline.evidence.verify import PROVES, ROOT_TEXT, wrap
from reports.gathering import Gathered
from reports.wording.figures import tell_instant, tell_period

LINE_END = "\r\n"
"""As the plainest editors of offices want it."""


def write_read_me(gathered: Gathered, counted: int) -> bytes:
    """Return the page: what is in the folder, how it is checked, what that proves."""
    text = LINE_END.join([*_write_vietnamese(gathered, counted), "", "=" * 78, "", *_write_english(gathered, counted)])
    return codecs.BOM_UTF8 + f"{text}{LINE_END}".encode()


def _write_vietnamese(gathered: Gathered, counted: int) -> Iterator[str]:
    yield f"BỘ HỒ SƠ MINH CHỨNG: {gathered.office.plan.title}"
    yield f"Kỳ {tell_period(gathered.start, gathered.end)}. {tell_instant(gathered.as_of)}."
    yield ""
    yield f"Có minh chứng của {counted} tác phẩm đã có người duyệt. Tác phẩm máy đề xuất hoặc còn nghi ngờ không tính,"
    yield "chỉ nêu trong báo cáo."
    yield ""
    yield "Trong thư mục:"
    yield from (f"  {path:<28}{vi}" for path, vi, _ in CONTENTS)
    yield ""
    yield "Kiểm tra: chạy «python3 verify.py» trong thư mục này (không cần mạng). So mã gốc in ra với mã đã ghi trong"
    yield "công văn gửi kèm. Nếu không tin bản verify.py ở đây, hãy lấy bản của nơi khác rồi chạy verify.py THƯ_MỤC."
    yield f"Bằng chứng thời gian, nếu có, nằm ở niem-phong/. Nếu ở đó chỉ có {ROOT_TEXT} thì không có bằng chứng từ bên"
    yield "ngoài về thời điểm lập hồ sơ: chỉ có lời của cơ quan."
    yield ""
    yield "Chứng minh được gì, không chứng minh gì:"
    yield from (line for vi, _ in PROVES for line in wrap(vi, "  - ").split("\n"))
    yield ""
    yield "Bản chụp chứa nguyên trang của báo, đài: dùng làm minh chứng nội bộ, không phát tán, không đăng lại."


def _write_english(gathered: Gathered, counted: int) -> Iterator[str]:
    yield f"FOLDER OF EVIDENCE for plan {gathered.office.plan.code}"
    yield f"Works published from {gathered.start} to {gathered.end}, as known on {gathered.as_of:%Y-%m-%d %H:%M} UTC."
    yield ""
    yield f"It holds the evidence of {counted} works that a person confirmed. Works that are only proposed or"
    yield "doubtful are not counted: the reports name them, no capture of them lies here."
    yield ""
    yield "Inside:"
    yield from (f"  {path:<28}{en}" for path, _, en in CONTENTS)
    yield ""
    yield "To check: run `python3 verify.py` here (no network). Compare the root it prints with the one in the covering"
    yield "letter. If you do not trust this copy of verify.py, take one from elsewhere and run it on this folder."
    yield f"A time proof, if any, lies in niem-phong/. If only {ROOT_TEXT} is there, nothing from outside proves"
    yield "when this folder was made: there is only the office's word."
    yield ""
    yield "What this proves and what not:"
    yield from (line for _, en in PROVES for line in wrap(en, "  - ").split("\n"))
