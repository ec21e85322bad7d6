"""Sites of press bodies: each for itself until the merger, one outlet after it, under the name of the day."""

from datetime import date
from typing import Any

from models.office_files.organisation import PressAgency
from models.press import Press, read_press

LAST_DAY, MERGED, RENAMED = date(2025, 3, 31), date(2025, 4, 1), date(2026, 1, 1)
SITES = (("bao", "Báo Thử", ("bao.vn", "www.bao.vn")), ("dai", "Đài Thử", ("dai.vn",)), ("tay", "Nhập tay", ()))


def make_body(code: str, *domains: str, **more: Any) -> PressAgency:
    """Make a press body with its addresses."""
    values = {"name": code, "kind": ("bao_dien_tu",), "governing_body": "Tỉnh", "verification": "plan", "evidence": ()}
    return PressAgency(code=code, domains=domains, **(values | more))


def make_press(*domains: str) -> Press:
    """Make the press of a paper and a broadcaster that merge, the one body with `domains` in this order."""
    names = (
        {"name": "Báo", "from": MERGED, "to": None, "basis": "thử"},
        {"name": "Báo và Đài", "from": RENAMED, "to": None, "basis": "thử"},
    )
    paper = make_body("BAO", "bao.vn", valid_to=LAST_DAY)
    broadcaster = make_body("DAI", "dai.vn", valid_to=LAST_DAY)
    both = make_body("BAO-DAI", *domains, valid_from=MERGED, names_over_time=names)
    return read_press((paper, broadcaster, both), SITES)


def test_until_the_merger_each_site_is_an_outlet() -> None:
    """On the last day before it the broadcaster's site counts for itself, the next day for the one body."""
    press = make_press("bao.vn", "dai.vn")

    assert press.find_outlet("dai", LAST_DAY) == "dai"
    assert press.find_outlet("dai", MERGED) == "bao"
    assert press.find_outlet("bao", MERGED) == "bao"


def test_the_first_address_leads() -> None:
    """The site named first stands for both."""
    assert make_press("dai.vn", "bao.vn").find_outlet("bao", MERGED) == "dai"


def test_the_one_outlet_bears_the_name_of_the_day() -> None:
    """Sites keep their own names until the merger; then the leading one bears the body's, of several the latest."""
    press = make_press("bao.vn", "dai.vn")

    assert press.list_names(LAST_DAY) == {"bao": "Báo Thử", "dai": "Đài Thử", "tay": "Nhập tay"}
    assert press.list_names(MERGED)["bao"] == "Báo"
    assert press.list_names(RENAMED)["bao"] == "Báo và Đài"


def test_a_site_of_no_known_body_stands_for_itself() -> None:
    """Articles added by hand, and a body of which only one site is followed, change nothing."""
    assert make_press("bao.vn", "dai.vn").find_outlet("tay", RENAMED) == "tay"
    assert make_press("bao.vn", "khac.vn").find_outlet("bao", RENAMED) == "bao"
    assert make_press("bao.vn", "khac.vn").list_names(RENAMED)["bao"] == "Báo Thử"
