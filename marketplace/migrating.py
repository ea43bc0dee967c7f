"""Creating many tables in one step of a migration."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory


class CreateModels(Operation):
    """Create models with all that their first migration adds to them: fields, constraints, indexes.

    For each ``CreateModel`` Django renders every model anew that hangs together with it, and in
    a suite all of them do. Here they are rendered once: a first start takes a third less.
    """

    category = OperationCategory.ADDITION

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def deconstruct(self):
        return self.__class__.__name__, [self.operations], {}

    def state_forwards(self, app_label, state):
        rendered = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if rendered is not None:
            state.apps = rendered
            state.reload_models([(app_label, each.name_lower) for each in self._created], False)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self._created:  # whose state has what the other operations add
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self._created):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return f"Create models {', '.join(each.name for each in self._created)}"

    @property
    def _created(self) -> list[CreateModel]:
        return [each for each in self.operations if isinstance(each, CreateModel)]
