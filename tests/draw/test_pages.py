"""What people see of a draw: the slot, the hall's screen, the explanation, the verifiers."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
from django.utils.html import escape

from marketplace.draw import verifiers
from marketplace.models import Event

from .verifying import PAGE, SCRIPT

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def address(draw, end=""):
    return f"/en/draws/{draw.slot.public_id}/{end}"


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def frozen(table):
    return table.frozen(names={"agency-000001": "甲公司"})


def test_before_the_window_a_slot_shows_its_times_and_takes_no_die(client, table, frozen):
    table.go_to(frozen.slot.cut_off + SECOND)

    text = page(client, address(frozen))

    assert "Lists frozen" in text
    assert "data-die" not in text
    assert frozen.freeze_hash[:4] in text


def test_in_the_window_anybody_may_throw_a_die_by_a_form(client, table, frozen):
    table.go_to(frozen.slot.opens_at + SECOND)

    text = page(client, address(frozen))
    answer = client.post(address(frozen, "dice/"), {"text": "a word of mine"}, follow=True)

    assert "Dice are falling" in text
    assert f'action="{address(frozen, "dice/")}"' in text
    assert answer.status_code == 200
    told = answer.content.decode()
    assert "Your die is number 0 of the pool" in told
    assert f'href="{address(frozen, "dice/0/receipt.json")}"' in told


def test_after_the_window_the_pool_has_a_fingerprint_in_groups_of_four(client, table, frozen):
    draw = table.drawn(frozen)

    text = page(client, address(draw))

    digest = draw.slot.pool.digest
    groups = " ".join(digest[at : at + 4] for at in (0, 4, 8, 12))
    assert f'<b class="hash">{groups}</b>' in text
    assert f'href="/en/draws/{draw.public_id}/bundle.json"' in text


def test_a_slot_that_moved_its_draws_says_why(client, table, frozen):
    slot = frozen.slot
    table.go_to(slot.closes_at + 8 * SECOND)

    text = page(client, f"/en/draws/{slot.public_id}/")

    assert "Too few dice fell in the window" in text


@pytest.mark.parametrize("end", ["", "screen/"])
def test_a_slot_that_nobody_named_is_not_there(client, opendraw, end):
    assert client.get(f"/draws/S20261102T0200Z/{end}").status_code == 404


@pytest.mark.parametrize("die", ["-1", "x", "99999999999", "7", "٣", ""])
def test_a_die_that_is_not_there_is_no_error(client, frozen, die):
    text = page(client, address(frozen, f"?die={die}"))

    assert "Your die is number" not in text


def test_the_big_screen_follows_without_script(client, table, frozen):
    table.go_to(frozen.slot.opens_at + SECOND)
    table.throw(frozen.slot, "public")

    text = page(client, address(frozen, "screen/"))

    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in text
    assert 'data-theme="dark"' in text
    assert "<dd data-slot-dice>1</dd>" in text
    assert '<svg viewBox="0 0' in text


def test_the_big_screen_shows_who_came_first(client, table, frozen):
    draw = table.drawn(frozen)

    text = page(client, address(draw, "screen/"))

    names = {each["id"]: each["name"] for each in draw.freeze_record()["candidates"]}
    assert escape(names[draw.result()["winners"][0]]) in text
    assert "http-equiv" not in text


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_explanation_has_its_picture_its_lesson_and_what_it_does_not_claim(client, prefix):
    text = page(client, f"{prefix}/draws/how/")

    assert '<svg class="box-picture"' in text
    assert "99.7%" in text
    for each in verifiers.digests():
        assert each["sha256"][:8] in text


def test_the_explanation_says_it_in_plain_words(client):
    text = page(client, "/en/draws/how/")

    assert "Why your number alone is not enough" in text
    assert "What this does not claim" in text
    assert "At least one honest die." in text


def test_the_script_is_given_out_byte_for_byte(client):
    answer = client.get("/draws/verify_draw.py")

    assert answer.content == SCRIPT.read_bytes()
    assert answer["Content-Disposition"] == 'attachment; filename="verify_draw.py"'
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_page_runs_nothing_but_itself_and_asks_nobody(client):
    answer = client.get("/draws/verify/")

    policy = answer["Content-Security-Policy"]
    inside = re.search(r'Content-Security-Policy" content="([^"]+)"', answer.content.decode())[1]
    assert answer.content == PAGE.read_bytes()
    assert policy == f"{inside}; frame-ancestors 'none'"
    assert "connect-src" not in policy
    assert "Set-Cookie" not in answer


def test_the_page_can_be_kept_as_a_file(client):
    answer = client.get("/draws/verify.html")

    assert answer.content == PAGE.read_bytes()
    assert answer["Content-Disposition"] == 'attachment; filename="verify.html"'


@pytest.mark.parametrize("path", ["how/", "verify/", "verify.html", "verify_draw.py"])
def test_what_is_only_read_takes_nothing(client, path):
    assert client.post(f"/draws/{path}").status_code == 405


def test_the_log_names_each_version_of_the_verifiers_once(client, table):
    table.tick(3)

    (event,) = Event.objects.of(verifiers.STREAM)

    assert event.facts["files"] == [
        {"file": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in (SCRIPT, PAGE, PAGE.with_name("stir.py"))
    ]
    assert event.facts["files"][0]["sha256"][:8] in page(client, "/en/log/")
