"""The site closed for a while: told in both languages, passed by administrators alone."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from marketplace import conf
from marketplace.project.operations import maintenance
from tests.factories import NOON, PASSWORD, HallFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(at):
    conf.state_dir().mkdir(parents=True)
    HallFactory(name_zh="云汀服务超市", name_en="Yunting Supermarket", phone="0760-1")
    call_command("maintenance", "on", "--minutes", "20", stdout=StringIO())


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["云汀服务超市", "0760-1"]),
        ("/en/", ["Yunting Supermarket", "It will open again at about", "12:20:00"]),
        ("/en/agencies/", ["The site is being worked on"]),
    ],
)
def test_visitors_learn_when_to_come_back(client, closed, path, words):
    answer = client.get(path)

    assert (answer.status_code, answer["Retry-After"]) == (503, "1200")
    page = answer.content.decode()
    assert [word for word in words if word not in page] == []


def test_nothing_is_taken_in_meanwhile(client, closed):
    assert client.post("/accounts/signup/", {"email": "a@example.org"}).status_code == 503


def test_the_page_needs_no_database(client, closed):
    def fail(*_arguments):
        raise OperationalError("the server closed the connection")

    client.cookies["sessionid"] = "some session"
    with connection.execute_wrapper(fail):
        assert client.get("/").status_code == 503


@pytest.mark.parametrize("who", [{"is_superuser": True}, {"administrator": True}])
def test_administrators_pass_and_are_reminded(client, closed, who):
    user = UserFactory(**who, signs_in=True)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    answer = client.get("/en/items/")

    assert answer.status_code == 200
    assert "Visitors see that the site is closed" in answer.content.decode()


def test_others_may_sign_in_and_see_no_more(client, closed):
    user = UserFactory(signs_in=True)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})

    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get("/items/").status_code == 503


def test_monitors_go_on(client, closed):
    assert client.get("/healthz/live").status_code == 200
    assert "checks" in client.get("/healthz").json()


def test_it_is_opened_again(client, closed, capsys):
    call_command("maintenance", "off")

    assert client.get("/items/").status_code == 200
    assert capsys.readouterr().out == "The site is open.\n"


@pytest.mark.parametrize("content", ["", "[]", "{", '{"until": "soon"}', "\x00"])
def test_an_empty_or_broken_flag_closes_the_site_too(client, content):
    conf.state_dir().mkdir(parents=True)
    (conf.state_dir() / maintenance.FILE).write_text(content)

    answer = client.get("/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "600")


def test_a_time_that_has_passed_is_not_promised_again(client, closed, at):
    at(NOON + dt.timedelta(hours=2))

    assert client.get("/")["Retry-After"] == "30"
