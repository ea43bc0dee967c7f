import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import translation

from marketplace.project.failures import server_error

pytestmark = pytest.mark.django_db

TOO_LONG = {"login": "长" * 400_000}


@pytest.mark.parametrize(
    ("prefix", "message"),
    [("", "512"), ("/en", "It holds more than 512 KB of text")],
)
def test_a_megabyte_of_text_is_refused_with_the_limit(client, prefix, message):
    answer = client.post(f"{prefix}/accounts/login/", TOO_LONG)

    assert answer.status_code == 413
    assert message in answer.content.decode()


@pytest.mark.parametrize("path", ["/?q=%00", "/agencies/?q=a%00b", "/notices/\0", "/en/\0/"])
def test_a_nul_character_in_an_address_is_refused(client, path):
    assert client.get(path).status_code == 400


def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("path", ["/not/there/", "/en/not/there/"])
def test_a_page_that_is_not_there_says_so_in_the_frame_of_the_site(client, path):
    answer = client.get(path)

    assert answer.status_code == 404
    assert "<main" in answer.content.decode()


def test_a_form_without_its_token_is_refused_with_the_way_on(client):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"})

    assert answer.status_code == 403
    assert "<main" in answer.content.decode()


def test_our_own_failure_is_told_in_the_frame_of_the_site(rf):
    answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert "demo-note" in answer.content.decode()


def test_a_failed_database_is_told_without_it(rf):
    def fail(*_arguments):
        raise OperationalError("the server closed the connection")

    with connection.execute_wrapper(fail), translation.override("en"):
        answer = server_error(rf.get("/"))

    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content
