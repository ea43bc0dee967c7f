"""A slot from its list of draws to the seeds, with the clock as the only driver."""

import json
import subprocess
import sys
from pathlib import Path

from django.core.management import call_command

from marketplace.draw.bundle import bundle_of
from marketplace.draw.domain import delay, records
from marketplace.draw.models import Slot
from marketplace.kernel.canonical import canonical, chain
from marketplace.log.parts import log_public_key
from marketplace.models import Event

from .table import SECOND

SCRIPT = Path("marketplace/draw/static/marketplace/draw/verify_draw.py").resolve()


def kinds(stream):
    return [event.kind for event in Event.objects.of(stream)]


def test_a_draw_from_its_list_to_its_seed(table):
    draw = table.drawn(table.frozen())

    slot = draw.slot
    slot.refresh_from_db()
    assert slot.state == Slot.State.DONE
    assert kinds(slot.stream) == ["slot.opened", "slot.pooled", "slot.stirred"]
    assert kinds(draw.stream) == ["draw.frozen", "draw.decided"]
    assert draw.seed_source == f"opendraw:{slot.public_id}"
    result = draw.result()
    assert sorted(each["id"] for each in result["ranking"]) == sorted(draw.ids())


def test_the_seed_follows_from_what_was_published(table):
    draw = table.drawn(table.frozen())

    pool = draw.slot.pool
    x = delay.delay_input(records.pool_digest(pool.as_record()))
    y = delay.delayed(x, 16)
    assert draw.slot.output == delay.to_hex(y)
    freeze = records.freeze_digest(draw.freeze_record())
    assert freeze.hex() == draw.freeze_hash
    assert draw.seed == records.seed_of(output=y, freeze=freeze).hex()


def test_the_operator_s_secret_leads_to_the_anchor_in_the_list(table):
    draw = table.drawn(table.frozen())

    operator = draw.slot.pool.as_record()["operator"]
    anchor = draw.freeze_record()["anchor"]
    assert chain(bytes.fromhex(operator["secret"]), operator["index"]).hex() == anchor["chain"]
    assert operator["index"] == 1


def test_the_bundle_is_checked_by_the_published_script_without_any_failure(table, tmp_path):
    draw = table.drawn(table.frozen(names={"agency-000001": "甲公司"}), "supervisor", "public")
    table.tick(6)

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


def test_draw_bundle_prints_the_same(table, capsys):
    draw = table.drawn(table.frozen())
    table.tick(6)

    call_command("draw_bundle", "N2026-000001")

    assert json.loads(capsys.readouterr().out) == bundle_of(draw)


def test_the_announced_slot_is_the_one_that_is_used(table):
    told = table.announced()
    table.tick(3)

    draw = table.frozen()

    assert draw.slot.public_id == told["slot_id"]
    assert draw.freeze_record()["slot_id"] == told["slot_id"]
    assert told["anchor"] == draw.freeze_record()["anchor"]


def test_a_list_that_comes_too_late_goes_to_the_next_slot_and_says_so(table):
    told = table.announced()
    named = Slot.objects.get()
    table.go_to(named.cut_off)

    draw = table.frozen()

    assert draw.slot.opens_at > named.opens_at
    moved = Event.objects.of(draw.stream).get(kind="draw.moved").facts
    assert moved == {
        "from_slot": told["slot_id"],
        "to_slot": draw.slot.public_id,
        "reason": "frozen_late",
    }
    assert [each.kind for each in draw.incidents.all()] == ["frozen_late"]


def test_a_slot_without_a_draw_is_not_used(table):
    table.announced()
    slot = Slot.objects.get()
    table.go_to(slot.closes_at + 5 * SECOND)

    slot.refresh_from_db()
    assert slot.state == Slot.State.UNUSED
    assert kinds(slot.stream) == []
