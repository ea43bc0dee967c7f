"""Pages work under a strict content security policy, and nothing on them leaves the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from .sources import files, refuse

INLINE = {
    "a script in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a style sheet in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"'{]", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}
ADDRESS = re.compile(r"(?:https?:|(?<=[\"'(])//)[^\s\"'<>)]*", re.IGNORECASE)
# Works from a disk, so it is one file; its own policy names it by hash (decision 0016).
IN_ONE_FILE = {"marketplace/draw/static/marketplace/draw/verify.html"}
# Names of formats, which no browser ever asks for.
NAMES_ONLY = ("http://www.w3.org/", "https://schema.org")


def inline(name: str, text: str) -> Iterator[str]:
    """Yield everything that the browser would refuse to run or to apply."""
    for what, pattern in INLINE.items():
        for match in pattern.finditer(text):
            yield f"{name}:{_line(text, match)} has {what}"


def leaving(name: str, text: str) -> Iterator[str]:
    """Yield every address of another site that a browser could be sent to."""
    for match in ADDRESS.finditer(text):
        if not match[0].startswith(NAMES_ONLY):
            yield f"{name}:{_line(text, match)} leads to {match[0]}"


def _line(text: str, match: re.Match) -> int:
    return text.count("\n", 0, match.start()) + 1


def test_no_template_carries_script_or_style():
    pages = ((name, text) for name, text in files("*.html") if name not in IN_ONE_FILE)

    refuse(problem for name, text in pages for problem in inline(name, text))


@pytest.mark.parametrize("pattern", ["*.html", "*.css", "*.js", "*.svg", "*.txt"])
def test_no_request_leaves_the_site(pattern):
    shown = [
        (name, text) for name, text in files(pattern) if "/templates/" in name or "/static/" in name
    ]

    refuse(problem for name, text in shown for problem in leaving(name, text))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<script type="module">go()</script>',
        "<style>p {}</style>",
        '<p style="color: red">',
        '<p\n   style = "x">',
        '<body onload="go()">',
        "<button onclick='go()'>",
        '<a href="javascript:go()">',
    ],
)
def test_an_inline_script_or_style_is_found(text):
    assert len(list(inline("x.html", text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<script src="{% static "x.js" %}" defer></script>',
        '<p class="on style">on = 1',
        "{% blocktranslate with once=1 %}",
        '<ol class="steps"{% if one == "2" %} hidden{% endif %}>',
    ],
)
def test_honest_markup_is_no_problem(text):
    assert list(inline("x.html", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        '<script src="https://cdn.example.org/x.js">',
        '<img src="//cdn.example.org/x.png">',
        "@import url(http://fonts.example.org/a.css);",
    ],
)
def test_an_address_elsewhere_is_found(text):
    assert len(list(leaving("x.html", text))) == 1


def test_a_name_space_is_no_address():
    assert list(leaving("x.svg", '<svg xmlns="http://www.w3.org/2000/svg">')) == []
