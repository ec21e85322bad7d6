"""Closed vocabularies. Each value is the key stored and exported; `label` is what the office reads."""

from enum import StrEnum


class LabelledEnum(StrEnum):
    """A stored key with the Vietnamese words for it."""

    label: str

    def __new__(cls, key: str, label: str = "") -> "LabelledEnum":
        """Make a member that is the key and carries its label."""
        member = str.__new__(cls, key)
        member._value_ = key
        member.label = label
        return member


class Genre(LabelledEnum):
    """Kind of piece, as in the plan's form column."""

    NEWS = "tin", "Tin"
    FEATURE = "bai", "Bài"
    REPORTAGE = "phong_su", "Phóng sự"
    INTERVIEW = "phong_van", "Phỏng vấn"
    PHOTO = "anh", "Ảnh"
    VIDEO = "video", "Video"
    EMAGAZINE = "emagazine", "Emagazine"
    RADIO = "phat_thanh", "Phát thanh"


class Signature(LabelledEnum):
    """Who stands behind a byline as printed."""

    NAMED = "named", "Có tên tác giả"
    COLLECTIVE = "collective", "Tập thể (PV, nhóm PV, CTV…)"
    AGENCY = "agency", "Hãng tin"
    REPRINT = "reprint", "Đăng lại"
    NONE = "none", "Không ký tên"


class CreditRole(LabelledEnum):
    """What a named person did for a piece."""

    TEXT = "text", "Viết"
    PHOTO = "photo", "Ảnh"
    VIDEO = "video", "Quay phim, dựng hình"
    EDITOR = "editor", "Biên tập, thực hiện"


class ArticleStatus(LabelledEnum):
    """What became of an article since it was first seen."""

    LIVE = "live", "Đang đăng"
    EDITED = "edited", "Đã sửa"
    REMOVED = "removed", "Đã gỡ"
    QUARANTINED = "quarantined", "Chờ xem lại"


class ArticleOrigin(LabelledEnum):
    """How an article came in."""

    CRAWLED = "crawled", "Thu thập tự động"
    IMPORTED = "imported", "Nhập tay"


class OfficeRole(LabelledEnum):
    """The part the department plays in an article (facet `vai_tro_so` of the plan file)."""

    ACTOR = "chu_the", "Sở, đơn vị của Sở là chủ thể"
    QUOTED = "nguon_tin", "Sở, đơn vị là nguồn tin"
    NAMED = "nhac_ten", "Chỉ nhắc tên"
    ABSENT = "khong_nhac", "Không nhắc"


class Tone(LabelledEnum):
    """Tone towards the matter reported (facet `sac_thai`)."""

    POSITIVE = "tich_cuc", "Tích cực"
    NEUTRAL = "trung_tinh", "Trung tính"
    CRITICAL = "phan_anh", "Phản ánh, phê bình"


class ActingBody(LabelledEnum):
    """Whose act an article reports (facet `chu_the` of the plan file); the first three are the province's own."""

    OFFICE = "so", "Sở, đơn vị trực thuộc"
    PROVINCE = "tinh", "Tỉnh ủy, HĐND, UBND tỉnh"
    LOCAL = "huyen_xa", "Cấp huyện, xã"
    OTHER = "khac", "Cơ quan, tổ chức, người khác"


class LocalityScope(LabelledEnum):
    """Where the matter of an article takes place, seen from the province."""

    INSIDE = "trong_tinh", "Trong tỉnh"
    ELSEWHERE = "ngoai_tinh", "Ngoài tỉnh"
    NATION = "ca_nuoc", "Cả nước"
    UNCLEAR = "khong_ro", "Chưa rõ"


class PlaceKind(LabelledEnum):
    """What kind of place is named."""

    PROVINCE = "tinh", "Tỉnh"
    DISTRICT = "cap_huyen", "Cấp huyện"
    COMMUNE = "cap_xa", "Cấp xã"
    LANDMARK = "dia_danh", "Địa danh"
    OTHER_PROVINCE = "tinh_khac", "Tỉnh, thành phố khác"
    OTHER_DISTRICT = "cap_huyen_khac", "Cấp huyện của tỉnh khác"
    REGION = "vung", "Vùng, miền"
    FOREIGN = "nuoc_ngoai", "Nước ngoài"


class TagAxis(LabelledEnum):
    """The separate questions asked of an article."""

    RELEVANT = "relevant", "Thuộc ngành"
    ROW = "row", "Nội dung kế hoạch"
    FIELD = "field", "Lĩnh vực"
    DEPARTMENT = "department", "Phòng, đơn vị"
    ROLE = "role", "Vai trò của Sở"
    TONE = "tone", "Sắc thái"
    ACTOR = "actor", "Chủ thể"
    LOCALITY = "in_province", "Địa bàn"


class Certainty(LabelledEnum):
    """How far a tag or a match may be counted; never mixed in one figure."""

    CONFIRMED = "confirmed", "Đã duyệt"
    PROPOSED = "proposed", "Đề xuất"
    DOUBTFUL = "doubtful", "Còn nghi ngờ"


class AddressKind(LabelledEnum):
    """What an address of an outlet leads to."""

    LISTING = "listing", "Trang danh sách"
    ARTICLE = "article", "Trang bài"


