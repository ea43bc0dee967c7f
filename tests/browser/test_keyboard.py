"""The path of a selection without a mouse: in order, in sight, and never trapped."""

import pytest

from .deeds import GO_ON, OWNER, SECOND_AGENCY, SEND, Person

DRAFT = "/desk/owner/notices/{draft}/"
PATH = [
    pytest.param("", "/notices/{open_draw}/", "main a[href$='/answer/']", id="notice"),
    pytest.param(OWNER, "/desk/owner/notices/new/", GO_ON, id="services"),
    pytest.param(OWNER, f"{DRAFT}terms/", GO_ON, id="terms"),
    pytest.param(OWNER, f"{DRAFT}mode/", GO_ON, id="mode"),
    pytest.param(OWNER, f"{DRAFT}review/", SEND, id="review"),
    pytest.param(SECOND_AGENCY, "/notices/{own}/answer/", SEND, id="answer"),
]
MOST_STOPS = 250
FOCUSED = """
() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const shown = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 1),
    Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 1),
  );
  const label = element.labels?.[0];
  return {
    what: element.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inSight: element.contains(shown) || Boolean(shown?.contains(element))
      || Boolean(label?.contains(shown)),
  };
}
"""


@pytest.fixture
def reader(visit, signed_in, stage):
    """Open an address of the stage as somebody who has signed in."""

    def reader(who: str, address: str, **options) -> Person:
        person = visit(storage_state=signed_in(who), **options)
        person.go(address.format(**stage))
        return person

    return reader


@pytest.mark.parametrize(("who", "address", "action"), PATH)
def test_the_first_stop_leads_past_the_menus(reader, who, address, action):
    page = reader(who, address).page

    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    box = page.locator(".skip-link").bounding_box()
    page.keyboard.press("Enter")

    assert first == "skip-link"
    assert box["y"] >= 0
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("who", "address", "action"), PATH)
@pytest.mark.parametrize("width", [1440, 360])
def test_every_stop_up_to_the_main_action_is_seen(reader, who, address, action, width):
    page = reader(who, address, width=width).page
    wanted = page.locator(action).first.element_handle()
    unseen = []

    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if not (stop["outlined"] and stop["inSight"]):
            unseen.append(stop)
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            break
    else:
        pytest.fail(f"{action} is not reached within {MOST_STOPS} stops")

    assert unseen == []


def test_a_page_with_an_error_begins_at_its_summary_which_leads_to_the_field(reader):
    person = reader(SECOND_AGENCY, "/notices/{own}/answer/")
    person.fill(price="1.234")
    person.send(status=422)
    page = person.page

    focused = page.evaluate("document.activeElement.className")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert "error-summary" in focused
    assert page.evaluate("document.activeElement.name") == "price"
