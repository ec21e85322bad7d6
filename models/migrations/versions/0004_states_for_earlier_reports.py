"""States of articles, and proposals and office files that come back: what a report on an earlier instant needs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from models.base import Json, UtcDateTime

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TAG_KEY = ("article_id", "plan_id", "axis", "code", "classifier_version", "office_sha256", "text_sha256")
TAG_NAME = "uq_tags_article_id_plan_id_axis_code_classifier_version_office_sha256_text_sha256"


def upgrade() -> None:
    op.create_table(
        "article_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("values", Json, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_states_article_id_articles")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_states")),
    )
    op.create_index("ix_article_states_article_id_since", "article_states", ["article_id", "since"])
    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(TAG_NAME), type_="unique")
        batch_op.create_unique_constraint("uq_tags_proposal", [*TAG_KEY, "proposed_at"])
    with op.batch_alter_table("office_files", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_office_files_kind_sha256"), type_="unique")
        batch_op.create_index("ix_office_files_kind_imported_at", ["kind", "imported_at"])


def downgrade() -> None:
    with op.batch_alter_table("office_files", schema=None) as batch_op:
        batch_op.drop_index("ix_office_files_kind_imported_at")
        batch_op.create_unique_constraint(op.f("uq_office_files_kind_sha256"), ["kind", "sha256"])
    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.drop_constraint("uq_tags_proposal", type_="unique")
        batch_op.create_unique_constraint(op.f(TAG_NAME), [*TAG_KEY])
    op.drop_table("article_states")
