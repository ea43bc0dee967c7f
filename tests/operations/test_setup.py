"""``manage.py setup``: what it asks, what it makes, and that it makes each thing once."""

import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from wagtail.models import Site

from marketplace import conf
from marketplace.fees.models import FeeSchedule
from marketplace.models import Department, Event, Hall, LogLeaf, Region, ServiceItem
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


@pytest.fixture(autouse=True)
def real_site(settings, at, monkeypatch):
    settings.MARKETPLACE_DEMO = False
    settings.WAGTAILADMIN_BASE_URL = "https://market.example.org"
    monkeypatch.delenv("SETUP_ADMIN_PASSWORD", raising=False)


def set_up(capsys, *words, **answers) -> str:
    call_command("setup", *words, no_input=True, **{**ANSWERS, **answers})
    return capsys.readouterr().out


def test_a_hall_is_opened_with_all_that_it_needs(capsys):
    told = set_up(capsys, region=["donghu=东湖区=Donghu"])

    hall = Hall.objects.get()
    assert (hall.code, hall.name_zh, hall.rules.version) == ("hall", "云汀市中介服务超市", 1)
    assert hall.site == Site.objects.get(hostname="market.example.org", port=443)
    assert ServiceItem.objects.count() == 55
    assert FeeSchedule.objects.exists()
    regions = Region.objects.values_list("code", "parent__code").order_by("code")
    assert list(regions) == [("donghu", "hall"), ("hall", None)]
    assert told.count("[done ]") == 6  # all but the tables and static files of the tests
    assert "The hall is open. What is next:" in told


def test_nothing_invented_comes_along(capsys, client):
    set_up(capsys)

    page = client.get("/").content.decode()
    assert "demo-note" not in page
    assert "演示" not in page
    assert not Region.objects.filter(code="yunting").exists()
    assert not Department.objects.filter(name_zh__contains="演示").exists()
    assert not get_user_model().objects.filter(email__endswith="demo.example").exists()


def test_a_second_run_changes_nothing(capsys):
    set_up(capsys)
    events, leaves = Event.objects.count(), LogLeaf.objects.count()

    told = set_up(capsys, name_zh="另一个名字")

    assert told.count("[done ]") == 0
    assert "name_zh stay as they are: change them in /admin/" in told
    assert (Event.objects.count(), LogLeaf.objects.count()) == (events, leaves)
    assert Hall.objects.get().name_zh == "云汀市中介服务超市"


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

    call_command("setup", no_input=True)

    assert Hall.objects.get().city_en == "Yunting"


def test_the_administrator_signs_in_with_the_password(capsys, client, monkeypatch):
    monkeypatch.setenv("SETUP_ADMIN_PASSWORD", "eleven blue lamps")
    told = set_up(capsys)

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


def test_without_a_password_a_link_opens_the_account_once(capsys, client):
    path = LINK.search(set_up(capsys))[1]

    form = client.get(path, follow=True)
    passwords = {"password1": "eleven blue lamps", "password2": "eleven blue lamps"}
    done = client.post(form.redirect_chain[-1][0], passwords)

    assert done.status_code == 302
    client.post(
        "/accounts/login/", {"login": ANSWERS["admin_email"], "password": "eleven blue lamps"}
    )
    assert "_auth_user_id" in client.session
    client.logout()
    again = client.get(path, follow=True).content.decode()
    assert "password1" not in again


def test_somebody_elses_account_is_made_no_administrator(capsys):
    get_user_model().objects.create_user("fang", "fang@example.org", "eleven blue lamps")

    with pytest.raises(CommandError, match="has an account that is no administrator's"):
        set_up(capsys)

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

    call_command("setup", name_zh="云汀市中介服务超市")

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
