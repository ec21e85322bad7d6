"""The list of an award and its papers from a database: what they propose, say and never hold."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from models.person import PersonName
from models.plan import Plan
from models.registry import Tenure
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.authors.awards import find_award, list_awards
from pipeline.authors.opinions import RewardEntry, rate_work, record_reward
from reports.documents.writing import render_document
from reports.making import NamedDocument
from reports.nominations.letter import UNRATED, write_letter
from reports.nominations.listing import list_nominations
from reports.nominations.making import make_papers, name_safely
from reports.nominations.record import NominationList
from tests import factories as make
from tests.pipeline.authors.making import confirm
from tests.reports.document_text import write_text

END = date(2023, 12, 31)
ANSWERED = datetime(2023, 6, 1, tzinfo=UTC)
BEFORE, AS_OF = datetime(2023, 6, 15, tzinfo=UTC), datetime(2024, 1, 7, tzinfo=UTC)
LATER = datetime(2023, 9, 1, tzinfo=UTC)


@pytest.fixture
def plan(session: Session) -> Plan:
    """A plan with five works of two authors, one of them rewarded later, one unconfirmed, one without a name."""
    make.make_department(session, "VP", "Văn phòng", make.make_agency(session))
    plan = make.make_plan(session)
    item = make.find_item(session, plan, "ND01")
    signed = (["Lan Anh"], ["Lan Anh", "Bá Duy"], ["Bá Duy"], ["Lan Anh"], [])
    works = [make.make_article(session, f"Bài {place}", authors=names) for place, names in enumerate(signed)]
    for place, work in enumerate(works):
        make.make_row_tag(session, work, item)
        if place != 3:
            make.make_review(
                session, work, plan, TagAxis.ROW, "ND01", decision=ReviewDecision.ACCEPT, decided_at=ANSWERED
            )
    for by, quality in (("lan", 5), ("minh", 3)):
        rate_work(session, plan, works[2].id, quality=quality, impact=4, note=None, by=by, now=LATER)
    entry = RewardEntry("TRAN-PHU-2023", "2023", "Giải C", date(2023, 6, 21), work_id=works[0].id)
    record_reward(session, entry, by="lan", now=LATER)
    linked = confirm(session, works[2].credits[0].author, name="Bá Duy", tenure=Tenure(), now=LATER)
    session.add(
        PersonName(
            person_id=linked.person_id,
            real_name="Hoàng Bá Duy Thật",
            purpose="hồ sơ",
            recorded_at=LATER,
            recorded_by="quản trị",
        )
    )
    session.flush()
    return plan


def ask(session: Session, plan: Plan, code: str, as_of: datetime = AS_OF) -> NominationList:
    """Ask for the list of an award."""
    return list_nominations(session, plan, find_award(code), as_of, END)


def test_works_are_ordered_by_what_people_think_and_those_not_rated_follow(session: Session, plan: Plan) -> None:
    """A rewarded work, an unnamed one and one that waits are not among them; the first two are told with the rule."""
    listed = ask(session, plan, "TRAN-PHU-2024")

    assert [one.entry.title for one in listed.ranked_works] == ["Bài 2", "Bài 1"]
    assert [(one.entry.title, [rule.rule for rule in one.refusals]) for one in listed.near_misses] == [
        ("Bài 0", ["Đã khen thưởng"]),
        ("Bài 4", ["Tác giả"]),
    ]
    assert listed.waiting == 1


def test_a_list_of_an_earlier_instant_knows_no_later_reward_rating_or_link(session: Session, plan: Plan) -> None:
    """It says again what it said then."""
    listed = ask(session, plan, "TRAN-PHU-2024", BEFORE)

    assert [one.entry.title for one in listed.ranked_works] == ["Bài 0", "Bài 1", "Bài 2"]
    assert {one.place for one in listed.ranked_works if one.rating is None} == {1}
    assert (listed.ratings, listed.rewards) == ({}, ())
    assert not any(one.contributor.is_confirmed for one in listed.book.tallies)


def test_authors_are_ordered_by_the_shared_count(session: Session, plan: Plan) -> None:
    """The department's own award takes no work rewarded elsewhere: one and a half against a half."""
    listed = ask(session, plan, "BIEU-DUONG-SO-2023")

    found = [(one.place, one.tally.contributor.name, one.count) for one in listed.ranked_authors]
    assert found == [(1, "Bá Duy", 1.5), (2, "Lan Anh", 0.5)]


@pytest.fixture
def papers(session: Session, plan: Plan) -> list[NamedDocument]:
    """All papers of two awards."""
    codes = ("BIEU-DUONG-SO-2023", "TRAN-PHU-2024")
    return [paper for code in codes for paper in make_papers(ask(session, plan, code), top=5)]


def test_every_paper_proposes_and_none_decides_or_names_a_real_name(papers: list[NamedDocument]) -> None:
    """The words of proposal stand in each, a real name in none."""
    texts = [write_text(paper.document) for paper in papers]

    assert len(texts) == 2 * (2 + 2 + 2)
    assert all("xem xét" in text for text in texts)
    assert not any("Thật" in text for text in texts)
    assert not any("quyết định tặng" in text or "quyết định khen thưởng cho" in text for text in texts)


def test_every_number_of_an_author_opens_its_works(papers: list[NamedDocument]) -> None:
    """Each figure above zero of the report on achievements cites the numbers of works."""
    [text] = [write_text(one.document) for one in papers if one.stem.endswith("01-ba-duy") and "thanh" in one.stem][:1]

    lines = [line.split(" | ") for line in text.splitlines() if line.count(" | ") == 2]
    figures = [line for line in lines if line[1][:1].isdigit() and line[1] != "0"]
    assert len(figures) >= 6
    assert all(line[2][:1].isdigit() for line in figures)


def test_a_works_sheet_is_one_page(papers: list[NamedDocument]) -> None:
    """One A4 sheet a work, as contests ask for."""
    sheets = [one.document for one in papers if one.stem.startswith("phieu-tac-pham")]

    assert len(sheets) == 4
    assert b"/Type/Pages/Count 1" in render_document(sheets[0], "pdf")


def test_the_bundled_rules_say_how_they_are_known() -> None:
    """No contest's rules were read, so nothing of a contest stands as confirmed."""
    awards = {one.award.code: one for one in list_awards()}

    assert set(awards) == {"BIEU-DUONG-SO-2023", "TRAN-PHU-2024", "BAO-CHI-TNMT-VII"}
    contests = [one for code, one in awards.items() if code != "BIEU-DUONG-SO-2023"]
    assert {one.award.verification.value for one in contests} == {"unverified"}
    assert {one.authorship.verification.value for one in contests} == {"unverified"}


@pytest.mark.parametrize(
    ("words", "name"),
    [("Lê Thị Mận", "le-thi-man"), ("«…»", "khong-ten"), ("a " * 60, "-".join(["a"] * 20)), ("../../x", "x")],
)
def test_names_of_files_are_plain(words: str, name: str) -> None:
    """Letters, digits and hyphens only, cut at a word."""
    assert name_safely(words) == name


def test_a_letter_says_that_works_nobody_rated_stand_by_day_only(session: Session, plan: Plan) -> None:
    """Their order is no judgement; news of earlier ceremonies is no legal ground and stays out of the letter."""
    listed = ask(session, plan, "TRAN-PHU-2024")

    both, rated = write_letter(listed, 2), write_letter(listed, 1)

    assert (UNRATED in str(both.blocks), UNRATED in str(rated.blocks)) == (True, False)
    assert listed.award.award.basis[1:] not in str(both.blocks)
