"""The search index over all articles, made of them anew at any time, so that its rules stand in one place only.

With it an index by which the articles are found that people gave a code.
"""

from collections.abc import Sequence

from alembic import op

from models.search_index import drop_index, make_index

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

REVIEWS = "ix_reviews_plan_id_axis_code"


def upgrade() -> None:
    op.create_index(REVIEWS, "reviews", ["plan_id", "axis", "code", "decision", "article_id"])
    make_index(op.get_bind())


def downgrade() -> None:
    drop_index(op.get_bind())
    op.drop_index(REVIEWS, table_name="reviews")
