"""Pages for what went wrong, and pages on which there is nothing yet."""

import pytest

from . import looking
from .conftest import ARTEFACTS
from .deeds import FULL_PAGE
from .rows import backstage

__all__ = ["backstage"]
HTML = "text/html; charset=utf-8"
WRONG = ["403-csrf", "413", "429", "500", "503"]
NOTHING_YET = {
    "owner": ["/desk/owner/", "/desk/owner/notices/", "/desk/owner/projects/", "/desk/services/"],
    "agency": [
        "/desk/agency/",
        "/desk/agency/notices/",
        "/desk/agency/answers/",
        "/desk/services/",
        "/desk/calendar/",
        "/agencies/mine/credentials/",
        "/agencies/mine/people/",
        "/agencies/mine/services/",
        "/notifications/",
    ],
}
EMPTY = [(who, path) for who, paths in NOTHING_YET.items() for path in paths]


@pytest.fixture(scope="module", params=["zh", "en"])
def language(request):
    return request.param


@pytest.fixture(scope="module")
def open_page(new_page, backstage, site, language):
    """Give the page of a newcomer, or of anybody; one for each, closed at the end."""
    opened = {}

    def open_page(who=""):
        if who not in opened:
            opened[who] = new_page(language=language)
            if who:
                cookie = backstage.play("session", email=backstage.play(f"new_{who}")["email"])
                opened[who][0].context.add_cookies([cookie | {"url": site}])
        opened[who][1].found.clear()
        return opened[who]

    yield open_page
    for page, _complaints in opened.values():
        page.context.close()


def look(page, name, language):
    """Return what is wrong with the page, and keep pictures of it."""
    wrong = looking.flaws(page)
    folder = ARTEFACTS / "outcomes" / language
    folder.mkdir(parents=True, exist_ok=True)
    for width, theme in ((1440, "light"), (768, "dark"), (360, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.screenshot(path=folder / f"{name}-{width}-{theme}.png", **FULL_PAGE)
    return wrong + (looking.untranslated(page) if language == "zh" else looking.foreign(page))


@pytest.mark.parametrize("name", WRONG)
def test_a_page_for_what_went_wrong_is_right(open_page, backstage, language, name):
    page, complaints = open_page()
    told = backstage.play("outcome", name=name, language=language)
    page.route("**/what-went-wrong/", lambda route: route.fulfill(body=told, content_type=HTML))

    page.goto("/what-went-wrong/")

    wrong = look(page, name, language) + complaints.found
    page.unroute("**/what-went-wrong/")
    assert page.locator("h1").count() == 1
    assert wrong == [], "\n".join(["", *wrong])


@pytest.mark.parametrize(("who", "path"), EMPTY)
def test_a_page_on_which_there_is_nothing_yet_is_right(open_page, language, who, path):
    page, complaints = open_page(who)

    answer = page.goto(path if language == "zh" else f"/en{path}")

    assert answer.status == 200
    wrong = look(page, who + path.replace("/", "-"), language) + complaints.found
    assert wrong == [], "\n".join(["", *wrong])
