"""The database server itself is killed in the middle of writing: nothing acknowledged is lost."""

import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import NEEDS

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not PROGRAMS or os.environ.get("REQUIRE_SERVERS") != "1",
        reason=f"{NEEDS} PostgreSQL's own programs (REQUIRE_SERVERS=1)",
    ),
]
PAUSES = (0.2, 0.9)  # seconds of a story before each killing
PATIENCE_SECONDS = 60


class Server:
    """A PostgreSQL of the test's own, with every guarantee on, that can be killed and started."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._log = folder / "data", folder / "server.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._as_owner(
            f"{PROGRAMS[-1]} -D {self.folder} -U postgres -A trust --encoding=UTF8 --locale=C.UTF-8"
        )

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=on "
        options += f"-c unix_socket_directories={self.folder}"
        program = PROGRAMS[-1].with_name("pg_ctl")
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:  # a killed server's children may hold its memory for some seconds
            try:
                line = f"{program} -D {self.folder} -l {self._log} -w start -o '{options}'"
                return self._as_owner(line)
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def kill(self) -> None:
        """Kill the postmaster by the number in its own file; wait until its children are gone."""
        number = int((self.folder / "postmaster.pid").read_text().splitlines()[0])
        os.kill(number, signal.SIGKILL)
        time.sleep(1)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)

    def stop(self) -> None:
        program = PROGRAMS[-1].with_name("pg_ctl")
        self._as_owner(f"{program} -D {self.folder} -m immediate -w stop")

    def _as_owner(self, line: str) -> None:
        words = ["su", "postgres", "-s", "/bin/sh", "-c", f"cd / && {line}"]
        if getpass.getuser() != "root":
            words = ["sh", "-c", line]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, timeout=PATIENCE_SECONDS)


@pytest.fixture
def server(tmp_path):
    folder = Path("/tmp") / f"postmaster-{os.getpid()}"  # noqa: S108 -- a path its owner may enter
    folder.mkdir()
    if getpass.getuser() == "root":
        shutil.chown(folder, "postgres")
    found = Server(folder)
    found.start()
    yield found
    found.stop()
    shutil.rmtree(folder)


def told(server, folder, what):
    environment = os.environ | {
        "TEST_DATABASE_URL": server.url,
        "MARKETPLACE_STATE_DIR": str(folder),
        "PYTEST_XDIST_WORKER": "postmaster",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.telling", str(folder), what],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )


def test_a_killed_database_loses_nothing_that_was_acknowledged(server, tmp_path):
    beginner = told(server, tmp_path, "begin")
    beginner.communicate()
    assert beginner.returncode == 0

    for pause in PAUSES:
        teller = told(server, tmp_path, "tell")
        teller.stdout.readline()  # it has begun
        time.sleep(pause)
        server.kill()
        teller.communicate(timeout=PATIENCE_SECONDS)
        server.start()
    teller = told(server, tmp_path, "tell")
    outcome = teller.communicate()[0]

    assert teller.returncode == 0
    assert '"state": "awarded", "awards": 1, "engagements": 1' in outcome
    assert '"twice": [], "failing": [], "lost": [], "whole": true' in outcome
