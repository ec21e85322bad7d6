"""Scores become proposals: limits, what follows from what, doubt."""

from classify.classifier import Limits
from classify.decide import Decision, decide
from classify.relations import implied_codes
from classify.rules.book import Hit, Scope
from classify.rules.signals import Part, Voice
from models.office_files.plan import PlanFile
from models.vocabulary import Certainty

LIMITS = Limits(assign=0.3, propose=0.5, auto=0.9)


def decide_rows(
    scores: dict[str, float], *, is_relevant: bool = True, is_sure: bool = True, **more: str
) -> dict[str, Decision]:
    found = decide(scores, LIMITS, is_relevant=is_relevant, is_sure=is_sure, implied=more)
    return {one.code: one for one in found}


def test_scores_fall_into_bands() -> None:
    """Below the first limit a candidate, then doubtful, then proposed, then accepted without reading."""
    found = decide_rows({"ND01": 0.2, "ND02": 0.4, "ND03": 0.7, "HD06": 0.95, "HD10": 0.01})

    assert not found["ND01"].assigned
    assert (found["ND02"].assigned, found["ND02"].certainty) == (True, Certainty.DOUBTFUL)
    assert (found["ND03"].certainty, found["ND03"].auto) == (Certainty.PROPOSED, False)
    assert found["HD06"].auto
    assert "HD10" not in found


def test_nothing_is_assigned_outside_the_sector() -> None:
    """An article outside the sector keeps candidates only."""
    found = decide_rows({"HD06": 0.95}, is_relevant=False)

    assert not found["HD06"].assigned
    assert not found["HD06"].auto


def test_nothing_is_accepted_unread_when_the_sector_is_unsure() -> None:
    """A sure row of an unsure article waits for a person."""
    assert not decide_rows({"HD06": 0.95}, is_sure=False)["HD06"].auto


def test_nothing_is_accepted_unread_of_a_code_nobody_measured() -> None:
    """A new row of a later plan is proposed however sure it looks, and waits for a person."""
    found = decide({"NV06": 0.99}, LIMITS, is_relevant=True, is_sure=True, unproven={"NV06"})[0]

    assert (found.certainty, found.auto) == (Certainty.PROPOSED, False)


def test_what_follows_is_never_less_likely() -> None:
    """A result of an inspection (HD09) lifts inspection (ND03), and says so; a likelier one stays as it is."""
    lifted = decide_rows({"HD09": 0.8, "ND03": 0.2}, HD09="ND03")
    kept = decide_rows({"HD09": 0.4, "ND03": 0.6}, HD09="ND03")

    assert (lifted["ND03"].score, lifted["ND03"].follows_from) == (0.8, "HD09")
    assert (kept["ND03"].score, kept["ND03"].follows_from) == (0.6, None)


def test_the_plan_says_what_follows(plan: PlanFile) -> None:
    """Rows follow always; from a sub-item only where the row that follows shows itself in title or lead."""
    sign = Hit("ND04", Voice.PLAN, Part.STRONG, Scope.TITLE, ("dồn điền đổi thửa",), 0, 17)

    assert implied_codes(plan, []) == {"HD04": "ND02", "HD09": "ND03", "HD01": "ND01", "HD07": "ND01"}
    assert implied_codes(plan, [sign])["HD05"] == "ND04"
