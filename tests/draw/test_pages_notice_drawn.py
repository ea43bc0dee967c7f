"""A notice's page after its draw: the evidence, and each agency's own die."""

from __future__ import annotations

import pytest

from procurement.models import Notice

from .kept import played
from .test_pages import page
from .test_pages_notice import address, open_notice, to_the_list

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def kept(opened, tmp_path_factory):
    """Keep a notice that was awarded by its draw."""
    with played(opened, tmp_path_factory, _to_the_result) as kept:
        yield kept


def _to_the_result(table):
    notice = open_notice()
    draw = to_the_list(table, notice).draw
    table.drawn(draw, "supervisor")
    table.tick(8)
    found = Notice.objects.select_related("draw__slot__pool").get(pk=notice.pk)
    found.person = notice.person
    return found


@pytest.fixture
def found(kept, table, at, tmp_path):
    """Return a notice that was awarded by its draw, with the person of its first answer."""
    return kept.go_on(at, tmp_path)


def test_the_result_leads_to_all_that_redoes_it(client, found):
    text = page(client, address(found))

    draw, digest = found.draw, found.draw.slot.pool.digest
    assert found.state == "awarded"
    assert f'href="/en/draws/{draw.public_id}/bundle.json" download' in text
    assert " ".join(digest[at : at + 4] for at in (0, 4, 8, 12)) in text
    assert text.count('class="qr"') == 3
    assert f"python3 -I verify_draw.py bundle-{draw.public_id}.json --log-key" in text
    assert f"OPENDRAW/1: the dice of slot {draw.slot.public_id}, stirred in public" in text
    assert "Draw decided" in text


def test_an_agency_sees_its_own_die(client, found):
    client.force_login(found.person)

    text = page(client, address(found))

    assert "Your die, thrown with your answer, is number" in text


def test_a_result_is_told_in_chinese_too(client, found):
    assert found.draw.public_id in page(client, f"/notices/{found.public_id}/")