class AddressState(LabelledEnum):
    """The one counted fate of a discovered address."""

    QUEUED = "queued", "Chờ tải"
    KEPT = "kept", "Đã lưu"
    DUPLICATE = "duplicate", "Trùng bài đã có"
    GONE = "gone", "Không còn"
    ROBOTS = "robots", "Trang không cho phép tải"
    DROPPED = "dropped", "Bỏ qua có lý do"
    FAILED = "failed", "Không tải được"


class Stage(LabelledEnum):
    """The stages of a night, in order."""

    CRAWL = "crawl", "Thu thập"
    EXTRACT = "extract", "Bóc tách"
    TAG = "tag", "Gắn nhãn"
    RECONCILE = "reconcile", "Đối soát"
    REPORT = "report", "Lập báo cáo"
    DIGEST = "digest", "Thư tóm tắt"


class RunState(LabelledEnum):
    """How a night or a stage stands."""

    RUNNING = "running", "Đang chạy"
    DONE = "done", "Xong"
    FAILED = "failed", "Lỗi"
    INTERRUPTED = "interrupted", "Bị ngắt"


class Verification(LabelledEnum):
    """How well a fact about the organisation is known (levels of the organisation file)."""

    PLAN = "plan", "Có trong kế hoạch"
    CONFIRMED = "confirmed", "Đã xác nhận"
    INFERRED = "inferred", "Suy luận"
    UNVERIFIED = "unverified", "Chưa xác nhận"


class ReviewDecision(LabelledEnum):
    """A person's answer to a proposed code."""

    ACCEPT = "accept", "Duyệt"
    REJECT = "reject", "Không đúng"
    WITHDRAW = "withdraw", "Rút lại câu trả lời"


class Severity(LabelledEnum):
    """How much a run's issue matters."""

    NOTE = "note", "Ghi chú"
    WARNING = "warning", "Cảnh báo"
    ALARM = "alarm", "Báo động"


class ArticlePart(LabelledEnum):
    """Where in an article some words stand."""

    TITLE = "title", "tiêu đề"
    LEAD = "lead", "sapo"
    TEXT = "text", "nội dung"


class ObligationStatus(LabelledEnum):
    """Whether a promise still stands, by the papers of the department or the word of a person."""

    ACTIVE = "active", "Còn hiệu lực"
    CANCELLED = "cancelled", "Đã hủy"
    MOVED = "moved", "Đã chuyển"
    WITHDRAWN = "withdrawn", "Không còn trong bản gửi lại"


class ObligationState(LabelledEnum):
    """How far an obligation is met. Computed from matches, never typed in."""

    MET = "du", "Đã đăng đủ"
    PARTLY = "mot_phan", "Đã đăng một phần"
    LATE = "muon", "Đăng muộn"
    OTHER_MONTH = "khac_ky", "Đăng khác kỳ"
    SUGGESTED = "goi_y", "Có gợi ý"
    UNMET = "chua_co", "Chưa có"
    DROPPED = "huy", "Hủy hoặc chuyển"


class ObligationChangeKind(LabelledEnum):
    """What became of an obligation."""

    CREATED = "created", "Thêm"
    CHANGED = "changed", "Sửa"
    CANCELLED = "cancelled", "Hủy"
    MOVED = "moved", "Chuyển"
    WITHDRAWN = "withdrawn", "Rút khỏi bản gửi lại"
    RESTORED = "restored", "Khôi phục"


class MatchOrigin(LabelledEnum):
    """Who put an article beside an obligation."""

    AUTO = "auto", "Tự khớp"
    QUESTION = "question", "Cần hỏi"
    PERSON = "person", "Người gắn"


class LinkDecision(LabelledEnum):
    """A person's word on an article beside an obligation."""

    LINK = "link", "Gắn"
    UNLINK = "unlink", "Gỡ"
    WITHDRAW = "withdraw", "Rút lại"


class AccountRole(LabelledEnum):
    """What an account of the desk may do; see the table of rights in `pipeline/desk/access/rights.py`."""

    VIEWER = "xem", "Xem"
    REVIEWER = "duyet", "Duyệt"
    DEPARTMENT = "don_vi", "Đơn vị"
    ADMIN = "quan_tri", "Quản trị"


class CorrectedField(LabelledEnum):
    """A fact of an article that a person may put right."""

    PUBLISHED_AT = "published_at", "Ngày đăng"
    BYLINE = "byline", "Dòng tác giả"
    GENRE = "genre", "Thể loại"
    TITLE = "title", "Tiêu đề"
    LEAD = "lead", "Sapo"
    TEXT = "text", "Nội dung"


class CountCause(LabelledEnum):
    """What happened to an article after it was counted."""

    EDITED = "edited", "Đã sửa sau khi tính"
    REMOVED = "removed", "Đã gỡ sau khi tính"


class ReadingState(LabelledEnum):
    """How far people have read an article under a plan."""

    WAITING = "cho_duyet", "Chờ duyệt"
    ANSWERED = "da_duyet", "Đã duyệt"
    CHANGED = "sua_sau_duyet", "Sửa sau khi duyệt"
    RECOUNT = "hoi_lai", "Hỏi lại số đếm"
    QUARANTINED = "cho_xem_lai", "Chờ xem lại"
