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


@pytest.fixture
def notice(table):
    """Return an open notice with three answers, the first of them by a known person."""
    notice = commands.publish_notice(notice_id=NoticeFactory().pk, by=UserFactory(), at=NOON)
    person = UserFactory()
    for number in range(3):
        agency = qualified_agency(notice, **({} if number else {"member": person}))
        place(notice, agency, at=NOON)
    notice.person = person
    return notice


def to_the_list(table, notice):
    table.jump_to(notice.closes_at + GRACE)
    table.tick(4)
    return Notice.objects.select_related("draw__slot").get(pk=notice.pk)


def to_the_result(table, notice):
    found = to_the_list(table, notice)
    table.drawn(found.draw, "supervisor")
    table.tick(8)
    return Notice.objects.select_related("draw__slot__pool").get(pk=notice.pk)


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


def test_the_result_leads_to_all_that_redoes_it(client, table, notice):
    found = to_the_result(table, notice)

    text = page(client, address(found))

    draw, digest = found.draw, found.draw.slot.pool.digest
    assert found.state == "awarded"
    assert f'href="/en/draws/{draw.public_id}/bundle.json" download' in text
    assert " ".join(digest[at : at + 4] for at in (0, 4, 8, 12)) in text
    assert text.count('class="qr"') == 3
    assert f"python3 -I verify_draw.py bundle-{draw.public_id}.json --log-key" in text
    assert f"OPENDRAW/1: the dice of slot {draw.slot.public_id}, stirred in public" in text
    assert "Draw decided" in text


def test_an_agency_sees_its_own_die(client, table, notice):
    found = to_the_result(table, notice)
    client.force_login(notice.person)

    text = page(client, address(found))

    assert "Your die, thrown with your answer, is number" in text


def test_the_slot_leads_back_to_its_notices(client, table, notice):
    found = to_the_list(table, notice)

    text = page(client, f"/en/draws/{found.draw.slot.public_id}/")

    assert f'<a href="{address(found)}">{found.public_id}</a>' in text


def test_a_result_is_told_in_chinese_too(client, table, notice):
    found = to_the_result(table, notice)

    assert found.draw.public_id in page(client, f"/notices/{found.public_id}/")
