"""A row of a desk is clicked, its deed is done, and it is gone."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest

from .backstage.client import Backstage
from .conftest import environment
from .deeds import Person

OWNERS, AGENCIES, STAFF = "/desk/owner/", "/desk/agency/", "/admin/"
NUMBER = re.compile("[0-9]+")
TOLD = """
() => ({
  heading: document.querySelector("#waiting, #waiting-heading").parentElement.innerText,
  counts: [...document.querySelectorAll("[data-kind]")].map((row) => Number(row.dataset.count)),
})
"""


@pytest.fixture(scope="package")
def backstage(site, state):
    """Arrange what a test needs by commands in the site's own database."""
    found = Backstage(environment(state, 0))
    yield found
    found.end()


@pytest.fixture
def come_in(visit, backstage, site):
    """Let somebody in who is signed in already, whoever it is."""

    def come_in(email: str) -> Person:
        person = visit()
        cookie = backstage.play("session", email=email)
        person.page.context.add_cookies([cookie | {"url": site}])
        return person

    return come_in


@contextmanager
def row_of(person: Person, desk: str, kind: str, about: str = ""):
    """Follow a row of a desk; once the deed is done, it is gone, and there is one row less.

    ``about`` is a part of the address to which the row leads, where several are of a kind.
    """
    before = _find(person, desk, kind)
    address = next((each for each in before if about in each), None)
    assert address, f"no row of {kind} about {about}: {before}"
    with person.page.expect_navigation():
        person.hit(person.page.locator(f"[data-kind='{kind}'] a[href='{address}']").last)
    assert person.page.locator("main h1").count(), f"{address} is no page"

    yield

    after = _find(person, desk, kind)
    assert address not in after, f"the row of {kind} stays"
    assert len(after) == len(before) - 1


def count_of(person: Person, desk: str, kind: str) -> int:
    """Return for how many a row stands that counts them, 0 where it is gone."""
    _find(person, desk, kind)
    row = person.page.locator(f"[data-kind='{kind}']")
    return int(row.get_attribute("data-count")) if row.count() else 0


def _find(person: Person, desk: str, kind: str) -> list[str]:
    """Open a desk, whose heading counts its rows, and return where those of a kind lead."""
    person.go(desk)
    told = person.page.evaluate(TOLD)
    assert int((NUMBER.search(told["heading"]) or [0])[0]) == sum(told["counts"]), told
    rows = person.page.locator(f"[data-kind='{kind}']").all()
    return [row.locator("a").last.get_attribute("href") for row in rows]
