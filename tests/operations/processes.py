"""A site of its own in a folder of its own, run as its operator runs it: by commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from marketplace.project.database import POSTGRESQL
from marketplace.project.state import ROOT

ANSWERS = {
    "SETUP_NAME_ZH": "云汀市中介服务超市",
    "SETUP_NAME_EN": "Yunting Intermediary Supermarket",
    "SETUP_CITY_ZH": "云汀市",
    "SETUP_CITY_EN": "Yunting",
    "SETUP_COMPLAINT_PHONE": "0760-12300",
    "SETUP_ADMIN_EMAIL": "admin@example.org",
    "SETUP_ADMIN_PASSWORD": "eleven blue lamps",
}

EACH = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from django.core.management import execute_from_command_line
outcomes = []
for words in json.loads(sys.argv[1]):
    code, out, err = 0, io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            execute_from_command_line(["manage.py", *words])
        except SystemExit as end:
            code = end.code
    outcomes.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(outcomes))
"""


class Outcome(NamedTuple):
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def environment(state: Path, database: str = "", **more: str) -> dict[str, str]:
    """Return the environment of a real site; its database is SQLite's file unless one is named."""
    bare = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    return {
        **bare,
        "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.production",
        "DEMO": "0",
        "ALLOWED_HOSTS": "market.example.org",
        "SITE_URL": "https://market.example.org",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "MARKETPLACE_STATE_DIR": str(state),
        "DATABASE_URL": database,
        "TRUST_FORWARDED_PROTO": "true",
        "TRUSTED_PROXIES": "",
        **more,
    }


def manage(*words: str, site: dict[str, str], root: Path = ROOT) -> subprocess.CompletedProcess:
    """Run ``manage.py`` with these words, and return what came of it."""
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(
        command, cwd=root, env=site, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )


def manage_each(*commands: tuple[str, ...], site: dict[str, str]) -> list[Outcome]:
    """Run several commands of ``manage.py`` in one process, and return what came of each."""
    done = subprocess.run(
        [sys.executable, "-c", EACH, json.dumps(commands)],
        cwd=ROOT,
        env=site,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return [Outcome(*outcome) for outcome in json.loads(done.stdout)]


def run(code: str, *, site: dict[str, str]) -> subprocess.Popen:
    """Start a program that has Django set up."""
    whole = f"import django\ndjango.setup()\n{code}"
    return subprocess.Popen(
        [sys.executable, "-c", whole], cwd=ROOT, env=site, stdout=subprocess.PIPE, text=True
    )


def ask(path: str, *, site: dict[str, str]) -> str:
    """Return status and beginning of what the site answers, from a process that serves it."""
    code = (
        "from marketplace.project.wsgi import application\n"
        "from django.test import Client\n"
        f"answer = Client(headers={{'host': 'market.example.org', 'x-forwarded-proto': 'https'}})"
        f".get({path!r})\n"
        "print(answer.status_code, answer.content.decode()[:20000])"
    )
    return run(code, site=site).communicate()[0]


class Databases:
    """Empty databases of the tests' kind: files, or new ones on the server of the tests."""

    def __init__(self) -> None:
        url = os.environ.get("TEST_DATABASE_URL", "")
        self._server = url.rpartition("/")[0] if url.partition(":")[0] in POSTGRESQL else ""
        self._made: list[str] = []

    def new(self, template: str = "template1") -> str:
        """Return the address of a new database; an empty one means SQLite's file."""
        if not self._server:
            return ""
        name = f"test_backup_{uuid4().hex[:12]}"
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        self._made.append(name)
        return f"{self._server}/{name}"

    def drop(self) -> None:
        for name in self._made:
            self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(f"{self._server}/postgres", autocommit=True) as server:
            server.execute(statement)
