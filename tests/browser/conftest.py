"""A real site as `make run` starts it, and a real browser. Nothing is stubbed.

Both end when a worker goes on to other tests, which could not use the database beside the
event loop of the browser.

``BROWSER_SITE=http://127.0.0.1:8000`` takes a site that is up already, demo world and all;
``BROWSER_STATE`` is its state directory, where that is not ``var``.
"""

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

from tests.migrated import hand_out
from tests.search.elasticsearch import START, OwnServer

from .complaints import Complaints
from .deeds import Person
from .stage import set_the_stage
from .typist import Typist

ROOT = Path(__file__).resolve().parents[2]
ARTEFACTS = ROOT / "var" / "artefacts"
START_SECONDS = 240
PATIENCE_MILLISECONDS = 20_000
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
    """In three groups for two workers, each with a site of its own."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item) -> str:
    """The journeys move the clock of their site, so they come after what looks at pages."""
    if item.path.name.endswith(("_journeys.py", "_journey.py")):
        return "journeys"
    told = item.callspec.params if hasattr(item, "callspec") else {}
    is_second = item.path.name == "test_every_page.py" and told.get("language") == "en"
    return "English pages" if is_second else "browser"


# --- The site ---------------------------------------------------------------------------------


@pytest.fixture(scope="package")
def state(tmp_path_factory):
    """The site's folder: its database and its keys."""
    if os.environ.get("BROWSER_SITE"):
        return Path(os.environ.get("BROWSER_STATE", ROOT / "var"))
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="package")
def cluster(tmp_path_factory):
    """The Elasticsearch of the site: not started until a test of outages does so."""
    server = OwnServer(tmp_path_factory.mktemp("elasticsearch"))
    yield server
    server.end()


@pytest.fixture(scope="package")
def site(state, cluster):
    """The address of a running demonstration site with a database of its own."""
    if running := os.environ.get("BROWSER_SITE"):
        yield running
        return
    port = free_port()
    hand_out(state / "marketplace.sqlite3")
    with (state / "site.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "marketplace.project.serve"],
            cwd=ROOT,
            env=environment(state, port) | ({"ELASTICSEARCH_URL": cluster.url} if START else {}),
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
        shutil.copy(state / "site.log", ARTEFACTS / f"site-{state.parent.name}.log")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(state: Path, port: int) -> dict[str, str]:
    ours = ("PYTEST", "DJANGO", "TEST_", "DATABASE_URL", "SECRET_KEY")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return kept | {
        "MARKETPLACE_STATE_DIR": str(state),
        "PORT": str(port),
        "DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.dev",
    }


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


# --- The browser ------------------------------------------------------------------------------


@pytest.fixture(scope="package")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def new_page(browser, site):
    """Open a page in a browser of its own, watched; closing and judging it is the caller's."""

    def new_page(*, javascript=True, width=1440, language="zh", storage_state=None):
        context = browser.new_context(
            base_url=site,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            color_scheme="light",
            locale="zh-CN" if language == "zh" else "en-GB",
            timezone_id="America/Lima",  # a wrong device clock must not mislead
            storage_state=storage_state,
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        return page, Complaints(page, site)

    return new_page


@pytest.fixture
def visit(new_page):
    """Let people in, each in a browser of their own: ``visit(language="en", keyboard=True)``."""
    opened = []

    def visit(*, language="zh", keyboard=False, **options):
        page, complaints = new_page(language=language, **options)
        opened.append((page, complaints))
        return Typist(page, language) if keyboard else Person(page, language)

    yield visit
    for page, _complaints in opened:
        page.context.close()
    assert [each for _page, complaints in opened for each in complaints.found] == []


@pytest.fixture
def journey(visit, request):
    """Let people in who keep pictures of what they do, in one album."""
    album = ARTEFACTS / "journeys" / request.node.name.removeprefix("test_")
    for old in album.glob("*.png"):
        old.unlink()

    def journey(email: str = "", **way):
        person = visit(**way)
        person.album = album
        return person.sign_in(email) if email else person

    return journey


@pytest.fixture(scope="package")
def signed_in(new_page):
    """Give the cookies of somebody who has signed in, once for each address."""
    states = {"": None}

    def signed_in(email: str):
        if email not in states:
            page, complaints = new_page()
            Person(page).sign_in(email)
            states[email] = page.context.storage_state()
            page.context.close()
            assert complaints.found == []
        return states[email]

    return signed_in


@pytest.fixture(scope="package")
def stage(new_page, signed_in):
    """Ids and addresses of what the demo world lacks, made ready once."""
    opened = []

    def let_in(email=""):
        page, complaints = new_page(storage_state=signed_in(email))
        opened.append((page, complaints))
        return Person(page)

    ready = set_the_stage(let_in)
    for page, _complaints in opened:
        page.context.close()
    assert [each for _page, complaints in opened for each in complaints.found] == []
    return ready
