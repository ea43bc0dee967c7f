"""A real site as `make run` starts it, and a real browser. Nothing is stubbed."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "var" / "artefacts"
START_SECONDS = 120
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("browser"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of a running demonstration site with a database of its own."""
    state = tmp_path_factory.mktemp("site")
    port = free_port()
    environment = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTEST", "DJANGO", "TEST_", "DATABASE_URL"))
    } | {
        "MARKETPLACE_STATE_DIR": str(state),
        "PORT": str(port),
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.dev",
    }
    with (state / "site.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "marketplace.project.serve"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_it_answers(url, process, state / "site.log")
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        shutil.copy(state / "site.log", ARTEFACTS / "site.log")


def wait_until_it_answers(url, process, log) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 -- loopback
                assert answer.status == 200
                return
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
    raise AssertionError(f"no answer within {START_SECONDS} s:\n{log.read_text()}")


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()


class Complaints:
    """What a page did that no page of ours may do."""

    def __init__(self, page, site: str) -> None:
        self.found: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", lambda request: self._request(request, site))
        page.on("response", self._response)

    def _console(self, message) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.found.append(f"console {message.type}: {message.text}")

    def _request(self, request, site: str) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            self.found.append(f"left the site: {request.url}")

    def _response(self, response) -> None:
        if response.status >= 500:
            self.found.append(f"{response.status} {response.url}")


@pytest.fixture
def open_page(browser, site):
    """Open pages as one visitor: ``open_page(javascript=False, width=360, …)``."""
    contexts, watched = [], []

    def open_page(*, javascript=True, width=1440, height=900, dark=False, language="zh"):
        context = browser.new_context(
            base_url=site,
            java_script_enabled=javascript,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale="zh-CN" if language == "zh" else "en-GB",
            timezone_id="America/Lima",  # a wrong device clock must not mislead
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        watched.append(Complaints(page, site))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [each for complaints in watched for each in complaints.found] == []
