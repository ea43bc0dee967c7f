"""The migrations make the tables that the models describe."""

import re
from io import StringIO

import pytest
from django.core.management import call_command

from .sources import APPS, files


@pytest.mark.django_db
def test_no_migration_is_missing():
    told = StringIO()

    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=told)
    except SystemExit:
        pytest.fail(f"run makemigrations:\n{told.getvalue()}")


def test_every_model_has_its_own_label():
    labels = re.compile(r'^    label = "(\w+)"', re.MULTILINE)
    found = [label for _name, text in files("apps.py", *APPS) for label in labels.findall(text)]

    assert len(found) == len(set(found))
    assert not {"cms", "search"} & set(found), "the short labels collide with `wagtail start`"
