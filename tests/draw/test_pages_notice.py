"""A notice's page tells its draw: the slot before, its progress meanwhile, the evidence after."""

from __future__ import annotations

import datetime as dt

import pytest

from procurement import commands
from procurement.models import Notice
from tests.factories import NOON, UserFactory
from tests.factories.procurement import NoticeFactory, qualified_agency
from tests.procurement.screens import place

from .table import SECOND
from .test_pages import page

pytestmark = pytest.mark.django_db
GRACE = dt.timedelta(seconds=16)


def open_notice() -> Notice:
    """Return an open notice with three answers, the first of them by a known person."""
    notice = commands.publish_notice(notice_id=NoticeFactory().pk, by=UserFactory(), at=NOON)
    person = UserFactory()
    for number in range(3):
        agency = qualified_agency(notice, **({} if number else {"member": person}))
        place(notice, agency, at=NOON)
    notice.person = person
    return notice


@pytest.fixture
def notice(table):
    """Return an open notice with three answers, the first of them by a known person."""
    return open_notice()


def to_the_list(table, notice):
    table.jump_to(notice.closes_at + GRACE)
    table.tick(4)
    return Notice.objects.select_related("draw__slot").get(pk=notice.pk)


def address(notice):
    return f"/en/notices/{notice.public_id}/"


def test_an_open_notice_names_the_slot(client, table, notice):
    text = page(client, address(notice))

    assert "The draw is made in the slot of" in text
    assert "data-slot" not in text


def test_while_it_is_drawn_the_page_follows_the_slot(client, table, notice):
    found = to_the_list(table, notice)
    table.go_to(found.draw.slot.opens_at + SECOND)

    text = page(client, address(found))

    slot = found.draw.slot.public_id
    assert f'data-slot="/en/draws/{slot}/state.json"' in text
    assert "Dice are falling" in text
    assert f'href="/en/draws/{slot}/"' in text


def test_the_slot_leads_back_to_its_notices(client, table, notice):
    found = to_the_list(table, notice)

    text = page(client, f"/en/draws/{found.draw.slot.public_id}/")

    assert f'<a href="{address(found)}">{found.public_id}</a>' in text
