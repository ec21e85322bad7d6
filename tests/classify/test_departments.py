"""Departments by name and by function, and the office's part in an article."""

from datetime import UTC, datetime

import pytest

from classify import Tagger
from classify.department_functions import FUNCTION
from classify.departments import MENTION, DepartmentFinder
from classify.office_role import tell_role
from classify.rules.book import RuleBook
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.records import ArticleText, TagProposal
from models.vocabulary import Certainty, LocalityScope, OfficeRole

IN_2023 = datetime(2023, 6, 1, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def finder(plan: PlanFile, organisation: OrganisationFile, book: RuleBook) -> DepartmentFinder:
    return DepartmentFinder(organisation, plan, book.aliases)


def named(finder: DepartmentFinder, text: str, published_at: datetime | None = IN_2023) -> set[str | None]:
    return {mention.department for mention in finder.read(ArticleText("", "", text, published_at)).found}


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("Trưởng phòng Khoáng sản cho biết", "P-KS"),
        ("Thanh tra Sở TN&MT vào cuộc", "TT"),
        ("Chi cục BVMT lấy mẫu", "CC-BVMT"),
        ("Chi nhánh Văn phòng Đăng ký đất đai huyện Hương Khê", "VPDK"),
        ("Phòng TNN trình dự thảo", "P-TNN"),
    ],
)
def test_a_department_is_known_by_its_names(finder: DepartmentFinder, text: str, department: str) -> None:
    """Full names, abbreviations and titles name the department."""
    assert named(finder, text) == {department}


@pytest.mark.parametrize(
    "text",
    [
        "Thanh tra giao thông dừng xe",
        "Đài Khí tượng thủy văn tỉnh báo mưa",
        "Chi cục Bảo vệ môi trường Nghệ An lấy mẫu",
        "Chi cục Bảo vệ môi trường tỉnh Quảng Bình lấy mẫu",
        "Trung tâm Phát triển quỹ đất huyện chi trả",
        "Phòng Quản lý Tài nguyên và Môi trường, Ban Quản lý Khu kinh tế",
        "Quỹ Bảo vệ môi trường Việt Nam cho vay",
        "Chánh Văn phòng Sở Giáo dục trả lời",
        "Phòng Tài nguyên và Môi trường huyện Can Lộc đo đất",
    ],
)
def test_look_alikes_are_not_ours(finder: DepartmentFinder, text: str) -> None:
    """Other provinces, districts, external bodies and the file's look-alikes name no department."""
    assert named(finder, text) == set()


def test_a_department_counts_only_while_it_stands(finder: DepartmentFinder) -> None:
    """After the merger of 2025 the old departments are not given; 23:30 UTC of the last day is the next day here."""
    assert named(finder, "Chi cục BVMT", datetime(2025, 2, 28, 16, 0, tzinfo=UTC)) == {"CC-BVMT"}
    assert named(finder, "Chi cục BVMT", datetime(2025, 2, 28, 17, 30, tzinfo=UTC)) == set()
    assert named(finder, "Chi cục BVMT", None) == {"CC-BVMT"}


def test_a_tag_leads_to_the_department_that_claims_its_function(finder: DepartmentFinder) -> None:
    """Without a name the function decides, marked as such; a name wins over a function."""
    row = TagProposal("HD06", 0.9, Certainty.PROPOSED)
    silent = ArticleText("Thu gom rác", "", "", IN_2023)
    speaking = ArticleText("Thu gom rác", "", "Chi cục BVMT Hà Tĩnh hướng dẫn", IN_2023)

    by_function = finder.propose(finder.read(silent), [row], [], silent, LocalityScope.INSIDE)
    by_name = finder.propose(finder.read(speaking), [row], [], speaking, LocalityScope.INSIDE)

    assert [(one.code, one.via, one.score) for one in by_function] == [("CC-BVMT", FUNCTION, 0.72)]
    assert [(one.code, one.via) for one in by_name] == [("CC-BVMT", MENTION)]


def test_models_and_exemplars_follow_the_field(finder: DepartmentFinder) -> None:
    """ND06 belongs to whoever has the article's field, not to the office that collects."""
    article = ArticleText("Mô hình giữ nguồn nước", "", "", IN_2023)
    row, field = TagProposal("ND06", 0.9, Certainty.PROPOSED), TagProposal("LV.TNN", 0.9, Certainty.PROPOSED)

    found = finder.propose(finder.read(article), [row], [field], article, LocalityScope.INSIDE)

    assert [one.code for one in found] == ["P-TNN"]


