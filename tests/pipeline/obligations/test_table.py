"""What `diembao reconcile` prints of the ledger."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from models.vocabulary import RunState, Stage
from pipeline.cli.night import print_summary
from pipeline.night.summary import NightSummary, StageLine


def printed(figures: Mapping[str, float], capsys: pytest.CaptureFixture[str]) -> str:
    """The summary of a run with some figures of reconciling."""
    stage = StageLine(Stage.RECONCILE, RunState.DONE, 1.0, figures, None)
    summary = NightSummary(1, RunState.DONE, None, datetime(2023, 12, 31, tzinfo=UTC), (), (stage,), ())
    print_summary(summary, as_json=False)
    return capsys.readouterr().out


def test_obligations_are_counted_by_state_in_a_table_of_their_own(capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of the states, those without any left out, none among the stage's figures."""
    out = printed({"articles": 7, "questions": 2, "ledger_chua_co": 3, "ledger_du": 12}, capsys)

    assert "Mục kế hoạch tháng" in out
    assert out.index("Đã đăng đủ") < out.index("Chưa có")
    assert "Đăng muộn" not in out
    assert "gợi ý chờ xác nhận 2" in out
    assert "ledger_" not in out


def test_without_monthly_plans_there_is_no_such_table(capsys: pytest.CaptureFixture[str]) -> None:
    """An office that has not begun with them sees nothing new."""
    assert "Mục kế hoạch tháng" not in printed({"articles": 7}, capsys)
