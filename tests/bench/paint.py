"""How soon a visitor sees a page, whether it jumps, and what it weighs, on a slow telephone.

Chromium with four times less CPU on a line of 1.6 Mbit/s and 150 ms (as Lighthouse's mobile
run), its cache empty, against a demonstration site as ``make run`` serves it, or the one that
PAINT_SITE names. PAINT_RUNS runs a page and width; the median counts.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from statistics import median

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
RUNS = int(os.environ.get("PAINT_RUNS", "5"))
WIDTHS = (360, 1440)
MOST_MILLISECONDS, MOST_BYTES = 2_500, 150_000
LINE = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 93_750}
CPU_SLOWER = 4
PAGES = {
    "home": "/",
    "guide": "/guides/eia-01/",
    "directory": "/agencies/",
    "notice": "/notices/?state=open",  # its first notice
    "English home": "/en/",
}
WATCH = """
window.painted = {lcp: 0, jumps: 0};
new PerformanceObserver(list => {
  for (const each of list.getEntries()) painted.lcp = each.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => {
  for (const each of list.getEntries()) if (!each.hadRecentInput) painted.jumps += each.value;
}).observe({type: "layout-shift", buffered: true});
"""


@contextmanager
def site():
    """Give the address of a demonstration site; one of our own is ended afterwards."""
    if running := os.environ.get("PAINT_SITE"):
        yield running.rstrip("/")
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        told = {"MARKETPLACE_STATE_DIR": folder, "PORT": str(port), "DEMO": "1"}
        told["DJANGO_SETTINGS_MODULE"] = "marketplace.project.settings.dev"
        command = [sys.executable, "-m", "marketplace.project.serve"]
        process = subprocess.Popen(command, env=os.environ | told, stdout=subprocess.DEVNULL)
        try:
            yield _answering(f"http://127.0.0.1:{port}", process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _answering(url: str, process, seconds: int = 300) -> str:
    for _second in range(seconds):
        try:
            with urllib.request.urlopen(url, timeout=10):  # noqa: S310 -- loopback
                return url
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(1)
    raise RuntimeError("the site did not start")


def visit(browser, url: str, width: int) -> dict[str, float]:
    """Open a page once on the slow telephone, and return what was measured."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="zh-CN")
    page = context.new_page()
    cdp = context.new_cdp_session(page)
    weight: dict[str, float] = {"bytes": 0, "requests": 0}

    def arrived(event) -> None:
        weight["bytes"] += event["encodedDataLength"]
        weight["requests"] += 1

    cdp.send("Network.enable")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    cdp.send("Network.emulateNetworkConditions", LINE)
    cdp.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    cdp.on("Network.loadingFinished", arrived)
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle")
    painted = page.evaluate("painted")
    context.close()
    return weight | painted


def first_notice(base: str) -> str:
    """Return the address of the newest open notice."""
    with urllib.request.urlopen(base + PAGES["notice"]) as answer:  # noqa: S310 -- loopback
        listed = answer.read().decode()
    begin = listed.index('href="/notices/N') + len('href="')
    return listed[begin : listed.index('"', begin)]


def measured(browser, url: str, width: int) -> dict[str, float]:
    """Return the medians of several visits; the first one warms the site up and does not count."""
    visit(browser, url, width)
    runs = [visit(browser, url, width) for _run in range(RUNS)]
    return {key: median(run[key] for run in runs) for key in runs[0]}


def main() -> int:
    if not Path(CHROMIUM).is_file():
        print("paint  skipped: needs Chromium (CHROMIUM=/usr/bin/chromium)")
        return 0
    from playwright.sync_api import sync_playwright

    print(
        f"paint  {'LCP ms':>22}{'jumps':>8}{'kB':>8}{'files':>7}   median of {RUNS}, slow telephone"
    )
    broken = 0
    with site() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        addresses = PAGES | {"notice": first_notice(base)}
        for name, path in addresses.items():
            for width in WIDTHS:
                found = measured(browser, base + path, width)
                broken += not shown(name, width, found)
        browser.close()
    return min(broken, 1)


def shown(name: str, width: int, found: dict[str, float]) -> bool:
    """Print a line, and return whether the promise is kept."""
    is_kept = (
        found["lcp"] <= MOST_MILLISECONDS and found["jumps"] == 0 and found["bytes"] < MOST_BYTES
    )
    print(
        f"  {name:<14}{width:>5} px{found['lcp']:>7.0f}{found['jumps']:>8.3f}"
        f"{found['bytes'] / 1000:>8.1f}{found['requests']:>7.0f}{'' if is_kept else '   too much'}",
        flush=True,
    )
    return is_kept


if __name__ == "__main__":
    sys.exit(main())
