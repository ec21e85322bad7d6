"""The search index over all articles. It is made of them anew at any time, so its rules stand in one place only."""

from collections.abc import Sequence

from alembic import op

from models.search_index import drop_index, make_index

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    make_index(op.get_bind())


def downgrade() -> None:
    drop_index(op.get_bind())
