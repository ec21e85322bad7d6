"""The rules of an award as written in their file: what is nominated, in which time, of whom, with which limits.

Each rule says how it is known; what no rule of a contest was read for stays marked until the office has confirmed it.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from models.office_files.base import Code, OfficeRecord, Period, ShortText, Text, VerificationLevel
from models.office_files.loading import build_record, read_tree
from models.vocabulary import Genre, LabelledEnum

GenreKey = Annotated[Genre, Field(strict=False)]


class Nominated(LabelledEnum):
    """What an award goes to."""

    AUTHOR = "author", "Tác giả"
    WORK = "work", "Tác phẩm"


class InsiderRule(LabelledEnum):
    """How people of the sector stand."""

    TOGETHER = "together", "Xét chung"
    APART = "apart", "Xét riêng"
    EXCLUDED = "excluded", "Không xét"


class SeriesRule(LabelledEnum):
    """What a series counts as."""

    ONE = "one", "Cả loạt là một tác phẩm"
    PARTS = "parts", "Mỗi kỳ là một tác phẩm"


class EarlierRewardRule(LabelledEnum):
    """Which earlier rewards shut a work out."""

    ANY = "any", "Đã được khen thưởng, trao giải bất kỳ"
    SAME_AWARD = "same_award", "Đã được chính giải này"
    NONE = "none", "Không xét"


class RankingRule(LabelledEnum):
    """What the list is ordered by."""

    WHOLE = "whole", "Số tác phẩm, tính trọn cho mỗi đồng tác giả"
    SHARED = "shared", "Số tác phẩm, chia đều cho đồng tác giả"
    RATING = "rating", "Điểm người chấm"


class AwardRule(OfficeRecord):
    """A rule with how it is known and a remark."""

    verification: VerificationLevel
    note: Text | None = None


class AwardHead(AwardRule):
    """What the award is, whose, and on what grounds its rules stand here."""

    code: Code
    name: Text
    edition: ShortText
    organiser: Text
    addressee: Text
    basis: Text


class WindowRule(AwardRule, Period):
    """Days of first publication, both counted."""


class GenreRule(AwardRule):
    """Genres that are taken (all if None) and that are not."""

    allowed: tuple[GenreKey, ...] | None = None
    excluded: tuple[GenreKey, ...] = ()


class AuthorshipRule(AwardRule):
    """How large a team may be (None is any size), and how people of the sector stand."""

    max_authors: int | None = Field(default=None, ge=1)
    insiders: Annotated[InsiderRule, Field(strict=False)]


class SeriesLimit(AwardRule):
    """What a series counts as, and how many parts it may have (None is any number)."""

    counts_as: Annotated[SeriesRule, Field(strict=False)]
    max_parts: int | None = Field(default=None, ge=1)


class EarlierRewards(AwardRule):
    """Which earlier rewards shut a work out; others are only told."""

    refuse: Annotated[EarlierRewardRule, Field(strict=False)]


class Ranking(AwardRule):
    """What the list is ordered by; works are ordered by ratings only."""

    by: Annotated[RankingRule, Field(strict=False)]


class AwardFile(OfficeRecord):
    """The rules of one award in one edition."""

    schema_version: Literal[1]
    award: AwardHead
    nominates: Annotated[Nominated, Field(strict=False)]
    window: WindowRule
    genres: GenreRule
    authorship: AuthorshipRule
    series: SeriesLimit
    earlier_rewards: EarlierRewards
    ranking: Ranking


def load_award_file(path: Path) -> AwardFile:
    """Return the rules in `path`, or raise `OfficeFileError` with every problem and its line."""
    return build_record(path, read_tree(path), AwardFile)
