"""Addresses of the two miniature sites: slugs, article numbers, URL forms.

Numbers of baohatinh.vn run through both generations of its pages and follow the date; the
broadcaster's addresses carry four arbitrary digits or none.
"""

import re
import unicodedata
import zlib
from datetime import datetime, timedelta, timezone

HANOI = timezone(timedelta(hours=7))
ORIGINS = {"baohatinh": "https://baohatinh.vn", "hatinhtv": "https://hatinhtv.vn"}

BAOHATINH_SECTIONS = {
    "chinh-tri": "Chính trị",
    "xa-hoi": "Xã hội",
    "kinh-te": "Kinh tế",
    "nong-nghiep": "Nông nghiệp",
    "phap-luat": "Pháp luật",
    "an-ninh-trat-tu": "An ninh trật tự",
    "xay-dung-dang": "Xây dựng Đảng",
    "quoc-phong-an-ninh": "Quốc phòng - An ninh",
    "ban-doc": "Bạn đọc",
    "van-hoa-giai-tri": "Văn hóa - Giải trí",
    "the-thao": "Thể thao",
    "quoc-te": "Trong nước - Quốc tế",
    "phong-su": "Phóng sự",
    "video": "Video",
    "emagazine": "Emagazine",
}
HATINHTV_SECTIONS = {
    "thoi-su": "Thời sự",
    "tin-trong-tinh": "Tin trong tỉnh",
    "tin-trong-nuoc": "Tin trong nước",
    "the-thao-giai-tri": "Thể thao - Giải trí",
    "doi-song": "Đời sống",
    "chuyen-muc": "Chuyên mục",
    "chuyen-de": "Chuyên đề",
    "khoa-hoc-cong-nghe": "Khoa học - Công nghệ",
    "tap-chi": "Tạp chí",
    "hinh-anh": "Hình ảnh",
    "ps-ks-ptl-td": "Phóng sự - Ký sự - Phim tài liệu",
}
HATINHTV_CATEGORIES = {
    "chinh-tri": "Chính trị",
    "kinh-te": "Kinh tế",
    "van-hoa---xa-hoi": "Văn hóa - Xã hội",
    "phap-luat": "Pháp luật",
    "moi-truong": "Môi trường",
}

# Tag numbers seen on the real site, where the words before the number are free.
_KNOWN_TAGS = {
    "rác thải sinh hoạt": 148662,
    "phân loại rác": 124847,
    "dồn điền đổi thửa": 130992,
    "giải phóng mặt bằng": 133069,
    "cao tốc Bắc - Nam": 155884,
    "lượng mưa": 146100,
    "đầu tư công": 151720,
}

_ANCHOR_TIME = datetime(2023, 7, 11, 12, tzinfo=HANOI)
_ANCHOR_NUMBER = 251265
_PER_DAY_BEFORE, _PER_DAY_AFTER = 46.8, 47.8


def make_slug(words: str) -> str:
    """Return the accent-less form of a headline used in addresses."""
    plain = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


def article_number(published_at: datetime) -> int:
    """Return the number baohatinh.vn would have reached at that moment of 2023."""
    days = (published_at - _ANCHOR_TIME) / timedelta(days=1)
    return _ANCHOR_NUMBER + round(days * (_PER_DAY_BEFORE if days < 0 else _PER_DAY_AFTER))


def stable_number(words: str, low: int, high: int) -> int:
    """Return a number in [low, high) that depends on `words` alone."""
    return low + zlib.crc32(words.encode()) % (high - low)


def tag_path(tag: str) -> str:
    """Return the path of a tag page."""
    number = _KNOWN_TAGS.get(tag) or stable_number(tag, 2545, 176907)
    return f"/{make_slug(tag)}-tag{number}.html"


def baohatinh_address(form: str, section_slug: str, title: str, published_at: datetime) -> tuple[str, tuple[str, ...]]:
    """Return the article id and every address of a newspaper article, the canonical one first."""
    origin, slug, number = ORIGINS["baohatinh"], make_slug(title), article_number(published_at)
    new = f"{origin}/{slug}-post{number}.html"
    amp = f"{origin}/{slug}-post{number}.amp"
    old = f"{origin}/{section_slug}/{slug}/{number}.htm"
    match form:
        case "new":
            return str(number), (new, amp)
        case "both":
            return str(number), (new, amp, old)
        case "old":
            return str(number), (old,)
        case "video":
            return str(number), (f"{origin}/video/dau-tu/{slug}/{number}.htm",)
        case "tv":
            counter = stable_number(title, 24000, 25000)
            return f"tv-{counter}", (f"{origin}/tv/{slug}-{counter}.html",)
    raise ValueError(f"unknown address form of baohatinh: {form}")


def hatinhtv_address(form: str, section_slug: str, title: str) -> tuple[str, tuple[str, ...]]:
    """Return the article id (last part of the path) and the address of a broadcaster's item."""
    slug = make_slug(title)
    match form:
        case "root":
            name = f"{slug}-{stable_number(title, 1000, 10000)}"
            return name, (f"{ORIGINS['hatinhtv']}/{name}",)
        case "tin-bai":
            return slug, (f"{ORIGINS['hatinhtv']}/tin-bai/{section_slug}/{slug}",)
    raise ValueError(f"unknown address form of hatinhtv: {form}")


def section_path(form: str, section_slug: str) -> str:
    """Return the path of the list an article stands in."""
    if form in {"root", "tin-bai"}:
        return f"/{section_slug}" if form == "root" else f"/tin-bai/{section_slug}"
    return f"/{section_slug}/"


def section_name(outlet: str, section_slug: str) -> str:
    """Return the printed name of a section."""
    if outlet == "baohatinh":
        return BAOHATINH_SECTIONS[section_slug]
    return (HATINHTV_SECTIONS | HATINHTV_CATEGORIES)[section_slug]
