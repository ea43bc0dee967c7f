import datetime as dt
from contextlib import ExitStack

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from wagtail import hooks

from marketplace.slots import Desk, Link, Panel, Task, desks_for, links_for, panels_for, tasks_for

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)
FIGURE = "marketplace/components/figure.html"


@pytest.fixture
def register():
    """Register hooks for the time of one test."""
    with ExitStack() as stack:
        yield lambda name, offer: stack.enter_context(hooks.register_temporarily(name, offer))


@pytest.fixture
def request_of_nobody():
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request


def test_panels_come_in_their_order_and_only_on_their_slot(register):
    first, last = Panel("a.html", order=1), Panel("b.html", order=2)
    register("register_panels", lambda slot, thing, request: [last] if slot == "test" else None)
    register("register_panels", lambda slot, thing, request: [first] if slot == "test" else [])

    assert panels_for("test", object(), None) == [first, last]
    assert last not in panels_for("other", object(), None)


def test_a_panel_is_rendered_with_its_own_context_inside_the_pages(register, request_of_nobody):
    def offer(slot, thing, request):
        yield Panel(FIGURE, {"value": thing, "name": "<b>"})

    register("register_panels", offer)
    context = {"name": "kept", "unit": "of the page"}
    page = engines["django"].from_string(
        '{% load marketplace_slots %}{% panels "test" 7 %}|{{ name }}|{{ unit }}'
    )

    shown = page.render(context, request_of_nobody)

    assert '<span class="figure__value">7 <span class="figure__unit">of the page</span>' in shown
    assert "&lt;b&gt;" in shown
    assert shown.endswith("|kept|of the page")


def test_links_are_collected(register):
    register("register_links", lambda thing: [("Guide", f"/guides/{thing}/")])

    assert links_for("x") == [Link("Guide", "/guides/x/")]


def test_a_desk_that_is_not_open_is_left_out(register, request_of_nobody):
    register("register_desks", lambda request: None)
    register("register_desks", lambda request: ("Second", "/2/", 2, "later"))
    register("register_desks", lambda request: Desk("First", "/1/", 1))

    assert [desk.label for desk in desks_for(request_of_nobody)] == ["First", "Second"]


def test_tasks_come_in_their_order_and_only_on_their_desk(register):
    late = Task("Second", "ok", "Later", "text", "Do it", "/2/", 2)
    soon = ("First", "stop", "Overdue", "text", "Do it", "/1/", 1)
    register("register_tasks", lambda desk, thing, at: [late] if desk == "test" else None)
    register(
        "register_tasks", lambda desk, thing, at: [soon] if (desk, at) == ("test", NOON) else []
    )

    assert [task.title for task in tasks_for("test", 7, at=NOON)] == ["First", "Second"]
    assert tasks_for("other", 7, at=NOON) == []
