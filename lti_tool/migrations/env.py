"""Alembic's environment: the connection is handed in, nothing is read from a file."""

from __future__ import annotations

from alembic import context

from lti_tool.database.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=context.config.attributes["connection"].dialect.name == "sqlite",
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
