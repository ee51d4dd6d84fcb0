"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


identifier = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
code = sa.String().with_variant(sa.String(collation="C"), "postgresql")
moment = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "blob",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("crc32", sa.BigInteger(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_blob")),
    )
    op.create_table(
        "company",
        sa.Column("id", identifier, nullable=False),
        sa.Column("name", code, nullable=False),
        sa.Column("root_path", code, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("expires", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("name", name=op.f("uq_company_name")),
        sa.UniqueConstraint("root_path", name=op.f("uq_company_root_path")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "user_account",
        sa.Column("id", identifier, nullable=False),
        sa.Column("email", code, nullable=False),
        sa.Column("first_name", sa.String(), nullable=False),
        sa.Column("last_name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("is_valid", sa.Boolean(), nullable=False),
        sa.Column("is_ips_admin", sa.Boolean(), nullable=False),
        sa.Column("password_expires", moment, nullable=True),
        sa.Column("created", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "folder",
        sa.Column("id", identifier, nullable=False),
        sa.Column("company_id", identifier, nullable=False),
        sa.Column("parent_id", identifier, nullable=True),
        sa.Column("path", code, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("last_modified", moment, nullable=False),
        sa.Column("child_last_modified", moment, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_folder_company_id_company")),
        sa.ForeignKeyConstraint(["parent_id"], ["folder.id"], name=op.f("fk_folder_parent_id_folder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder")),
        sa.UniqueConstraint("company_id", "path", name=op.f("uq_folder_company_id_path")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_folder_parent_id"), "folder", ["parent_id"])
    op.create_table(
        "image_format",
        sa.Column("id", identifier, nullable=False),
        sa.Column("company_id", identifier, nullable=False),
        sa.Column("name", code, nullable=False),
        sa.Column("name_key", code, nullable=False),
        sa.Column("url_modifier", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_image_format_company_id_company")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_image_format")),
        sa.UniqueConstraint("company_id", "name_key", name=op.f("uq_image_format_company_id_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "job",
        sa.Column("id", identifier, nullable=False),
        sa.Column("company_id", identifier, nullable=False),
        sa.Column("user_id", identifier, nullable=False),
        sa.Column("mail_user_id", identifier, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("original_name", code, nullable=False),
        sa.Column("name", code, nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("run", sa.String(), nullable=True),
        sa.Column("submitted", moment, nullable=False),
        sa.Column("started", moment, nullable=True),
        sa.Column("ended", moment, nullable=True),
        sa.Column("last_progress", moment, nullable=True),
        sa.Column("progress_message", sa.String(), nullable=False),
        sa.Column("total_items", sa.Integer(), nullable=False),
        sa.Column("success_count", sa.Integer(), nullable=False),
        sa.Column("error_count", sa.Integer(), nullable=False),
        sa.Column("warning_count", sa.Integer(), nullable=False),
        sa.Column("duplicate_count", sa.Integer(), nullable=False),
        sa.Column("update_count", sa.Integer(), nullable=False),
        sa.Column("fatal_error", sa.Boolean(), nullable=False),
        sa.Column("email_setting", sa.String(), nullable=False),
        sa.Column("client_address", sa.String(), nullable=True),
        sa.Column("end_requested", sa.Boolean(), nullable=False),
        sa.Column("last_post", moment, nullable=True),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_job_company_id_company")),
        sa.ForeignKeyConstraint(["mail_user_id"], ["user_account.id"], name=op.f("fk_job_mail_user_id_user_account")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_job_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_job_company_id_name"), "job", ["company_id", "name"])
    op.create_index(op.f("ix_job_company_id_original_name"), "job", ["company_id", "original_name"])
    op.create_index(op.f("ix_job_company_id_submitted"), "job", ["company_id", "submitted"])
    op.create_index(op.f("ix_job_state"), "job", ["state"])
    op.create_table(
        "membership",
        sa.Column("company_id", identifier, nullable=False),
        sa.Column("user_id", identifier, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_membership_company_id_company"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("company_id", "user_id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_user_id"), "membership", ["user_id"])
    op.create_table(
        "asset",
        sa.Column("id", identifier, nullable=False),
        sa.Column("company_id", identifier, nullable=False),
        sa.Column("folder_id", identifier, nullable=False),
        sa.Column("type", code, nullable=False),
        sa.Column("sub_type", code, nullable=True),
        sa.Column("name", code, nullable=False),
        sa.Column("file_name", code, nullable=False),
        sa.Column("ready_for_publish", sa.Boolean(), nullable=False),
        sa.Column("trash_state", code, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("create_user", sa.String(), nullable=False),
        sa.Column("last_modified", moment, nullable=False),
        sa.Column("last_modify_user", sa.String(), nullable=False),
        sa.Column("blob_hash", sa.String(length=64), nullable=True),
        sa.Column("original_path", sa.String(), nullable=False),
        sa.Column("original_file", sa.String(), nullable=False),
        sa.Column("optimized_path", sa.String(), nullable=False),
        sa.Column("optimized_file", sa.String(), nullable=False),
        sa.Column("file_size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("resolution", sa.Float(), nullable=False),
        sa.Column("color_mode", sa.String(), nullable=False),
        sa.Column("has_alpha", sa.Boolean(), nullable=False),
        sa.Column("icc_profile", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("comments", sa.Text(), nullable=False),
        sa.Column("user_data", sa.Text(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("anchor_x", sa.Integer(), nullable=False),
        sa.Column("anchor_y", sa.Integer(), nullable=False),
        sa.Column("url_modifier", sa.Text(), nullable=False),
        sa.Column("url_post_apply_modifier", sa.Text(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["blob_hash"], ["blob.hash"], name=op.f("fk_asset_blob_hash_blob")),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_asset_company_id_company")),
        sa.ForeignKeyConstraint(["folder_id"], ["folder.id"], name=op.f("fk_asset_folder_id_folder")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_asset_company_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_asset_blob_hash"), "asset", ["blob_hash"])
    op.create_index(op.f("ix_asset_company_id_trash_state_created"), "asset", ["company_id", "trash_state", "created"])
    op.create_index(
        op.f("ix_asset_company_id_trash_state_file_size"), "asset", ["company_id", "trash_state", "file_size"]
    )
    op.create_index(
        op.f("ix_asset_company_id_trash_state_last_modified"), "asset", ["company_id", "trash_state", "last_modified"]
    )
    op.create_index(op.f("ix_asset_company_id_trash_state_name"), "asset", ["company_id", "trash_state", "name"])
    op.create_index(
        op.f("ix_asset_company_id_trash_state_type_name"), "asset", ["company_id", "trash_state", "type", "name"]
    )
    op.create_index(op.f("ix_asset_folder_id_name"), "asset", ["folder_id", "name"])
    op.create_table(
        "export",
        sa.Column("job_id", identifier, autoincrement=False, nullable=False),
        sa.Column("company_id", identifier, nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("manifest", sa.JSON(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("etag", sa.String(), nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("expires", moment, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_export_company_id_company")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_export_job_id_job"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", name=op.f("pk_export")),
        sa.UniqueConstraint("token", name=op.f("uq_export_token")),
    )
    op.create_index(op.f("ix_export_expires"), "export", ["expires"])
    op.create_table(
        "job_item",
        sa.Column("job_id", identifier, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asset_id", identifier, nullable=True),
        sa.Column("source", sa.JSON(), nullable=False),
        sa.Column("blob_hash", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(), nullable=True),
        sa.Column("file_size", sa.BigInteger(), nullable=True),
        sa.Column("crc32", sa.BigInteger(), nullable=True),
        sa.Column("finished", moment, nullable=True),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_item_job_id_job"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", "position", name=op.f("pk_job_item")),
    )
    op.create_table(
        "job_log",
        sa.Column("id", identifier, nullable=False),
        sa.Column("job_id", identifier, nullable=False),
        sa.Column("sequence_key", code, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("log_type", code, nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("asset_name", sa.Text(), nullable=False),
        sa.Column("asset_type", sa.String(), nullable=False),
        sa.Column("asset_id", identifier, nullable=True),
        sa.Column("aux", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_job_log_job_id_job"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_log")),
        sa.UniqueConstraint("job_id", "sequence_key", name=op.f("uq_job_log_job_id_sequence_key")),
    )
    op.create_index(op.f("ix_job_log_job_id_created"), "job_log", ["job_id", "created"])
    op.create_table(
        "outbox_mail",
        sa.Column("id", identifier, nullable=False),
        sa.Column("job_id", identifier, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt", moment, nullable=False),
        sa.Column("created", moment, nullable=False),
        sa.Column("sent", moment, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_outbox_mail_job_id_job"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("job_id", "kind", name=op.f("uq_outbox_mail_job_id_kind")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_mail_message_id")),
    )
    op.create_index(op.f("ix_outbox_mail_state_next_attempt"), "outbox_mail", ["state", "next_attempt"])


def downgrade():
    op.drop_table("outbox_mail")
    op.drop_table("job_log")
    op.drop_table("job_item")
    op.drop_table("export")
    op.drop_table("asset")
    op.drop_table("membership")
    op.drop_table("job")
    op.drop_table("image_format")
    op.drop_table("folder")
    op.drop_table("user_account")
    op.drop_table("company")
    op.drop_table("blob")
