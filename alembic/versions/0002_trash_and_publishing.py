"""Deleted folders, derived and published assets, metadata values; names that two assets may share."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
moment = sa.DateTime(timezone=True)
never_reused = {"sqlite_autoincrement": True}  # Alembic does not see it in the table that it copies


def upgrade():
    op.add_column("folder", sa.Column("in_trash", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("asset", table_kwargs=never_reused) as asset:
        asset.drop_constraint(op.f("uq_asset_company_id_name"), type_="unique")
        asset.add_column(sa.Column("owner_id", identifier, nullable=True))
        asset.add_column(sa.Column("published", moment, nullable=True))
        asset.add_column(sa.Column("metadata_values", sa.JSON(), nullable=True))
        asset.create_foreign_key(op.f("fk_asset_owner_id_asset"), "asset", ["owner_id"], ["id"])
        asset.create_index(op.f("ix_asset_owner_id"), ["owner_id"])


def downgrade():
    with op.batch_alter_table("asset", table_kwargs=never_reused) as asset:
        asset.drop_index(op.f("ix_asset_owner_id"))
        asset.drop_constraint(op.f("fk_asset_owner_id_asset"), type_="foreignkey")
        asset.drop_column("metadata_values")
        asset.drop_column("published")
        asset.drop_column("owner_id")
        asset.create_unique_constraint(op.f("uq_asset_company_id_name"), ["company_id", "name"])
    with op.batch_alter_table("folder", table_kwargs=never_reused) as folder:
        folder.drop_column("in_trash")
