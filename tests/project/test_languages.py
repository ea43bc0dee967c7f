import re

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "language", "heading"),
    [
        ("/accounts/login/", "zh-Hans", "登录"),
        ("/en/accounts/login/", "en", "Sign in"),
    ],
)
def test_chinese_stands_at_the_root_and_english_under_en(client, path, language, heading):
    answer = client.get(path)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert re.search(r'<html lang="([^"]+)"', page)[1] == language
    assert re.search(r"<h1[^>]*>([^<]+)</h1>", page)[1].strip() == heading


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_address_decides_whatever_the_browser_prefers(client, language):
    answer = client.get("/accounts/login/", headers={"accept-language": language})

    assert answer["Content-Language"] == "zh-hans"


def test_a_language_that_is_not_spoken_here_is_not_found(client):
    assert client.get("/de/accounts/login/").status_code == 404
