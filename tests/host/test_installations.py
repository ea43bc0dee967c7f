"""Each part that another site can install works there without the rest.

The README has the same table for its readers.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AGENCIES = (
    "marketplace marketplace.organisations marketplace.documents marketplace.exchange agencies"
)
FEES = "marketplace.approvals marketplace.fees"
GROUND_FLOOR = f"{AGENCIES} marketplace.log marketplace.draw {FEES}"
PROCUREMENT = f"{GROUND_FLOOR} procurement"
SERVICES = f"{PROCUREMENT} procurement.contracts"
EVERYTHING = f"search cms.noticeboard cms.pages cms.editing cms {SERVICES} procurement.statistics"
ROWS = {
    "a register of qualified firms": (AGENCIES, "visit_the_directory"),
    "fee schedules and their calculator": (f"marketplace {FEES}", "open_the_calculator"),
    "a public log": ("marketplace marketplace.log", "read_the_log"),
    "messages and mails": ("marketplace marketplace.notifications", "hear_of_something"),
    "private papers": ("marketplace marketplace.documents", "ask_for_a_paper"),
    "tenders on top": (PROCUREMENT, "visit_the_tenders"),
    "services after the award": (SERVICES, "visit_the_services"),
    "service guides as pages": ("marketplace cms cms.pages", "visit_the_pages"),
    "notices as pages": (f"{PROCUREMENT} cms cms.noticeboard", "visit_the_tenders"),
    "search over the catalogue": ("marketplace search", "search_for_something"),
    "search over everything": (EVERYTHING, "search_and_read_the_figures"),
}

HOST = pytest.mark.xdist_group("host")  # one running site for all
pytestmark = [pytest.mark.long, pytest.mark.slow, HOST]


def install(apps: str, folder: Path, *deeds: str) -> None:
    """Install apps on somebody else's site, in a process of its own, and visit it."""
    environment = {**os.environ, "HOST_APPS": apps, "HOST_FOLDER": str(folder)}
    command = [sys.executable, "-m", "tests.host.try_out", *deeds]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{apps}\n{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="module")
def running_site(tmp_path_factory):
    """A Wagtail site that runs already, before anything of ours is installed."""
    folder = tmp_path_factory.mktemp("host")
    install("", folder)
    return folder / "host.sqlite3"


@pytest.mark.parametrize("wanted", ROWS)
def test_a_running_site_installs(wanted, running_site, tmp_path):
    apps, deed = ROWS[wanted]
    shutil.copy(running_site, tmp_path)

    install(apps, tmp_path, deed)


def test_a_site_with_its_own_base_page_mixes_in_every_kind_of_page(tmp_path):
    deeds = ("visit_a_guide_on_the_hosts_own_page", "visit_every_page_on_the_hosts_own_base")
    install("tests.host marketplace cms", tmp_path, *deeds)
