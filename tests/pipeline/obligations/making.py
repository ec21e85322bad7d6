"""Makers of records for the tests of matching."""

from datetime import date

from models.obligation_state import Terms
from models.vocabulary import Genre
from pipeline.obligations.names import DistrictName
from pipeline.obligations.records import Office, Promised, Published

OFFICE = Office(
    province="Hà Tĩnh",
    abbreviations=(("gpmb", "giải phóng mặt bằng"), ("tx", "thị xã")),
    districts=(
        DistrictName("H-KA", "Huyện Kỳ Anh"),
        DistrictName("H-TXKA", "Thị xã Kỳ Anh"),
        DistrictName("H-LH", "Huyện Lộc Hà"),
        DistrictName("H-TPHT", "Thành phố Hà Tĩnh"),
    ),
    set_phrases=("Ngày Môi trường thế giới",),
    common_names=("Chi cục Bảo vệ môi trường", "Sở Tài nguyên và Môi trường"),
    related_rows={"HD06": frozenset({"ND07"}), "ND07": frozenset({"HD06"})},
    department_names={"MT": "Chi cục Bảo vệ môi trường", "KS": "Phòng Khoáng sản", "MT-MOI": "Chi cục Môi trường"},
    successors={"MT": "MT-MOI"},
    look_alikes={"MT": ("Phòng Cảnh sát môi trường",)},
    outlet_names={"bao": "Báo Thử", "dai": "Đài Thử"},
)


def make_promise(id_: int = 1, content: str = "Thu gom rác thải nhựa ven biển", **changes: object) -> Promised:
    """A news item in the paper in July, of the environment department; terms and more by name."""
    terms: dict[str, object] = {"month": date(2023, 7, 1), "genre": Genre.NEWS, "quantity": 1, "outlets": ("bao",)}
    terms |= {name: changes.pop(name) for name in list(changes) if name in Terms.__dataclass_fields__}
    values: dict[str, object] = {"plan_rows": ("HD06",), "departments": ("MT",)}
    return Promised(id_, content, Terms(**terms), **(values | changes))  # type: ignore[arg-type]  # values of several kinds


def make_published(id_: int = 1, title: str = "Ra quân thu gom rác thải nhựa ven biển", **changes: object) -> Published:
    """A news item of the sector in the paper on 12 July."""
    values: dict[str, object] = {
        "work": id_,
        "lead": "",
        "opening": "",
        "outlet": "bao",
        "published_on": date(2023, 7, 12),
        "genre": Genre.NEWS,
        "rows": {"HD06": 0.9},
    }
    return Published(id_, title=title, **(values | changes))  # type: ignore[arg-type]  # values of several kinds


# What else the press wrote that year: without it nothing would be rare.
OTHER_TITLES = (
    "Đấu giá quyền sử dụng đất tại Thạch Hà",
    "Cấp giấy chứng nhận cho hộ dân vùng lũ",
    "Kiểm tra mỏ cát trên sông Lam",
    "Họp bàn giải phóng mặt bằng đường cao tốc",
    "Quan trắc nước biển ở bãi tắm",
    "Tập huấn lập hồ sơ địa chính",
    "Cấp phép khai thác nước dưới đất",
    "Thu hồi dự án chậm tiến độ",
    "Xử phạt cơ sở xả thải ra kênh",
    "Góp ý dự thảo Luật Đất đai",
)


def make_others(first_id: int = 1000) -> list[Published]:
    """Articles on other subjects, four of each, spread over the year."""
    return [
        make_published(first_id + 12 * number + month, title, published_on=date(2023, month, 3), rows={"ND01": 0.9})
        for number, title in enumerate(OTHER_TITLES)
        for month in (2, 5, 7, 11)
    ]
