"""What both office files share: the strict base record, codes, words and the marks of how a fact is known."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from models.vocabulary import Verification

Text = Annotated[str, StringConstraints(min_length=1)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9._-]*$", max_length=32)]
# A row of an earlier plan: "KH-2023/ND02".
EarlierRow = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9._-]*/[A-Z][A-Za-z0-9._-]*$", max_length=64)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=32)]
# How a line is known: plan, web, kt (general knowledge) or sl (inference), with a remark if need be.
Basis = Annotated[str, StringConstraints(pattern=r"^(plan|web|kt|sl)\b")]
VerificationLevel = Annotated[Verification, Field(strict=False)]


class OfficeRecord(BaseModel):
    """A frozen entry of an office file; an unknown key or a value of another kind is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Period(OfficeRecord):
    """Days from `first_day` to `last_day`, both counted."""

    first_day: date = Field(alias="from")
    last_day: date = Field(alias="to")


class DatedRecord(OfficeRecord):
    """An entry that holds for a time; both ends count, None means not known or still open."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether the entry holds on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
