import io

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from marketplace.models import Event, ServiceItem

pytestmark = pytest.mark.django_db


def test_the_shipped_catalogue_loads_without_a_file(at):
    out = io.StringIO()

    call_command("load_catalogue", stdout=out)
    call_command("load_catalogue", stdout=out)

    assert out.getvalue() == ("137 added, 0 changed, 0 retired\n0 added, 0 changed, 0 retired\n")
    assert ServiceItem.objects.count() == 55


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "cannot be read as JSON"),
        (b"\xff\xfe", "cannot be read as JSON"),
        (b'{"items": 7}', "items"),
        (b"[]", "file"),
        (b'{"departments": [{"code": "A"}]}', "departments[0] A.name_zh"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(tmp_path, content, said):
    file = tmp_path / "catalogue.json"
    file.write_bytes(content)

    with translation.override("en"), pytest.raises(CommandError) as caught:
        call_command("load_catalogue", str(file))

    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not Event.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        call_command("load_catalogue", str(tmp_path / "nowhere.json"))


def test_a_check_says_what_would_change_and_changes_nothing(at):
    out = io.StringIO()

    call_command("load_catalogue", "--check", stdout=out)

    assert out.getvalue().endswith("137 added, 0 changed, 0 retired\n")
    assert "added: project_type plant\n" in out.getvalue()
    assert not ServiceItem.objects.exists()
    assert not Event.objects.exists()
