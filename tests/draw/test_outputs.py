"""The slow step by a third party: its output proves itself, so anybody's computer will do."""

from __future__ import annotations

import fcntl
import importlib.util
import time
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import override_settings

from marketplace.draw import evaluator, verifiers
from marketplace.draw.domain import delay
from marketplace.draw.models import Draw, Slot
from marketplace.log.parts.keys import folder
from marketplace.models import Event

from .kept import played
from .table import SECOND

STEPS = 100


@contextmanager
def late_evaluator():
    """Have an operator whose evaluator does not run."""
    late = {"steps": {"S": STEPS, "M": STEPS, "L": STEPS}, "inline_steps": 0}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluator, "_start", lambda *told: None)
        with override_settings(MARKETPLACE_OPENDRAW=settings.MARKETPLACE_OPENDRAW | late):
            yield


def published(table) -> Slot:
    """Return a slot whose pool is published."""
    draw = table.frozen()
    table.go_to(draw.slot.opens_at + SECOND)
    table.throw(draw.slot)
    table.go_to(draw.slot.closes_at + 2 * SECOND)
    table.tick()
    return Slot.objects.select_related("pool").get(pk=draw.slot_id)


@pytest.fixture(scope="module")
def kept(opened, tmp_path_factory):
    """Keep a slot whose pool is published."""
    with late_evaluator(), played(opened, tmp_path_factory, published) as kept:
        yield kept


@pytest.fixture
def slot(kept, table, at, tmp_path):
    """Return a slot whose pool is published, and an operator whose evaluator does not run."""
    with late_evaluator():
        yield kept.go_on(at, tmp_path)


@pytest.fixture
def stir():
    """Return the published script as a module, without running it."""
    place = verifiers.FOLDER / verifiers.STIRRER
    spec = importlib.util.spec_from_file_location("stir", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def post(client, slot, output):
    return client.post(f"/draws/{slot.public_id}/output/", {"output": output})


def test_a_stranger_s_output_decides_while_the_evaluator_is_late(client, table, slot, stir):
    pool = client.get(f"/draws/{slot.public_id}/pool.json").json()["pool"]
    y = stir.stirred(stir.start(pool), pool["delay"]["steps"])

    answer = post(client, slot, delay.to_hex(y))
    table.tick(2)

    assert (answer.status_code, answer.json()["state"]) == (201, "done")
    assert Slot.objects.get().output == delay.to_hex(delay.delayed(slot.pool.delay_input(), STEPS))
    assert Draw.objects.get().seed
    assert Event.objects.of(slot.stream).last().kind == "slot.stirred"


def test_the_published_pool_is_whole_and_the_script_redoes_its_fingerprint(client, slot, stir):
    told = client.get(f"/draws/{slot.public_id}/pool.json").json()

    assert stir.tagged("pool", stir.canonical(told["pool"])).hex() == slot.pool.digest
    assert [die["seq"] for die in told["dice"]] == [0]


@pytest.mark.parametrize(
    ("output", "status", "code"),
    [
        ("", 422, "output.malformed"),
        ("zz" * 256, 422, "output.malformed"),
        ("00" * 255, 422, "output.malformed"),
        ("01" * 256, 422, "output.wrong"),
        ("ff" * 256, 422, "output.wrong"),
    ],
)
def test_a_wrong_output_is_refused(client, slot, output, status, code):
    answer = post(client, slot, output)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Slot.objects.get().output


def test_an_output_is_taken_once_and_only_while_it_is_stirred(client, slot):
    y = delay.to_hex(delay.delayed(slot.pool.delay_input(), STEPS))
    assert post(client, slot, y).status_code == 201

    again = post(client, slot, y)

    assert (again.status_code, again.json()["code"]) == (409, "output.not_now")
    assert Event.objects.filter(kind="slot.stirred").count() == 1


def test_an_address_is_heard_once_in_ten_seconds(client, slot, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert post(client, slot, "01" * 256).json()["code"] == "output.wrong"
    again = post(client, slot, "01" * 256)

    assert (again.status_code, again["Retry-After"]) == (429, "10")


def test_one_output_is_checked_at_a_time(client, slot):
    place = folder() / "stirring" / "checking.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        answer = post(client, slot, "01" * 256)

    assert (answer.status_code, answer.json()["code"]) == (429, "output.too_soon")


def test_it_is_checked_in_a_second_whatever_the_class():
    """Undoing takes microseconds a step, so 528,000 steps of class L take about a second."""
    steps = 20_000
    began = time.process_time()
    delay.undone(2, steps)

    assert (time.process_time() - began) / steps * 528_000 < 20  # a busy machine included


def test_the_page_of_a_slot_that_is_stirred_tells_how(client, slot):
    text = client.get(f"/en/draws/{slot.public_id}/").content.decode()

    assert f"stir.py http://testserver/en/draws/{slot.public_id}/ --send" in text
    assert client.get("/draws/stir.py").content == verifiers.content(verifiers.STIRRER)
