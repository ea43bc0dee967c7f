import html
import re

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from marketplace.kernel.refusal import Refusal

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def component(name: str, request=None, /, **context) -> str:
    """Return a component with the spaces between its lines taken out."""
    markup = render_to_string(f"marketplace/components/{name}.html", context, request)
    return re.sub(r"\s+", " ", markup).strip()


# --- Refusals, messages, lists ------------------------------------------------------------


def test_a_refusal_says_what_why_and_what_next():
    refusal = Refusal("price.above_ceiling", "It is above the ceiling.", "Enter a lower price.")

    markup = component(
        "refusal",
        refusal=refusal,
        title="Your quote was not sent",
        action_url="/desk/",
        action_label="Change the quote",
    )

    assert 'role="alert" tabindex="-1" autofocus' in markup
    assert "Your quote was not sent</h2>" in markup
    assert "<dt>What happened</dt> <dd>Nothing was changed or saved.</dd>" in markup
    assert "<dt>Why</dt> <dd>It is above the ceiling.</dd>" in markup
    assert "<dt>What next</dt> <dd>Enter a lower price.</dd>" in markup
    assert '<a class="button" href="/desk/">Change the quote</a>' in markup
    assert "<code>price.above_ceiling</code>" in markup


def test_a_refusal_without_a_next_step_leaves_the_line_out():
    markup = component("refusal", refusal=Refusal("site.busy", "Too many people are writing."))

    assert "What next" not in markup


@pytest.mark.parametrize(("kind", "role"), [("ok", "status"), ("stop", "alert")])
def test_a_live_message_is_announced(kind, role):
    markup = component("message", kind=kind, title="Done", live=True)

    assert f'<div class="message message--{kind}" role="{role}">' in markup


def test_a_quiet_message_is_not_announced():
    assert 'role="' not in component("message", kind="warn", title="Only 2 agencies qualify")


def test_nothing_found_offers_ways_out():
    ways = [{"label": "Leave out “Grade A”", "url": "/agencies/?page=1", "count": "3 agencies"}]

    markup = component("empty", title="No agency", text="Nine are near.", ways=ways)

    assert "<h3>No agency</h3>" in markup
    assert '<a href="/agencies/?page=1">Leave out “Grade A”</a>' in markup
    assert "3 agencies" in markup


def test_the_pager_keeps_the_filters(rf):
    page = Paginator(range(34), 8).page(2)
    request = rf.get("/agencies/", {"region": ["yunpu", "linlan"], "q": "环评&x", "page": "2"})

    markup = component("pager", request, page=page)
    links = [html.unescape(link) for link in re.findall(r'href="([^"]+)"', markup)]

    kept = "region=yunpu&region=linlan&q=%E7%8E%AF%E8%AF%84%26x"
    assert links == [
        f"/agencies/?{kept}",
        f"/agencies/?{kept}",
        f"/agencies/?{kept}&page=2",
        f"/agencies/?{kept}&page=3",
        f"/agencies/?{kept}&page=4",
        f"/agencies/?{kept}&page=5",
        f"/agencies/?{kept}&page=3",
    ]
    assert markup.count('aria-current="page"') == 1
    assert "9–16 of 34" in markup


def test_one_page_has_no_links_and_no_pages_no_pager(rf):
    one = component("pager", rf.get("/"), page=Paginator(range(3), 8).page(1))
    none = component("pager", rf.get("/"), page=Paginator([], 8).page(1))

    assert "href" not in one
    assert "1–3 of 3" in one
    assert none == ""


def test_a_chip_says_that_it_removes_a_filter():
    markup = component("chips", chips=[{"label": "Grade A", "url": "/?a=b"}], clear_url="/")

    assert '<a class="chip" href="/?a=b"><span class="visually-hidden">Remove filter: </span>' in (
        markup
    )
    assert '<a class="chips__clear" href="/">Clear all</a>' in markup


def test_steps_mark_what_is_done_and_what_is_now():
    steps = [
        {"title": "Published", "status": "done", "meta": "2 Nov"},
        {"title": "Answers", "status": "now"},
        {"title": "Draw", "status": ""},
    ]

    markup = component("steps", steps=steps)

    assert '<li class="steps__item steps__item--done">' in markup
    assert '<span class="visually-hidden">Done: </span>Published' in markup
    assert '<li class="steps__item steps__item--now" aria-current="step">' in markup
    assert markup.count("aria-current") == 1


def test_a_choice_that_is_not_available_stays_visible_with_its_reason():
    option = {"value": "direct", "label": "Direct", "text": "One agency.", "closed": "Too dear."}

    markup = component("option", option=option, name="mode")

    assert 'id="mode-direct" value="direct" aria-describedby="mode-direct-text" disabled>' in markup
    assert '<p id="mode-direct-text">One agency.</p>' in markup
    assert "Too dear." in markup


@pytest.mark.parametrize(
    ("name", "context"),
    [
        ("message", {"kind": "ok", "title": SCRIPT, "text": SCRIPT}),
        ("empty", {"title": SCRIPT, "text": SCRIPT}),
        ("refusal", {"refusal": Refusal("a.b", SCRIPT, SCRIPT), "title": SCRIPT}),
        ("chips", {"chips": [{"label": SCRIPT, "url": "/"}]}),
        ("steps", {"steps": [{"title": SCRIPT}]}),
        ("option", {"name": "m", "option": {"value": SCRIPT, "label": SCRIPT, "text": SCRIPT}}),
        ("winner", {"name": SCRIPT, "price": 1, "ceiling": 2, "tickets": ["ab"]}),
        ("tray", {"chosen": [SCRIPT], "action": "/"}),
        ("facts", {"facts": [(SCRIPT, SCRIPT, SCRIPT)]}),
        ("figure", {"value": SCRIPT, "name": SCRIPT, "note": SCRIPT}),
        ("section_head", {"title": SCRIPT, "lead": SCRIPT}),
        ("hash", {"value": SCRIPT}),
    ],
)
def test_nobodys_text_becomes_markup(name, context):
    markup = component(name, **context)

    assert "<script" not in markup
    assert "&lt;" in markup
