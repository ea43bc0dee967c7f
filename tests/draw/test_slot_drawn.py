"""A draw that went through its slot: what is published of it, and what follows from that."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from marketplace.draw.bundle import bundle_of
from marketplace.draw.domain import delay, records
from marketplace.draw.models import Slot
from marketplace.kernel.canonical import canonical, chain
from marketplace.log.parts import log_public_key

from .kept import played
from .test_slot import kinds

SCRIPT = Path("marketplace/draw/static/marketplace/draw/verify_draw.py").resolve()


@pytest.fixture(scope="module")
def kept(opened, tmp_path_factory):
    """Keep a draw that has its seed, and whose result is in the log."""
    with played(opened, tmp_path_factory, _to_its_result) as kept:
        yield kept


def _to_its_result(table):
    draw = table.drawn(table.frozen(names={"agency-000001": "甲公司"}), "supervisor", "public")
    table.tick(6)
    return draw


@pytest.fixture
def draw(kept, table, at, tmp_path):
    """Return a draw that has its seed, and whose result is in the log."""
    return kept.go_on(at, tmp_path)


def test_a_draw_from_its_list_to_its_seed(draw):
    slot = draw.slot
    slot.refresh_from_db()
    assert slot.state == Slot.State.DONE
    assert kinds(slot.stream) == ["slot.opened", "slot.pooled", "slot.stirred"]
    assert kinds(draw.stream) == ["draw.frozen", "draw.decided"]
    assert draw.seed_source == f"opendraw:{slot.public_id}"
    result = draw.result()
    assert sorted(each["id"] for each in result["ranking"]) == sorted(draw.ids())


def test_the_seed_follows_from_what_was_published(draw):
    pool = draw.slot.pool
    x = delay.delay_input(records.pool_digest(pool.as_record()))
    y = delay.delayed(x, 16)
    assert draw.slot.output == delay.to_hex(y)
    freeze = records.freeze_digest(draw.freeze_record())
    assert freeze.hex() == draw.freeze_hash
    assert draw.seed == records.seed_of(output=y, freeze=freeze).hex()


def test_the_operator_s_secret_leads_to_the_anchor_in_the_list(draw):
    operator = draw.slot.pool.as_record()["operator"]
    anchor = draw.freeze_record()["anchor"]
    assert chain(bytes.fromhex(operator["secret"]), operator["index"]).hex() == anchor["chain"]
    assert operator["index"] == 1


def test_the_bundle_is_checked_by_the_published_script_without_any_failure(draw, tmp_path):
    bundle = bundle_of(draw)
    (tmp_path / "bundle.json").write_text(json.dumps(bundle), "utf-8")
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, "--log-key", log_public_key(), "bundle.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAIL" not in done.stdout
    assert canonical(bundle)


def test_draw_bundle_prints_the_same(draw, capsys):
    call_command("draw_bundle", "N2026-000001")

    assert json.loads(capsys.readouterr().out) == bundle_of(draw)
