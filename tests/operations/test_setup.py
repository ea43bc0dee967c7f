"""``manage.py setup``: what it asks, what it makes, and that it makes each thing once."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from marketplace import conf
from marketplace.models import Department, Hall, Region, ServiceItem
from marketplace.project.demo.models import ONLY, World
from marketplace.project.operations.keeping.archive import BadBackup
from marketplace.project.operations.keeping.restore import restore
from tests.factories import NOON

pytestmark = pytest.mark.django_db

ANSWERS = {
    "name_zh": "云汀市中介服务超市",
    "name_en": "Yunting Intermediary Supermarket",
    "city_zh": "云汀市",
    "city_en": "Yunting",
    "complaint_phone": "0760-12300",
    "admin_email": "Fang@example.org",
    "admin_name": "王芳",
}
LINK = re.compile(r"https?://[^/]+(/accounts/password/reset/key/\S+)")


REAL = {"MARKETPLACE_DEMO": False, "WAGTAILADMIN_BASE_URL": "https://market.example.org"}


@pytest.fixture(autouse=True)
def real_site(settings, at, monkeypatch):
    for name, value in REAL.items():
        setattr(settings, name, value)
    monkeypatch.delenv("SETUP_ADMIN_PASSWORD", raising=False)


def set_up(capsys, *words, **answers) -> str:
    call_command("setup", *words, no_input=True, **{**ANSWERS, **answers})
    return capsys.readouterr().out


def test_an_interrupted_run_goes_on_where_it_stopped(capsys):
    with pytest.raises(CommandError, match="cannot be read as JSON"):
        set_up(capsys, catalogue="/not/there.json")
    told = set_up(capsys, catalogue="none")
    assert ServiceItem.objects.count() == 0

    again = set_up(capsys)

    assert "[there] hall" in again
    assert "[done ] catalogue" in again
    assert "[done ] hall" in told


def test_all_that_is_missing_or_wrong_is_named_at_once():
    with pytest.raises(CommandError) as refused:
        call_command("setup", no_input=True, name_zh="云汀\u202e", admin_email="nobody")

    told = str(refused.value)
    assert "--name-zh  Chinese name of the hall: The text contains a character" in told
    assert "--complaint-phone  telephone for complaints: it is needed" in told
    assert "--admin-email  e-mail address of the administrator: Enter a valid email" in told
    assert not Hall.objects.exists()


def test_answers_may_stand_in_the_environment(capsys, monkeypatch):
    for name, value in ANSWERS.items():
        monkeypatch.setenv(f"SETUP_{name.upper()}", value)
    monkeypatch.setenv("SETUP_CATALOGUE", "none")

    call_command("setup", no_input=True)

    assert Hall.objects.get().city_en == "Yunting"
    assert not ServiceItem.objects.exists()


def test_the_administrator_signs_in_with_the_password(capsys, client, monkeypatch):
    monkeypatch.setenv("SETUP_ADMIN_PASSWORD", "eleven blue lamps")
    told = set_up(capsys, catalogue="none")

    client.post("/accounts/login/", {"login": "fang@example.org", "password": "eleven blue lamps"})

    user = get_user_model().objects.get()
    assert (str(user), user.is_superuser) == ("王芳", True)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert "eleven blue lamps" not in told
    assert not LINK.search(told)


def test_a_weak_password_opens_nothing(capsys, monkeypatch):
    monkeypatch.setenv("SETUP_ADMIN_PASSWORD", "12345678")

    with pytest.raises(CommandError, match="too common"):
        set_up(capsys)

    assert not get_user_model().objects.exists()


def test_somebody_elses_account_is_made_no_administrator(capsys):
    get_user_model().objects.create_user("fang", "fang@example.org", "eleven blue lamps")

    with pytest.raises(CommandError, match="has an account that is no administrator's"):
        set_up(capsys, catalogue="none")

    assert not get_user_model().objects.filter(is_superuser=True).exists()


def test_a_catalogue_of_ones_own_is_loaded(capsys, tmp_path):
    file = tmp_path / "catalogue.json"
    rows = {"departments": [{"code": "DRC", "name_zh": "发改局", "name_en": "DRC"}]}
    file.write_text(json.dumps(rows))

    set_up(capsys, catalogue=str(file))

    assert Department.objects.get().name_zh == "发改局"
    assert Region.objects.get().name_zh == "云汀市"


@pytest.mark.parametrize(
    "text", ["donghu", "donghu=东湖区", "hall=东湖区=Donghu", "X=东湖区=Donghu"]
)
def test_a_region_that_is_none_is_named(capsys, text):
    with pytest.raises(CommandError, match="region"):
        set_up(capsys, region=[text])

    assert not Hall.objects.exists()


def test_a_demonstration_is_refused(capsys, settings):
    World.objects.create(pk=ONLY, today=NOON.date())

    with pytest.raises(CommandError, match=r"This database holds the demonstration\..*an empty"):
        set_up(capsys)

    World.objects.all().delete()
    settings.MARKETPLACE_DEMO = True
    with pytest.raises(CommandError, match="DEMO is on"):
        set_up(capsys)
    assert not Hall.objects.exists()


def test_at_a_terminal_what_is_open_is_asked_until_it_is_good(capsys, monkeypatch):
    typed = iter(
        ["", "Yunting Supermarket", "云汀市", "Yunting", "0760-1", *[""] * 6, "no", "a@b.cn", ""]
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    monkeypatch.setattr(
        "marketplace.project.operations.management.commands.setup.getpass", lambda prompt: ""
    )

    call_command("setup", name_zh="云汀市中介服务超市", catalogue="none")

    told = capsys.readouterr().out
    assert "it is needed" in told
    assert "Enter a valid email address." in told
    assert Hall.objects.get().name_en == "Yunting Supermarket"
    assert get_user_model().objects.get().email == "a@b.cn"
    assert LINK.search(told)


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08"])
def test_a_file_that_is_no_backup_is_refused(tmp_path, content):
    file = tmp_path / "backup.tar.gz"
    file.write_bytes(content)

    with pytest.raises(BadBackup, match="cannot be read"):
        restore(file)

    assert sorted(path.name for path in conf.state_dir().iterdir()) == [".state"]
