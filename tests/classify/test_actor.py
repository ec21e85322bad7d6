"""Whose act an article reports."""

from datetime import UTC, datetime

import pytest

from classify.actor import ActorReader
from classify.departments import DepartmentFinder
from classify.rules.book import RuleBook
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.records import ArticleText
from models.vocabulary import ActingBody, LocalityScope

IN_2023 = datetime(2023, 6, 1, 1, 0, tzinfo=UTC)


class Readers:
    """The two that answer together."""

    def __init__(self, plan: PlanFile, organisation: OrganisationFile, book: RuleBook) -> None:
        self._finder = DepartmentFinder(organisation, plan, book.aliases)
        self._actor = ActorReader(organisation, book.aliases)

    def tell(self, title: str, lead: str = "", scope: LocalityScope = LocalityScope.INSIDE) -> ActingBody:
        article = ArticleText(title, lead, "", IN_2023)
        return self._actor.tell(article, self._finder.read(article).within(scope), scope)


@pytest.fixture(scope="module")
def readers(plan: PlanFile, organisation: OrganisationFile, book: RuleBook) -> Readers:
    return Readers(plan, organisation, book)


@pytest.mark.parametrize(
    ("title", "lead", "body"),
    [
        ("Sở TN&MT kiểm tra 12 mỏ đá", "", ActingBody.OFFICE),
        ("Mười hai mỏ đá vào tầm ngắm", "Thanh tra Sở TN&MT lập biên bản ba mỏ.", ActingBody.OFFICE),
        ("Hà Tĩnh phê duyệt bảng giá đất", "", ActingBody.PROVINCE),
        ("Bảng giá đất mới", "UBND tỉnh vừa ban hành bảng giá đất.", ActingBody.PROVINCE),
        ("UBND tỉnh giao Sở TN&MT rà soát mỏ đá", "", ActingBody.PROVINCE),
        ("Cẩm Xuyên thu hồi 12 ha đất bỏ không", "", ActingBody.LOCAL),
        ("UBND xã Kỳ Hoa tháo gỡ lều quán lấn đất", "", ActingBody.LOCAL),
        ("Công an bắt quả tang xe chở cát", "Công an huyện lập biên bản chủ xe.", ActingBody.OTHER),
        ("Cá chết trắng ở Cẩm Xuyên", "Người dân vớt hai tấn cá chết.", ActingBody.OTHER),
        ("Sở TN&MT bị phê bình vì chậm báo cáo", "Chủ tịch UBND tỉnh ký văn bản phê bình.", ActingBody.PROVINCE),
        ("Huyện Can Lộc chưa giao đất cho dân", "", ActingBody.OTHER),
        ("", "", ActingBody.OTHER),
    ],
)
def test_the_first_who_acts_counts(readers: Readers, title: str, lead: str, body: ActingBody) -> None:
    """Who does something in title or lead, not who is asked, blamed, idle or merely the place."""
    assert readers.tell(title, lead) is body


def test_bodies_of_elsewhere_are_others(readers: Readers) -> None:
    """In news of another province its own bodies are somebody else."""
    assert readers.tell("UBND tỉnh phê duyệt bảng giá đất", scope=LocalityScope.ELSEWHERE) is ActingBody.OTHER
