"""Sketches of texts, by which copies are found without reading all texts again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "text_sketches",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("recipe", sa.String(length=16), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_text_sketches_article_id_articles")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_text_sketches")),
    )


def downgrade() -> None:
    op.drop_table("text_sketches")
