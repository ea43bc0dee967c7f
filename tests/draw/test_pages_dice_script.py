"""An open page throws one die by itself, somewhere in the last 20 seconds of the window."""

from __future__ import annotations

import json
import subprocess

import pytest

from .test_verify_page import needs_node
from .verifying import SCRIPT

STATE = {
    "state": "open",
    "now": "2026-11-02T01:58:10.000Z",
    "opens_at": "2026-11-02T01:58:00.000Z",
    "closes_at": "2026-11-02T02:00:00.000Z",
    "dice": 4,
    "steps": None,
    "steps_done": None,
}
BROWSER = """
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const told = { waits: [], posts: [], reloads: 0 }, kept = { ...given.kept }, nodes = {};
globalThis.document = {
  querySelectorAll: (which) => (which === "[data-slot]"
    ? [{ dataset: { slot: "/en/draws/S1/state.json" } }]
    : (nodes[which] = nodes[which] || [{ textContent: "", hidden: true }])),
  querySelector: () => null,
};
globalThis.localStorage = {
  getItem: (key) => (key in kept ? kept[key] : null),
  setItem: (key, value) => { kept[key] = value; },
};
globalThis.location = { pathname: "/", replace() { told.reloads += 1; }, assign() {} };
globalThis.setInterval = () => 0;
const waiting = [];
globalThis.setTimeout = (deed, wait) => { told.waits.push(wait); waiting.push(deed); };
globalThis.fetch = async (address, options = {}) => {
  if (options.method === "POST") told.posts.push([address, String(options.body)]);
  return { ok: true, json: async () => given.state };
};
"""
END = """
setTimeout.call(null, () => {}, -1);
setImmediate(() => setImmediate(() => {
  waiting.forEach((deed) => deed());
  waiting.forEach((deed) => deed());
  told.dice = nodes["[data-slot-dice]"] ? nodes["[data-slot-dice]"][0].textContent : null;
  console.log(JSON.stringify(told));
}));
"""


def told(folder, kept=None, **state):
    code = BROWSER + SCRIPT.with_name("dice.js").read_text("utf-8") + END
    (folder / "page.cjs").write_text(code, "utf-8")
    done = subprocess.run(
        ["node", "page.cjs"],
        cwd=folder,
        input=json.dumps({"state": STATE | state, "kept": kept or {}}),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


@needs_node
def test_one_die_falls_in_the_last_twenty_seconds(tmp_path):
    page = told(tmp_path)

    waits = [wait for wait in page["waits"] if wait >= 0]
    ((address, body),) = page["posts"]
    assert len(waits) == 1
    assert 90_000 <= waits[0] < 110_000
    assert address == "/en/draws/S1/dice/"
    assert len(body.removeprefix("value=")) == 64
    assert page["dice"] == 4


@needs_node
def test_a_browser_that_has_thrown_throws_no_second_die(tmp_path):
    assert told(tmp_path, kept={"die:/draws/S1/state.json": "1"})["posts"] == []


@needs_node
@pytest.mark.parametrize(
    "state",
    [
        {"now": "2026-11-02T01:57:59.000Z"},
        {"now": "2026-11-02T02:00:00.000Z"},
        {"state": "published", "steps": 16, "steps_done": 8},
        {"state": "done"},
    ],
)
def test_outside_the_window_nothing_is_thrown(tmp_path, state):
    assert told(tmp_path, **state)["posts"] == []
