"""How long a stranger waits: the slow step undone by the script, and by the page's engine."""

from __future__ import annotations

import re
import shutil
import subprocess
import time

from tests.draw.verifying import LOG_KEY, PAGE, WITNESS_KEY, made, proven, script

STEPS = 20_000
MEDIUM = 176_000
CANDIDATES = 1_000


def main() -> None:
    """Print one line for Python, and one for V8, the engine of Chromium, where Node.js is there."""
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
    _page()


def _page() -> None:
    if shutil.which("node") is None:
        print("verify: page not measured (Node.js is not here)")
        return
    code = re.search(r"<script>(.*?)</script>", PAGE.read_text("utf-8"), re.DOTALL)[1]
    code += (
        "\n(async () => { const began = performance.now();"
        f" await undelayed(2n, {STEPS}, () => {{}});"
        f" console.log((performance.now() - began) / {STEPS * 1000}); }})();"
    )
    done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
    _tell("page (V8)", float(done.stdout), "")


def _tell(name: str, step: float, more: str) -> None:
    whole = step * MEDIUM
    print(f"verify: {name} {step * 1e6:.1f} µs a step, {whole:.1f} s for {MEDIUM:,} steps{more}")


if __name__ == "__main__":
    main()
