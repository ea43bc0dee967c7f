"""What the site gives out is what the two verifiers check: bundle, log key and receipt."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from marketplace.log.parts import log_public_key

from .kept import played
from .table import SECOND
from .test_verify_page import needs_node, verified
from .test_verify_script import LOG_NAMES, NAMES, run
from .verifying import LOG_KEY

pytestmark = pytest.mark.django_db
PASSED = [f"PASS {name}" for name in [*NAMES, "my own die is in", *LOG_NAMES[:-1]]]


@pytest.fixture(scope="module")
def kept(opened, tmp_path_factory):
    """Keep a draw that has its result, and what a visitor downloads of it."""
    with played(opened, tmp_path_factory, _downloaded) as kept:
        yield kept


@pytest.fixture
def given(kept, table, at, tmp_path):
    """Return a bundle and the receipt of a die in it, both as a visitor downloads them."""
    return kept.go_on(at, tmp_path)


def _downloaded(table):
    client = Client()
    draw = table.frozen(names={"agency-000001": "甲公司“😀”"})
    dice = f"/draws/{draw.slot.public_id}/dice/"
    table.go_to(draw.slot.opens_at + SECOND)
    thrown = client.post(dice, {"value": "ab" * 32}, headers={"accept": "application/json"})
    table.throw(draw.slot, "supervisor")
    table.go_to(draw.slot.closes_at + 12 * SECOND)
    seq = thrown.json()["die"]["seq"]
    receipt = json.loads(client.get(f"{dice}{seq}/receipt.json").content)
    return json.loads(client.get(f"/draws/{draw.public_id}/bundle.json").content), receipt


def test_the_script_finds_nothing_wrong(tmp_path, given):
    bundle, receipt = given

    code, lines = run(
        tmp_path,
        bundle,
        *("--log-key", log_public_key(), "--receipt", "mine.json"),
        mine=receipt,
    )

    assert lines == [*PASSED, "SKIP log: cosigned in time: no --witness KEY"]
    assert code == 0


def test_the_log_of_another_site_does_not_prove_it(tmp_path, given):
    code, lines = run(tmp_path, given[0], "--log-key", LOG_KEY)

    assert code == 1
    assert [line for line in lines if line.startswith("FAIL log: checkpoints signed")]


@needs_node
def test_the_page_finds_nothing_wrong(tmp_path, given):
    bundle, receipt = given

    told = verified(tmp_path, bundle, key=log_public_key(), witnesses=[], receipt=receipt)

    assert told == [[*PASSED, "SKIP log: cosigned in time"]]
