"""A province to search in: so many agencies and notices, with texts as long as real ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction

from agencies.models import Agency
from marketplace.organisations.models import Organisation
from procurement.models import Notice, Project
from tests.bench.crowd import make_city, without_triggers
from tests.bench.crowd_words import AT_ONCE
from tests.bench.search_words import agency_words, notice_words


def make_province(agencies: int, notices: int, *, at: dt.datetime) -> None:
    """Write a searchable province into an empty, migrated database; it has no events."""
    make_city(agencies, notices, at=at, answered=False)
    with without_triggers():
        _say_everything()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _say_everything() -> None:
    firms = Agency.objects.order_by("pk").values_list("pk", "organisation_id")
    _say(Agency, (pk for pk, _firm in firms), agency_words, "introduction_zh", "introduction_en")
    _say(Organisation, (firm for _pk, firm in firms), agency_words, "name_zh", "name_en")
    announced = Notice.objects.order_by("pk").values_list("pk", "project_id")
    _say(Notice, (pk for pk, _project in announced), notice_words, "scope")
    _say(Project, (project for _pk, project in announced), notice_words, "name_zh", "name_en")


def _say(model, keys, words: Callable[[int], dict[str, str]], *columns: str) -> None:
    """Write the words of each row's number into its columns, past every check and trigger."""
    quoted = connection.ops.quote_name
    sets = ", ".join(f"{quoted(column)} = %s" for column in columns)
    # Names of columns and tables are the models' own
    sql = f"UPDATE {quoted(model._meta.db_table)} SET {sets} WHERE id = %s"  # noqa: S608
    rows = [
        [*(said[column] for column in columns), key]
        for key, said in ((key, words(number)) for number, key in enumerate(keys))
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        for first in range(0, len(rows), AT_ONCE):
            cursor.executemany(sql, rows[first : first + AT_ONCE])
