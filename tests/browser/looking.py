"""What is asked of every page: to be usable by everybody, to fit, and to be in one language."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO

from axe_playwright_python.sync_playwright import Axe
from babel.messages.pofile import read_po

from marketplace.project import translations

WORD = re.compile(r"[A-Za-z]{3,}")
SENTENCE = re.compile(r"[A-Za-z]{2,}(,? [A-Za-z]{2,}){2}")
HAN = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]")
ATTRIBUTES = ["aria-label", "placeholder", "title", "alt", "data-label", "label"]
AXE = "(asked) => axe.run({resultTypes: ['violations'], ...asked}).then((said) => said.violations)"
ALL: dict = {}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
READ = """
(attributes) => {
  const found = [[document.documentElement.lang, document.title]];
  const add = (element, text) => {
    const words = text.trim().replace(/\\s+/g, " ");
    if (words) found.push([element.closest("[lang]").lang, words]);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement, data } = walker.currentNode;
    if (!parentElement.closest("script, style, code, pre, textarea")) add(parentElement, data);
  }
  for (const name of attributes) {
    const named = document.querySelectorAll(`[${name}]`);
    named.forEach((element) => add(element, element.getAttribute(name)));
  }
  return found;
}
"""


def violations(page, *, asked: dict = ALL) -> list[str]:
    """Return what axe objects to, one line for each element.

    The themes of a page differ in their colours alone: ``COLOURS`` is enough for the second.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(AXE, asked)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def sticks_out(page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def texts(page) -> list[tuple[str, str]]:
    """Return every text of the page, read or heard, each with the language it is marked with."""
    return [tuple(each) for each in page.evaluate(READ, ATTRIBUTES)]


def untranslated(page) -> list[str]:
    """Return the texts of a Chinese page that are a message of ours or a sentence in English."""
    read = {text for tongue, text in texts(page) if tongue.startswith("zh")}
    return sorted(text for text in read if SENTENCE.search(text) or messages().fullmatch(text))


def foreign(page) -> list[str]:
    """Return the texts of an English page that are Chinese and not marked as such."""
    return sorted({text for tongue, text in texts(page) if tongue == "en" and HAN.search(text)})


@cache
def messages() -> re.Pattern:
    """Return a pattern of every message that the catalogues translate."""
    known = set()
    for path in translations.sources():
        for message in read_po(BytesIO(path.read_bytes())):
            forms = message.id if isinstance(message.id, tuple) else (message.id,)
            known |= {form for form in forms if WORD.search(PLACEHOLDER.sub("", form))}
    return re.compile("|".join(_pattern(each) for each in sorted(known, key=len, reverse=True)))


def _pattern(message: str) -> str:
    spoken = PLACEHOLDER.split(" ".join(message.split()))
    return ".+".join(re.escape(part.replace("%%", "%")) for part in spoken)


def flaws(page, *, themes=("light", "dark"), widths=(1440, 768, 360)) -> list[str]:
    """Return what axe objects to in each theme, and where the page is wider than its window."""
    found = []
    for theme in themes:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        page.evaluate("document.getAnimations().forEach((each) => each.finish())")  # no fading
        asked = ALL if theme == themes[0] else COLOURS
        found += [f"{theme}: {each}" for each in violations(page, asked=asked)]
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if sticks_out(page) > 0:
            found.append(f"{width} px: {sticks_out(page)} px too wide")
    page.set_viewport_size({"width": widths[0], "height": 900})
    return found
