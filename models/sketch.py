"""What is kept of each text to find its copies by, so that a night need only read the texts that are new."""

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class TextSketch(Base):
    """The sketch of an article's text. It holds while `text_sha256` is the article's and `recipe` the program's.

    `sketch` is 128 unsigned 32-bit numbers, least byte first; None for a text too short to be compared.
    """

    __tablename__ = "text_sketches"

    article_id: Mapped[int] = mapped_column(ForeignKey("articles.id"), primary_key=True)
    text_sha256: Mapped[str] = mapped_column(String(64))
    recipe: Mapped[str] = mapped_column(String(16))
    sketch: Mapped[bytes | None] = mapped_column(LargeBinary)
