"""Promises of departments and their ledger, releases of classifiers, and what as-of reports need."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from models.base import Json, UtcDateTime

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "classifier_releases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=False),
        sa.Column("released_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("measured", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["classifiers.version"], name=op.f("fk_classifier_releases_version_classifiers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classifier_releases")),
    )
    op.create_table(
        "monthly_plan_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.Column("reading", Json, nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("received_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_monthly_plan_files_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_plan_files")),
        sa.UniqueConstraint("plan_id", "sha256", name=op.f("uq_monthly_plan_files_plan_id_sha256")),
    )
    op.create_table(
        "risk_settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("classifier_version", sa.String(length=64), nullable=False),
        sa.Column("max_error", sa.Double(), nullable=False),
        sa.Column("limits", Json, nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["classifier_version"],
            ["classifiers.version"],
            name=op.f("fk_risk_settings_classifier_version_classifiers"),
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_risk_settings_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_settings")),
    )
    op.create_table(
        "obligations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("department_code", sa.String(length=64), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("plan_rows", Json, nullable=False),
        sa.Column("genre", sa.String(length=32), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("outlets", Json, nullable=False),
        sa.Column("window_from", sa.Date(), nullable=True),
        sa.Column("window_to", sa.Date(), nullable=True),
        sa.Column("supporting", Json, nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("status_reason", sa.Text(), nullable=True),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("unreadable", Json, nullable=False),
        sa.Column("cells", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["monthly_plan_files.id"], name=op.f("fk_obligations_file_id_monthly_plan_files")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_obligations_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligations")),
    )
    with op.batch_alter_table("obligations", schema=None) as batch_op:
        batch_op.create_index("ix_obligations_plan_id_month", ["plan_id", "month"], unique=False)

    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("deadline_code", sa.String(length=32), nullable=False),
        sa.Column("department_code", sa.String(length=64), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=64), nullable=False),
        sa.Column("retracted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["monthly_plan_files.id"], name=op.f("fk_submissions_file_id_monthly_plan_files")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_submissions_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index("ix_submissions_plan_id_deadline_code", ["plan_id", "deadline_code"], unique=False)

    op.create_table(
        "obligation_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("values", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["monthly_plan_files.id"], name=op.f("fk_obligation_changes_file_id_monthly_plan_files")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligations.id"], name=op.f("fk_obligation_changes_obligation_id_obligations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_changes")),
    )
    with op.batch_alter_table("obligation_changes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligation_changes_obligation_id"), ["obligation_id"], unique=False)

    op.create_table(
        "obligation_contacts",
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["obligation_id"],
            ["obligations.id"],
            name=op.f("fk_obligation_contacts_obligation_id_obligations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("obligation_id", name=op.f("pk_obligation_contacts")),
    )
    op.create_table(
        "obligation_gaps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("fails", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_obligation_gaps_article_id_articles")),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligations.id"], name=op.f("fk_obligation_gaps_obligation_id_obligations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_gaps")),
    )
    with op.batch_alter_table("obligation_gaps", schema=None) as batch_op:
        batch_op.create_index("ix_obligation_gaps_obligation_id_ended_at", ["obligation_id", "ended_at"], unique=False)

    op.create_table(
        "obligation_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=32), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_obligation_links_article_id_articles")),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligations.id"], name=op.f("fk_obligation_links_obligation_id_obligations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_links")),
    )
    with op.batch_alter_table("obligation_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligation_links_article_id"), ["article_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_obligation_links_obligation_id"), ["obligation_id"], unique=False)

    op.create_table(
        "obligation_matches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("covers_part", sa.Boolean(), nullable=False),
        sa.Column("is_reprint", sa.Boolean(), nullable=False),
        sa.Column("reasons", Json, nullable=False),
        sa.Column("matched_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_obligation_matches_article_id_articles")
        ),
        sa.ForeignKeyConstraint(
            ["obligation_id"], ["obligations.id"], name=op.f("fk_obligation_matches_obligation_id_obligations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation_matches")),
    )
    with op.batch_alter_table("obligation_matches", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obligation_matches_article_id"), ["article_id"], unique=False)
        batch_op.create_index(
            "ix_obligation_matches_obligation_id_ended_at", ["obligation_id", "ended_at"], unique=False
        )

    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("published_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("genre", sa.String(length=32), nullable=True))

    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.add_column(sa.Column("marks", Json, server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("missing", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("retired_at", UtcDateTime(), nullable=True))

    _fill_in()


def _fill_in() -> None:
    """Say of earlier rows what can still be known: when a tag was replaced, and the time an article bears now."""
    op.execute(
        "UPDATE tags SET retired_at = (SELECT MIN(later.proposed_at) FROM tags AS later"
        " WHERE later.article_id = tags.article_id AND later.plan_id = tags.plan_id"
        " AND later.proposed_at > tags.proposed_at) WHERE NOT is_current"
    )
    op.execute(
        "UPDATE revisions SET"
        " published_at = (SELECT articles.published_at FROM articles WHERE articles.id = revisions.article_id),"
        " genre = (SELECT articles.genre FROM articles WHERE articles.id = revisions.article_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("tags", schema=None) as batch_op:
        batch_op.drop_column("retired_at")
        batch_op.drop_column("missing")
        batch_op.drop_column("marks")

    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_column("genre")
        batch_op.drop_column("published_at")

    with op.batch_alter_table("obligation_matches", schema=None) as batch_op:
        batch_op.drop_index("ix_obligation_matches_obligation_id_ended_at")
        batch_op.drop_index(batch_op.f("ix_obligation_matches_article_id"))

    op.drop_table("obligation_matches")
    with op.batch_alter_table("obligation_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obligation_links_obligation_id"))
        batch_op.drop_index(batch_op.f("ix_obligation_links_article_id"))

    op.drop_table("obligation_links")
    with op.batch_alter_table("obligation_gaps", schema=None) as batch_op:
        batch_op.drop_index("ix_obligation_gaps_obligation_id_ended_at")

    op.drop_table("obligation_gaps")
    op.drop_table("obligation_contacts")
    with op.batch_alter_table("obligation_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obligation_changes_obligation_id"))

    op.drop_table("obligation_changes")
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index("ix_submissions_plan_id_deadline_code")

    op.drop_table("submissions")
    with op.batch_alter_table("obligations", schema=None) as batch_op:
        batch_op.drop_index("ix_obligations_plan_id_month")

    op.drop_table("obligations")
    op.drop_table("risk_settings")
    op.drop_table("monthly_plan_files")
    op.drop_table("classifier_releases")
