"""Both locks pin the same libraries: what the site imports, the tests find too."""

from __future__ import annotations

import re

import pytest

from .sources import ROOT

NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?\s*(?:[~<>=!]|$)", re.MULTILINE)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==(\S+)", re.MULTILINE)


def _pinned(name: str) -> dict[str, str]:
    return dict(PINNED.findall((ROOT / name).read_text(encoding="utf-8")))


def _asked_for(name: str) -> set[str]:
    return set(NAME.findall((ROOT / name).read_text(encoding="utf-8")))


def test_the_tests_run_with_the_libraries_of_the_site():
    site, tests = _pinned("requirements.lock"), _pinned("requirements-test.lock")

    assert {name: tests.get(name) for name in site} == site


@pytest.mark.parametrize("name", ["requirements", "requirements-test"])
def test_what_is_asked_for_is_pinned(name):
    pinned = {each.lower() for each in _pinned(f"{name}.lock")}

    assert {each.lower() for each in _asked_for(f"{name}.in")} - pinned == set()
