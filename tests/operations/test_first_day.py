"""The README's first day, done literally: the commands of its code block in a clone of its own."""

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import closing
from http.client import HTTPConnection

import pytest

from marketplace.project.state import ROOT
from tests.conftest import NEEDS

CHAPTER = re.compile(r"## The first day of a real hall\n.*?```sh\n(.*?)```", re.DOTALL)
PARTS = ("agencies", "cms", "marketplace", "procurement", "search")
FILES = ("Makefile", "manage.py", "requirements.lock")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("first day"),
    pytest.mark.skipif(
        os.environ.get("REQUIRE_SERVERS") != "1",
        reason=f"{NEEDS} two more processes and most of a minute (REQUIRE_SERVERS=1)",
    ),
]


@pytest.fixture
def clone(tmp_path):
    """A copy of the code with an environment that has the packages already."""
    here = tmp_path / "market"
    here.mkdir()
    for part in PARTS:
        shutil.copytree(ROOT / part, here / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, here)
    venv = here / ".venv"
    venv.mkdir()
    for name in ("bin", "lib", "pyvenv.cfg"):
        (venv / name).symlink_to(ROOT / ".venv" / name)
    lock = (here / "requirements.lock").read_bytes()
    (venv / "requirements.lock.sha256").write_text(hashlib.sha256(lock).hexdigest())
    return here


@pytest.fixture
def first_day(clone):
    """The chapter's commands, run by a shell; ended with all that they started."""
    block = CHAPTER.search((ROOT / "README.md").read_text(encoding="utf-8"))[1]
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    told = clone / "told"
    with told.open("w") as output:
        shell = subprocess.Popen(
            ["sh", "-e", "-c", block],
            cwd=clone,
            env={**bare, "LANG": "C.UTF-8", "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield shell, port, told
    finally:
        end(shell.pid)
        shell.wait()


def end(group: int) -> None:
    """End the shell's group: first asked, after three seconds made to."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(group, number)
        except ProcessLookupError:
            return
        time.sleep(3)


def ask(port: int, path: str) -> tuple[int, str]:
    headers = {"Host": "market.example.org", "X-Forwarded-Proto": "https"}
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()


def test_the_commands_of_the_readme_open_a_hall(first_day):
    shell, port, told = first_day

    code = shell.wait(timeout=240)

    text = told.read_text()
    assert code == 0, text
    assert "The hall is open. What is next:" in text
    assert "Demo" not in text
    assert "System check identified no issues" in text
    assert ask(port, "/")[0] == 200
    assert "云汀市中介服务超市" in ask(port, "/privacy/")[1]
    assert ask(port, "/en/items/")[0] == 200
    assert "demo-note" not in ask(port, "/en/")[1]
    status, health = ask(port, "/healthz")
    assert (status, json.loads(health)["status"]) == (200, "ok")
    link = re.search(r"https://market\.example\.org(/accounts/password/reset/key/\S+)", text)[1]
    assert ask(port, link)[0] == 302
