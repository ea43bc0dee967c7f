"""Tables checked and brought in, and what the export gives."""

from agencies.exchange import AgenciesTable
from marketplace.exchange.commands import begin_import, check_import, continue_import
from marketplace.exchange.sheets import Column
from marketplace.exchange.sheets import as_csv as sheet_csv
from marketplace.exchange.sheets import as_xlsx as sheet_xlsx
from tests.factories import NOON


def checked(content, clerk, kind=AgenciesTable, name="agencies.csv"):
    return check_import(kind=kind(), file_name=name, content=content, by=clerk, at=NOON)


def brought_in(content, clerk, kind=AgenciesTable):
    run = checked(content, clerk, kind)
    begin_import(run_id=run.pk, by=clerk, at=NOON)
    return continue_import(run_id=run.pk, at=NOON, seconds=60)


def exported(kind, form="csv"):
    """Return what the export gives, as bytes."""
    kind = kind()
    columns = [Column(each.label, lambda row, key=each.key: row[key]) for each in kind.columns]
    if form == "csv":
        return sheet_csv(columns, kind.rows())
    return sheet_xlsx(columns, kind.rows(), title="x", at=NOON)
