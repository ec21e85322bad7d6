"""Rows of another year: judged with what was learnt of the row they continue, and never with a namesake's."""

from typing import Any

import pytest

from classify.forerunners import UNKNOWN, find_forerunners
from classify.tagger import Tagger
from models.office_files.organisation import OrganisationFile
from models.office_files.plan import PlanFile
from models.records import ArticleText

FINE = ArticleText(
    "Phạt 300 triệu đồng doanh nghiệp xả thải trái phép ra sông",
    "Chủ tịch UBND tỉnh ban hành quyết định xử phạt công ty xả nước thải vượt quy chuẩn.",
    "Đoàn kiểm tra kết luận công ty đã xả nước thải chưa xử lý ra môi trường.",
)


def make_later_plan(plan: PlanFile, code: str, names: dict[str, str], before: str) -> PlanFile:
    """Return the plan of a later year: its contents renamed, each continuing the one it was in the plan `before`."""

    def renamed(row: Any) -> Any:
        return row.model_copy(update={"code": names.get(row.code, row.code), "same_as": f"{before}/{row.code}"})

    head = plan.plan.model_copy(update={"code": code})
    contents = tuple(renamed(row) for row in plan.contents)
    activities = tuple(renamed(row) for row in plan.activities)
    return plan.model_copy(update={"plan": head, "contents": contents, "activities": activities, "relations": ()})


def test_a_row_is_followed_back_through_the_plans_between(plan: PlanFile) -> None:
    """Two renamings lead to the first plan; without the plan between, nothing is known."""
    second = make_later_plan(plan, "KH-2024", {"ND03": "TT07"}, "KH-2023")
    third = make_later_plan(second, "KH-2025", {"TT07": "MM01"}, "KH-2024")

    assert find_forerunners(third, "KH-2023", [second])["MM01"] == "ND03"
    assert find_forerunners(third, "KH-2023")["MM01"] == UNKNOWN
    assert find_forerunners(plan, "KH-2023")["ND03"] == "ND03"


def test_a_row_that_continues_another_is_judged_alike(plan: PlanFile, organisation: OrganisationFile) -> None:
    """The renamed row has the score of its forerunner."""
    later = make_later_plan(plan, "KH-2024", {"ND03": "TT07"}, "KH-2023")

    first = Tagger.load(plan, organisation).tag(FINE)
    second = Tagger.load(later, organisation).tag(FINE)

    scores = {one.code: one.score for one in (*second.rows, *second.candidates)}
    expected = {one.code: one.score for one in (*first.rows, *first.candidates)}
    assert scores["TT07"] == pytest.approx(expected["ND03"], abs=0.02)
    assert "ND03" not in scores


def test_a_namesake_that_continues_nothing_is_not_judged_by_what_its_name_meant(
    plan: PlanFile, organisation: OrganisationFile
) -> None:
    """A new row may bear an old code; with other signals it is not given to the old row's articles."""
    contents = tuple(
        row.model_copy(
            update={
                "same_as": None,
                "signals": row.signals.model_copy(update={"strong": ("xyz",), "all_of": (), "support": ()}),
            }
        )
        for row in plan.contents
    )
    activities = tuple(row.model_copy(update={"same_as": None}) for row in plan.activities)
    later = plan.model_copy(
        update={
            "plan": plan.plan.model_copy(update={"code": "KH-2024"}),
            "contents": contents,
            "activities": activities,
            "relations": (),
        }
    )

    tags = Tagger.load(later, organisation).tag(FINE)

    assert "ND03" not in {one.code for one in tags.rows}
