"""What an answer on an article is worth: where it changes the plan most, then where doubt is greatest. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# A near miss that scores less than this is not worth a person's minute.
LOWEST_ASKED = 0.2


@dataclass(frozen=True, slots=True)
class Open:
    """An unanswered code of an article, with its score; `is_auto` says that it may be accepted unread."""

    code: str
    score: float
    is_auto: bool

    @property
    def doubt(self) -> float:
        """Return 1 where yes and no are as likely, 0 where the score is sure."""
        return 1.0 - abs(2.0 * self.score - 1.0)


def weigh_article(rows: Sequence[Open], sector: Open | None, confirmed: Mapping[str, int]) -> tuple[float, str]:
    """Return how much an answer is worth, and why.

    A code counts by need, 1 / (1 + confirmed works of its row), and by doubt. Codes that may be accepted unread
    count for a tenth. Doubt about the sector counts by itself.
    """
    worth = {
        one.code: (0.25 + one.doubt) / (1 + confirmed.get(one.code, 0)) * (0.1 if one.is_auto else 1.0) for one in rows
    }
    sector_doubt = 0.0 if sector is None or sector.is_auto else sector.doubt
    total = sum(worth.values()) + 0.5 * sector_doubt
    if not worth:
        return total, "chưa chắc có thuộc ngành không" if sector_doubt > 0.2 else "chưa ai đọc"
    best = max(worth, key=lambda code: (worth[code], code))
    if not confirmed.get(best):
        return total, f"{best} chưa có bài nào được duyệt"
    doubtful = [one.code for one in rows if one.doubt > 0.5]
    return total, f"còn nghi ở {', '.join(sorted(doubtful))}" if doubtful else f"thêm bài cho {best}"
