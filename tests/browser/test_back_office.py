"""Our pages in Wagtail's admin: usable by everybody, on a phone, a tablet and a desk.

In Chinese by day and in English by night: Wagtail's admin goes by the account's language and,
unless told otherwise, by the theme of the device.
"""

import pytest

from . import looking
from .conftest import ARTEFACTS
from .deeds import FULL_PAGE
from .pages import BACK_OFFICE
from .rows import backstage
from .test_every_page import WIDTHS, open_sight, pages, sent

__all__ = ["backstage", "open_sight", "pages", "sent"]
LOOKS = {"zh": "light", "en": "dark"}


@pytest.fixture(scope="module", params=LOOKS)
def language(request, backstage):
    """Have the staff prefer a language, and Chinese again afterwards."""
    staff = sorted({sight.who for sight in BACK_OFFICE})
    backstage.play("prefer", language=request.param, emails=staff)
    yield request.param
    backstage.play("prefer", language="zh", emails=staff)


@pytest.mark.parametrize("sight", BACK_OFFICE, ids=lambda sight: sight.name)
def test_a_page_of_the_desk_is_right_at_every_width(open_sight, sight, language):
    page, complaints = open_sight(sight, "zh")  # its addresses are the same in all languages

    wrong = looking.flaws(page, themes=[LOOKS[language]], widths=WIDTHS)

    keep_pictures(page, sight, language)
    words = foreign(page) if language == "en" and sight.path != "/admin/" else []
    assert page.locator("html").get_attribute("lang").startswith(language)
    wrong += [*words, *complaints.found]
    assert wrong == [], "\n".join(["", *wrong])


def foreign(page):
    """Return Chinese texts of an English page, but for Wagtail's note of its version: the first
    reader's language stays in it. (Its first page tells the names of reader and site.)"""
    return [text for text in looking.foreign(page) if not text.startswith("Wagtail ")]


def keep_pictures(page, sight, language):
    folder = ARTEFACTS / "back_office" / f"{language}-{LOOKS[language]}"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{sight.name}.png", **FULL_PAGE)
