"""A backup taken while the site is written to, brought back elsewhere, checked and visited."""

import json
import tarfile
from pathlib import Path
from typing import NamedTuple

import pytest

from marketplace.project.state import state_directory
from tests.migrated import MigratedTemplate, hand_out

from .processes import ANSWERS, Databases, ask, environment, manage, manage_each, run

pytestmark = [pytest.mark.long, pytest.mark.slow, pytest.mark.xdist_group("first day")]

WRITE = """
import sys, time
from marketplace import clock
from marketplace.log.parts import publish
from marketplace.models import Event
from marketplace.transaction import command
print("writing", flush=True)
until = time.monotonic() + 60
while time.monotonic() < until:
    with command():
        Event.append("hall:hall", "hall.painted", at=clock.now(), colour="blue")
    publish(clock.now())
    time.sleep(0.02)  # what is written here is verified there
"""


class World(NamedTuple):
    """A site, its backups one after the other, and a place to restore them in."""

    site: dict[str, str]
    older: Path
    newer: Path
    elsewhere: dict[str, str]
    later: dict[str, str]


@pytest.fixture(scope="module")
def databases(django_db_setup):
    made = Databases()
    yield made
    made.drop()


@pytest.fixture(scope="module")
def world(tmp_path_factory, databases):
    folder = tmp_path_factory.mktemp("backup")
    site = environment(folder / "state", databases.new(MigratedTemplate.name), **ANSWERS)
    if not site["DATABASE_URL"]:
        hand_out(state_directory(folder / "state") / "marketplace.sqlite3")
    opened = manage("setup", site=site)
    assert opened.returncode == 0, opened.stderr
    paper = folder / "state" / "media" / "a" / "paper.pdf"
    paper.parent.mkdir(parents=True)
    paper.write_bytes(b"a paper")
    writer = run(WRITE, site=site)
    assert writer.stdout.readline() == "writing\n"
    try:
        files = [str(folder / name) for name in ("older.tar.gz", "newer.tar.gz")]
        for done in manage_each(*(("backup", file) for file in files), site=site):
            assert done.returncode == 0, done.stderr
    finally:
        writer.terminate()
        writer.communicate()
    return World(
        site,
        folder / "older.tar.gz",
        folder / "newer.tar.gz",
        environment(folder / "elsewhere", databases.new()),
        environment(folder / "state", databases.new() or f"sqlite:///{folder}/later.sqlite3"),
    )


def test_a_backup_holds_keys_papers_and_database_and_is_for_its_owner_alone(world):
    with tarfile.open(world.newer) as archive:
        names = archive.getnames()
        manifest = json.load(archive.extractfile("manifest.json"))

    log = f"state/{manifest['log_id']}"
    wanted = {"database", f"{log}/log_key.json", f"{log}/checkpoint", "state/secret_key"}
    assert wanted | {"state/media/a/paper.pdf"} <= set(names)
    assert [name for name in names if "sqlite3" in name or "/static/" in name] == []
    assert world.newer.stat().st_mode & 0o077 == 0


def test_what_was_kept_comes_back_whole_in_another_place(world):
    done = manage("restore", str(world.newer), site=world.elsewhere)
    assert done.returncode == 0, done.stderr

    verified, opened = manage_each(("log_verify",), ("setup",), site=world.elsewhere)
    assert (verified.returncode, verified.stderr) == (0, "")
    assert int(verified.stdout) > 19  # the hall's own entries and what was written meanwhile
    assert opened.stdout.count("[done ]") == 1  # static files
    page = ask("/en/", site=world.elsewhere)
    assert page.startswith("200 ")
    assert "Yunting Intermediary Supermarket" in page
    media = Path(world.elsewhere["MARKETPLACE_STATE_DIR"]) / "media/a/paper.pdf"
    assert media.read_bytes() == b"a paper"


def test_an_older_backup_on_the_same_state_is_refused_at_the_start(world):
    done = manage("restore", str(world.older), site=world.later)

    assert done.returncode == 0, done.stderr
    assert "This site has published more than the backup holds" in done.stdout
    for refused in manage_each(
        ("clock",),
        ("check", "--database", "default"),
        ("shell", "--command", "import marketplace.project.wsgi"),
        site=world.later,
    ):
        assert refused.returncode == 1, refused
        assert "marketplace.E020" in refused.stderr
        assert "Restore a newer one, or replay its archive" in refused.stderr


def test_what_is_there_already_is_never_replaced(world):
    before = world.older.read_bytes()

    restored, kept = manage_each(
        ("restore", str(world.newer)), ("backup", str(world.older)), site=world.site
    )

    assert restored.returncode == kept.returncode == 1
    assert "The database has tables already" in restored.stderr
    assert "is there already" in kept.stderr
    assert world.older.read_bytes() == before
