"""The ends an address can come to in a crawl, the reasons why, and what is handed from spider to keeper."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from crawler.listings.listed import Listed, ListedPage
from models.vocabulary import AddressKind, LabelledEnum


class Reason(LabelledEnum):
    """Why an address was dropped or failed; the key stands in `Address.reason`."""

    TOO_LARGE = "too_large", "Trang quá lớn"
    BAD_ENCODING = "bad_encoding", "Không giải nén được"
    REDIRECT_LOOP = "redirect_loop", "Chuyển hướng vòng quanh"
    OTHER_HOST = "other_host", "Chuyển sang máy chủ khác"
    BAD_SCHEME = "bad_scheme", "Không phải địa chỉ web"
    PRIVATE_ADDRESS = "private_address", "Máy chủ trỏ vào mạng nội bộ"
    NOT_A_PAGE = "not_a_page", "Không phải trang chữ"
    UNREADABLE = "unreadable", "Danh sách không đọc được"
    TOO_DEEP = "too_deep", "Quá sâu trong danh sách"
    REFUSED = "refused", "Máy chủ từ chối"
    TIMEOUT = "timeout", "Quá thời gian chờ"
    NO_HOST = "no_host", "Không tìm thấy máy chủ"
    NO_CONNECTION = "no_connection", "Không kết nối được"
    CUT_OFF = "cut_off", "Đứt giữa chừng"
    SERVER_ERROR = "server_error", "Máy chủ báo lỗi"
    BUSY = "busy", "Máy chủ bận"
    HTTP_STATUS = "http_status", "Máy chủ trả lời khác thường"
    PROGRAM_ERROR = "program_error", "Lỗi của chương trình"


class Fate(Enum):
    """What an answer means for its address. REQUEUE is no end: the address goes on waiting."""

    KEPT = "kept"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    GONE = "gone"
    ROBOTS = "robots"
    DROPPED = "dropped"
    FAILED = "failed"
    REQUEUE = "requeue"


ENDS = tuple(fate for fate in Fate if fate is not Fate.REQUEUE)


@dataclass(frozen=True, slots=True)
class Task:
    """An address taken from the queue to be asked now. `is_held` says that a snapshot of it is kept already."""

    address_id: int
    outlet: str
    url: str
    kind: AddressKind
    channel: str
    article_id: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    tries: int = 0
    page_number: int = 0
    listing_url: str | None = None
    is_held: bool = False
    is_recheck: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer as they went over the wire; `body` is not decoded."""

    url: str
    at: datetime
    request_line: str
    request_headers: tuple[tuple[str, str], ...]
    status_line: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    ip: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The spider's finding about one task, for the keeper to store.

    `exchanges` are the hops and the answer, in order; `page` is the answer's decoded body.
    `listed` holds what a listing announced, `found` further addresses met on the way.
    """

    task: Task
    fate: Fate
    reason: Reason | None = None
    http_status: int | None = None
    exchanges: tuple[Exchange, ...] = ()
    page: bytes | None = None
    listed: ListedPage | None = None
    found: tuple[Listed, ...] = ()
    retry_after: float | None = None
