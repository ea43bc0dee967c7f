"""What a first visit weighs: the page and all that it asks for, as the site sends them."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

from tests.cms.editing.desk import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
MOST = 150_000


def sent(client, address: str):
    return client.get(address, headers={"accept-encoding": "gzip"})


def weight_of_files(page: str) -> int:
    """Return what the styles and scripts of a page weigh, compressed as WhiteNoise keeps them."""
    names = set(re.findall(r'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', page))
    return sum(len(gzip.compress(open_file(name))) for name in names)


def open_file(name: str) -> bytes:
    with open(finders.find(name), "rb") as file:
        return file.read()


@pytest.mark.parametrize("address", ["/", "/en/", "/guides/eia-01/", "/agencies/", "/notices/"])
def test_a_first_visit_stays_under_a_hundred_and_fifty_kilobytes(client, address):
    Desk()

    answer = sent(client, address)

    page = gzip.decompress(answer.content).decode()
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) + weight_of_files(page) < MOST


def test_who_cannot_unpack_a_page_gets_it_plain(client):
    Desk()

    assert "Content-Encoding" not in client.get("/").headers
