"""Several numbers of one row's parts as one text, so that rows with the same can be counted."""

from __future__ import annotations

from django.db.models import Aggregate, TextField


class Together(Aggregate):
    """The keys of a group, separated by commas, in no certain order."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler, connection, **context):
        template = "STRING_AGG((%(expressions)s)::text, ',')"
        return self.as_sql(compiler, connection, template=template, **context)
