"""Every page, in both languages and both themes, on a phone, a tablet and a desk."""

import os

import pytest

from . import looking, markup
from .conftest import ARTEFACTS
from .deeds import FULL_PAGE
from .every_page import SIGHTS

WIDTHS = (1440, 768, 360)
WANTS_PICTURES = bool(os.environ.get("PICTURES"))  # PICTURES=1: for people to look at
PICTURES = {
    ("zh", "light"): {1440, 360},
    ("en", "dark"): {768, 360},
}


@pytest.fixture(scope="package")
def pages(new_page, signed_in, stage):
    """Give an open page for each reader and language; all of them are closed at the end."""
    opened = {}

    def page_of(who: str, language: str):
        if (who, language) not in opened:
            state = signed_in(stage.get(who, who))
            opened[who, language] = new_page(language=language, storage_state=state)
        return opened[who, language]

    yield page_of
    for page, _complaints in opened.values():
        page.context.close()


@pytest.fixture(scope="module")
def sent():
    """The HTML of every page that was opened, as the site sent it, by language and name."""
    return {"zh": {}, "en": {}}


@pytest.fixture
def open_sight(pages, stage, sent):
    """Bring a page into the state that is to be looked at, and return it."""

    def open_sight(sight, language):
        page, complaints = pages(sight.who, language)
        complaints.found.clear()
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no fading colours
        prefix = "" if language == "zh" else "/en"
        answer = page.goto(prefix + sight.path.format(**stage))
        for name, value in sight.fill.items():
            found = page.locator(f"main [name='{name}']")
            seen = found.locator("visible=true")
            control = seen.first if seen.count() else found.first
            if control.get_attribute("type") == "radio":
                page.check(f"main [name='{name}'][value='{value}']")
            else:
                control.fill(value)
        if sight.press:
            with page.expect_navigation() as coming:
                page.locator(sight.press).first.click()
            answer = coming.value
        assert answer.status == sight.status, f"{answer.status} {page.url}"
        if not sight.path.startswith("/admin/"):  # that markup is Wagtail's own
            sent[language][sight.name] = answer.body()
        return page, complaints

    return open_sight


def keep_picture(page, sight, look: str) -> None:
    folder = ARTEFACTS / "pages" / look
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{sight.name}.jpg", quality=80, **FULL_PAGE)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("sight", SIGHTS, ids=lambda sight: sight.name)
def test_a_page_is_right_in_both_themes_and_at_every_width(open_sight, sight, language):
    page, complaints = open_sight(sight, language)
    wrong = []

    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        asked = looking.ALL if theme == "light" else looking.COLOURS
        wrong += [f"{theme}: {each}" for each in looking.violations(page, asked=asked)]
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if looking.sticks_out(page) > 0:
                wrong.append(f"{width} px: {looking.sticks_out(page)} px too wide")
            if WANTS_PICTURES and width in PICTURES.get((language, theme), ()):
                keep_picture(page, sight, f"{language}-{theme}-{width}")
    words = looking.untranslated(page) if language == "zh" else looking.foreign(page)

    wrong += [*words, *complaints.found]
    assert wrong == [], "\n".join(["", *wrong])


@pytest.mark.skipif(not markup.CHECKER, reason=markup.REASON)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_checker_finds_no_error_in_what_was_sent(sent, language, tmp_path):
    assert sent[language], "no page was opened before"

    for name, source in sent[language].items():
        (tmp_path / f"{name}.html").write_bytes(source)

    assert markup.errors(tmp_path) == []