@pytest.mark.parametrize(
    ("title", "text", "role"),
    [
        ("Sở TN&MT mở đợt kiểm tra mỏ đá", "", OfficeRole.ACTOR),
        ("Mỏ đá bị dừng", "Sở TN&MT Hà Tĩnh tổ chức đo vẽ hiện trạng.", OfficeRole.ACTOR),
        ("Mỏ đá hết hạn", "Theo Sở TN&MT, mỏ còn nợ tiền ký quỹ.", OfficeRole.QUOTED),
        ("Mỏ đá hết hạn", "Phó Giám đốc Sở TN&MT cho biết mỏ còn nợ.", OfficeRole.QUOTED),
        ("Mỏ đá hết hạn", "Dự họp có Sở TN&MT và các huyện.", OfficeRole.NAMED),
        ("Mỏ đá hết hạn", "Sở TN&MT Quảng Bình vừa tổ chức đo vẽ.", OfficeRole.ABSENT),
        ("Mỏ đá hết hạn", "Huyện đã lập biên bản.", OfficeRole.ABSENT),
        ("UBND tỉnh giao Sở TN&MT kiểm tra mỏ đá", "", OfficeRole.NAMED),
        ("Mỏ đá hết hạn", "Số liệu truyền về Sở TN&MT để kiểm tra.", OfficeRole.NAMED),
        ("Mỏ đá hết hạn", "Sở TN&MT được giao kiểm tra, tham mưu.", OfficeRole.NAMED),
        ("Mỏ đá hết hạn", "Mỏ bị Sở Tài nguyên lập biên bản.", OfficeRole.ACTOR),
        ("Mỏ đá hết hạn", "Sở TN&MT Hà Tĩnh cùng đoàn liên ngành lập biên bản chủ mỏ.", OfficeRole.ACTOR),
        ("Mỏ đá hết hạn", "Thanh tra Sở đã mất bốn đêm theo dõi.", OfficeRole.ACTOR),
    ],
)
def test_the_role_of_the_office(finder: DepartmentFinder, title: str, text: str, role: OfficeRole) -> None:
    """Acting, telling, merely named, or not there."""
    assert tell_role(finder.read(ArticleText(title, "", text, IN_2023))) is role


def proposed(finder: DepartmentFinder, code: str, title: str, scope: LocalityScope) -> set[str]:
    article = ArticleText(title, "", "", IN_2023)
    tags = [TagProposal(code, 0.9, Certainty.PROPOSED)]
    rows, fields = ([], tags) if code.startswith("LV") else (tags, [])
    return {one.code for one in finder.propose(finder.read(article), rows, fields, article, scope)}


@pytest.mark.parametrize(
    ("code", "title", "departments"),
    [
        ("LV.MT", "Dân góp ý về khói của nhà máy", {"CC-BVMT"}),
        ("LV.MT", "Lấy mẫu nước thải của nhà máy", {"CC-BVMT", "TT-QT"}),
        ("HD03", "Chủ mỏ nợ tiền ký quỹ", {"P-KS", "Q-BVMT"}),
        ("LV.DD", "Thu hồi dự án treo", {"P-QLDD"}),
        ("LV.DD", "Trao sổ đỏ cho 40 hộ", {"P-QLDD", "VPDK"}),
        ("HD02", "Thiếu mỏ đất đắp nền cao tốc", {"P-KS"}),
        ("HD02", "Bàn giao mặt bằng cao tốc sau tái định cư", {"P-QLDD", "TT-PTQD"}),
    ],
)
def test_a_narrow_task_needs_its_own_words(
    finder: DepartmentFinder, code: str, title: str, departments: set[str]
) -> None:
    """The fund, the laboratory, the registry follow only where their task is the matter."""
    assert proposed(finder, code, title, LocalityScope.INSIDE) == departments


def test_news_of_another_province_concerns_no_department(finder: DepartmentFinder) -> None:
    """Elsewhere nothing follows by function; for the whole country it does."""
    assert proposed(finder, "LV.DD", "Thu hồi dự án treo", LocalityScope.ELSEWHERE) == set()
    assert proposed(finder, "LV.DD", "Thu hồi dự án treo", LocalityScope.NATION) == {"P-QLDD"}


def test_names_without_the_province_are_not_ours_elsewhere(finder: DepartmentFinder) -> None:
    """Told of elsewhere, only a name followed by the province's own counts."""
    article = ArticleText("", "", "Chi cục BVMT lấy mẫu, Sở TN&MT tỉnh Hà Tĩnh gửi văn bản.", IN_2023)

    found = finder.read(article).within(LocalityScope.ELSEWHERE).found

    assert [one.words for one in found] == ["Sở TN&MT"]


def test_the_tagger_joins_names_and_functions(tagger: Tagger) -> None:
    """A tagged article carries departments of both kinds."""
    article = ArticleText(
        "Hà Tĩnh phạt hai công ty khai thác cát vượt công suất 180 triệu đồng",
        "Thanh tra Sở TN&MT Hà Tĩnh kết luận hai mỏ cát trên sông khai thác ngoài ranh giới.",
        "Ngoài phạt tiền, hai công ty bị tước giấy phép khai thác khoáng sản bốn tháng.",
        IN_2023,
    )

    departments = {one.code: one.via for one in tagger.tag(article).departments}

    assert departments["TT"] == MENTION
