"""Operations of migrations that Tortoise lacks."""

from __future__ import annotations

from tortoise.migrations.operations import AlterField
from tortoise.migrations.schema_editor.base import BaseSchemaEditor
from tortoise.migrations.schema_generator.state import State


class EnlargeEnumeration(AlterField):
    """A field whose enumeration has more members than before; its column stays what it is.

    Tortoise's own operation would rebuild the whole table on SQLite, and lose its indexes, to change
    nothing but a comment.
    """

    async def database_forward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Nothing: only what the models are remembered as changes."""

    async def database_backward(
        self,
        app_label: str,
        old_state: State,
        new_state: State,
        state_editor: BaseSchemaEditor | None = None,
    ) -> None:
        """Nothing."""
