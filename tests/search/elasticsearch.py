"""A real Elasticsearch for tests: the one of TEST_ELASTICSEARCH_URL, or one of their own.

TEST_ELASTICSEARCH_START is a command that starts a node on the port that follows it, keeps it in
the folder ES_HOME with its process id in ``pid``, and returns when it answers.
"""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.test import override_settings

URL = os.environ.get("TEST_ELASTICSEARCH_URL", "")
START = os.environ.get("TEST_ELASTICSEARCH_START", "")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
PATIENT_SECONDS = 20.0  # a busy machine is no slow cluster

needs_elasticsearch = pytest.mark.skipif(
    not URL, reason="needs a server: Elasticsearch (TEST_ELASTICSEARCH_URL)"
)


needs_own_elasticsearch = pytest.mark.skipif(
    not START, reason="needs a server: an Elasticsearch to kill (TEST_ELASTICSEARCH_START)"
)


@contextmanager
def at_once(name: str, url: str = URL, **others) -> Iterator[None]:
    """Have the site use the cluster, with an index of this process's own."""
    told = {"URL": url, "INDEX": f"test-{WORKER}-{name}", "TIMEOUT": PATIENT_SECONDS} | others
    with override_settings(
        **{f"MARKETPLACE_SEARCH_ELASTICSEARCH_{key}": value for key, value in told.items()}
    ):
        yield


def refreshed() -> None:
    """Have everything that was written be found at once."""
    from search import conf
    from search.backends.elastic.client import for_work

    for_work().indices.refresh(index=conf.elasticsearch_index())


def swept_away() -> None:
    """Remove every index of this process, and what was noted of them."""
    from marketplace.models import Cursor
    from search import conf
    from search.backends.elastic.client import for_work
    from search.backends.elastic.relaying import READER

    names = list(for_work().indices.get_alias(index=f"{conf.elasticsearch_index()}.v*"))
    if names:
        for_work().indices.delete(index=names)
    Cursor.objects.filter(key__startswith=f"{READER}{conf.elasticsearch_index()}.v").delete()


class OwnServer:
    """A cluster that a test may stop, kill and start again with what it had on its disk."""

    def __init__(self, folder: Path) -> None:
        self.port = _free_port()
        self.home = folder / "node"
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: int | None = None
        self.child: subprocess.Popen | None = None

    def start(self) -> "OwnServer":
        """Start it, empty, as TEST_ELASTICSEARCH_START says."""
        told = os.environ | {"ES_HOME": str(self.home), "ES_HEAP": "512m"}
        subprocess.run([START, str(self.port)], env=told, check=True, stdout=subprocess.DEVNULL)
        self.process = int((self.home / "pid").read_text())
        line = Path(f"/proc/{self.process}/cmdline").read_bytes()
        self.command = [part.decode() for part in line.rstrip(b"\0").split(b"\0")]
        return self

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.process, signal.SIGKILL)
        if self.child:
            self.child.wait(20)
        wait_until(lambda: not self.answers)

    def start_again(self) -> None:
        """Start it on the disk that it left, and wait until it answers."""
        with (self.home / "log").open("a") as log:
            self.child = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.home
            )
        self.process = self.child.pid
        wait_until(lambda: self.answers, 60)

    def hang(self) -> None:
        """Have it take connections and never answer."""
        os.kill(self.process, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on where it hung, if it is there."""
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGCONT)

    def end(self) -> None:
        """Stop it for good."""
        if self.process is None:
            return
        self.go_on()
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        if self.child:
            self.child.wait(20)

    @property
    def answers(self) -> bool:
        """Return whether it can be searched."""
        try:
            health = f"{self.url}/_cluster/health"
            with urllib.request.urlopen(health, timeout=2) as answer:  # noqa: S310 -- loopback
                return json.load(answer)["status"] != "red"
        except OSError:
            return False


def wait_until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is true, asking often."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
