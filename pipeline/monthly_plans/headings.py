"""What a column heading means, by the words of the plan's own form first and by the usual words otherwise. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.vocabulary import Genre
from pipeline.monthly_plans.calendar_days import MIDDLE_MONTH
from pipeline.monthly_plans.directory import Directory
from pipeline.monthly_plans.genres import is_genre_heading
from pipeline.monthly_plans.meanings import Meaning
from pipeline.monthly_plans.outlet_names import OutletNames
from pipeline.monthly_plans.records import PlanMonth, Window
from pipeline.monthly_plans.windows import parse_days
from pipeline.monthly_plans.words import folded_key

LONGEST_HEADING = 90
# Keys of the form's columns in the plan file.
_FORM_KEYS: Mapping[str, Meaning] = {
    "stt": Meaning.NUMBER,
    "noi_dung": Meaning.CONTENT,
    "ma_kh": Meaning.PLAN_ROWS,
    "hinh_thuc": Meaning.GENRE,
    "so_luong": Meaning.QUANTITY,
    "co_quan_bao_chi": Meaning.OUTLETS,
    "thoi_gian": Meaning.WINDOW,
    "don_vi": Meaning.DEPARTMENT,
    "phoi_hop": Meaning.SUPPORTING,
    "dau_moi": Meaning.CONTACT,
    "ghi_chu": Meaning.NOTE,
}
# In this order; the first that fits counts. Folded: headings come with and without accents, in capitals or not.
_PATTERNS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.NUMBER, r"(?:s\.?t\.?t|tt|so tt|so thu tu|no|#)\.?"),
    (Meaning.NOTE, r"(?:ghi chu|chu thich|luu y|y kien|giai trinh|ly do)\b.*"),
    (
        Meaning.STANDING,
        r"(?:tinh trang|trang thai|ket qua|tinh hinh|tien do thuc hien|da thuc hien|muc do hoan thanh)\b.*",
    ),
    (
        Meaning.CONTACT,
        r".*(?:dien thoai|\bsdt\b|\bdt\b|email|lien he|ho va ten|ho ten|\bnguoi\b|can bo|chuyen vien|phong vien"
        r"|lanh dao (?:phu trach|chi dao)).*",
    ),
    (Meaning.SUPPORTING, r".*(?:phoi hop|cung tham gia).*"),
    (
        Meaning.PLAN_ROWS,
        r"(?:ma|muc|thuoc|can cu|theo|so muc|dau muc)\b.*(?:ke hoach|\bkh\b|noi dung|\bnd\b|\bhd\b|muc"
        r"|hoat dong).*|ma(?: so)?|noi dung (?:ke hoach|kh|trong kh|cua kh)(?: nam)?.*|muc kh.*|(?:nd"
        r"|hd)/(?:nd|hd).*|hoat dong (?:so|trong ke hoach).*|ma (?:noi dung|hoat dong|nd|hd).*",
    ),
    (
        Meaning.QUANTITY,
        r"(?:so luong|sl|s\.l|so tin|so bai|so san pham|so tac pham|chi tieu|so ky|tong so|du kien so luong"
        r"|so tin,? ?/?bai)\b.*",
    ),
    (
        Meaning.GENRE,
        r"(?:hinh thuc|the loai|loai hinh|loai tin|loai bai|loai san pham|san pham|the tai|kieu bai)\b.*|loai"
        r"|dang(?: bai)?|tin, bai, phong su.*|tin/bai/phong su.*",
    ),
    (
        Meaning.DEPARTMENT,
        r"(?:don vi|phong|bo phan|co quan|to chuc|ben)?,?\s*(?:phong|don vi|ban)?,?\s*(?:chu tri"
        r"|cung cap(?: thong tin| tin| noi dung)?|phu trach|dau moi|tham muu|chiu trach nhiem|dang ky|de xuat"
        r"|lap ke hoach|soan thao|chuan bi).*",
    ),
    (
        Meaning.OUTLETS,
        r".*(?:bao chi|bao/dai|bao, dai|\bbao dai\b|kenh|phuong tien|dang,? ?phat|noi dang|noi phat|dang tai"
        r"|truyen thong dang|toa soan|co quan thuc hien|co quan truyen thong|bao, ?dai|bao va dai"
        r"|dia chi dang|dang tren|phat tren|dang bao|don vi dang|don vi phat).*",
    ),
    (Meaning.MONTH, r"thang(?: dang ky| ke hoach)?|ky(?: ke hoach)?"),
    (
        Meaning.WINDOW,
        r".*(?:thoi gian|thoi diem|thoi han|tien do|\bngay\b|\bhan\b|lich|\btuan\b|ky han|du kien dang).*",
    ),
    (Meaning.THEME, r"(?:linh vuc|mang|nhom|tuyen bai|chuyen de|nhiem vu|mang cong tac)\b.*"),
    (
        Meaning.CONTENT,
        r".*(?:noi dung|chu de|de tai|van de|ten tin|ten bai|su kien|chu diem|cong viec|ten hoat dong|tieu de"
        r"|hoat dong tuyen truyen|tin, bai (?:ve|du kien)|ten tac pham).*|hoat dong|tin,? ?/?bai|dau viec",
    ),
    (
        Meaning.DEPARTMENT,
        r"(?:don vi|phong|phong, don vi|phong/don vi|phong ban|bo phan|phong chuyen mon|phong, ban"
        r"|don vi thuc hien|thuc hien|chi cuc|trung tam)(?:, ?.*| thuc hien| truc thuoc| chuyen mon)?",
    ),
)
_COMPILED = tuple((meaning, re.compile(pattern)) for meaning, pattern in _PATTERNS)
_EXCEPTIONS = (
    (Meaning.OUTLETS, re.compile(r"(?!.*(?:chu tri|thoi gian|ngay)).*bao chi.*")),
    (Meaning.DEPARTMENT, re.compile(r".*chu tri.*phoi hop.*")),
    (Meaning.WINDOW, re.compile(r"(?:thoi gian|ngay|lich|du kien|thoi diem)\b.*(?:dang|phat).*")),
    (Meaning.DEPARTMENT, re.compile(r"(?:don vi|phong).*(?:cung cap|chu tri|dau moi|phu trach|tham muu).*")),
    (Meaning.CONTACT, re.compile(r"dau moi(?: lien he)?|dau moi cung cap.*|nguoi .*|phu trach|ho ten.*|so dt.*")),
    (Meaning.WINDOW_FROM, re.compile(r"(?:ngay |thoi gian )?(?:tu|bat dau)(?: ngay)?|tu ngay.*")),
    (Meaning.WINDOW_TO, re.compile(r"(?:ngay |thoi gian )?(?:den|ket thuc|hoan thanh)(?: ngay)?|den ngay.*|han cuoi")),
)


@dataclass(frozen=True, slots=True)
class HeadingReading:
    """What one heading means. `is_weak` says that the values may show it to be another meaning."""

    meaning: Meaning
    why: str
    genre: Genre | None = None
    outlet: str | None = None
    window: Window | None = None
    is_weak: bool = False


UNKNOWN = HeadingReading(Meaning.UNKNOWN, "không rõ tiêu đề")


class HeadingWords:
    """Knows the headings of one plan's form and the outlets that exist in one month."""

    def __init__(self, directory: Directory, outlets: OutletNames, month: PlanMonth | None) -> None:
        self._outlets = outlets
        self._month = month
        self._year = directory.period_from.year
        self._form = {
            _key(word): _FORM_KEYS[key]
            for key, words in directory.column_words.items()
            if key in _FORM_KEYS
            for word in words
        }

    def read(self, heading: str) -> HeadingReading:
        """Return what `heading` means; one of several lines is read as one."""
        key = _key(heading)
        if not key or len(key) > LONGEST_HEADING:
            return UNKNOWN
        return self._by_form(key, heading) or self._by_value(key, heading) or self._by_words(key, heading)

    def _by_form(self, key: str, heading: str) -> HeadingReading | None:
        for meaning, pattern in _EXCEPTIONS:
            if pattern.fullmatch(key):
                return HeadingReading(meaning, f"tiêu đề «{_shown(heading)}»")
        if key in self._form:
            return HeadingReading(self._form[key], "đúng tên cột trong mẫu", is_weak=_is_weak(self._form[key], key))
        return None

    def _by_value(self, key: str, heading: str) -> HeadingReading | None:
        """Read a heading that is itself a value: the name of an outlet, a genre, a week."""
        if outlet := self._outlets.find(heading):
            why = "tiêu đề là tên cơ quan báo chí"
            return HeadingReading(Meaning.OUTLET_MARK, why, outlet=outlet, is_weak=True)
        if genre := is_genre_heading(heading):
            return HeadingReading(Meaning.GENRE_COUNT, "tiêu đề là một thể loại", genre=genre)
        if re.search(r"\d|\b(?:i{1,3}|iv)\b", key) and (window := self._read_window(key, heading)):
            return HeadingReading(Meaning.WINDOW_MARK, "tiêu đề là một khoảng thời gian", window=window)
        return None

    def _read_window(self, key: str, heading: str) -> Window | None:
        """Read "Tuần 1", "05-10/7"; in a plan of no one month only what names its own ("Tháng 8")."""
        names_month = self._month is None and re.fullmatch(r"(?:thang|t) ?\d{1,2}(?:/\d{4})?", key)
        return parse_days(heading, PlanMonth(self._year, MIDDLE_MONTH) if names_month else self._month)

    def _by_words(self, key: str, heading: str) -> HeadingReading:
        bare = re.sub(r"\s*\(.*?\)\s*", " ", key).strip()
        for meaning, pattern in _COMPILED:
            if pattern.fullmatch(bare or key):
                return HeadingReading(meaning, f"tiêu đề «{_shown(heading)}»", is_weak=_is_weak(meaning, bare))
        return UNKNOWN


def _is_weak(meaning: Meaning, key: str) -> bool:
    """Say whether values decide: who "thực hiện" is a department or an outlet, "tin, bài" a title or a count."""
    if meaning in (Meaning.DEPARTMENT, Meaning.OUTLETS):
        return "chu tri" not in key and "bao chi" not in key
    return key in ("tin, bai", "tin bai", "tin/bai", "tin,bai", "hinh thuc", "dang", "loai")


def _key(heading: str) -> str:
    text = re.sub(r"\s+", " ", folded_key(heading)).strip(" .:*")
    return re.sub(r"\s*/\s*", "/", text)


def _shown(heading: str) -> str:
    return " ".join(heading.split())[:60]
