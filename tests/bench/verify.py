"""How long a stranger waits: the slow step undone by the script, by the page, by its engine."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.draw.verifying import LOG_KEY, PAGE, WITNESS_KEY, made, proven, script

STEPS = 20_000
MEDIUM = 176_000
CANDIDATES = 1_000
UNDO = """async (steps) => {
  const began = performance.now();
  await undelayed(2n, steps, () => {});
  return performance.now() - began;
}"""


def main() -> None:
    """Print a line for Python, one for the page in Chromium, and one for its engine in Node.js."""
    verifier = script()
    began = time.perf_counter()
    verifier.undelayed(2, STEPS)
    step = (time.perf_counter() - began) / STEPS
    bundle = proven(made(tickets=(1,) * CANDIDATES))
    began = time.perf_counter()
    checks = [
        *verifier.checks_of_draw(bundle),
        *verifier.checks_of_log(bundle, LOG_KEY, [WITNESS_KEY]),
    ]
    assert all(verifier.outcome(check)[0] == "PASS" for _name, check in checks)
    rest = time.perf_counter() - began
    _tell("script", step, f"; all else, {CANDIDATES:,} candidates: {rest:.2f} s")
    _chromium()
    _node()


def _chromium() -> None:
    """Measure what a visitor sees: the page from a file, a bundle in it, and its last line."""
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program or importlib.util.find_spec("playwright") is None:
        print("verify: page in Chromium not measured (Chromium or playwright is not here)")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        file = Path(folder) / "bundle.json"
        browser = engine.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(PAGE.as_uri())
        file.write_text(json.dumps(proven(made(tickets=(1,) * CANDIDATES))))
        page.locator("#key").evaluate("(box, key) => { box.value = key; }", LOG_KEY)
        began = time.perf_counter()
        page.set_input_files("#bundle", file)
        page.locator(".end.ok, .end.stop").wait_for()
        rest = time.perf_counter() - began
        assert page.locator(".end.ok").count() == 1, page.locator("#result").inner_text()
        step = page.evaluate(UNDO, STEPS) / STEPS / 1000
        browser.close()
    _tell("page (Chromium)", step, f"; all else, {CANDIDATES:,} candidates: {rest:.2f} s")


def _node() -> None:
    if shutil.which("node") is None:
        print("verify: page in Node.js not measured (it is not here)")
        return
    code = re.search(r"<script>(.*?)</script>", PAGE.read_text("utf-8"), re.DOTALL)[1]
    code += (
        "\n(async () => { const began = performance.now();"
        f" await undelayed(2n, {STEPS}, () => {{}});"
        f" console.log((performance.now() - began) / {STEPS * 1000}); }})();"
    )
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
    _tell("page (Node.js)", float(done.stdout), "")


def _tell(name: str, step: float, more: str) -> None:
    whole = step * MEDIUM
    print(f"verify: {name} {step * 1e6:.1f} µs a step, {whole:.1f} s for {MEDIUM:,} steps{more}")


if __name__ == "__main__":
    main()
