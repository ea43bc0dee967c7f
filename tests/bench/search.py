"""The search of a province: both engines asked in turn in one run, and Wagtail's own beside them.

``make bench-search`` makes a fresh database for each, SQLite and, with TEST_DATABASE_URL,
PostgreSQL; the cluster is that of TEST_ELASTICSEARCH_URL. ``SIZE=10000`` is a smaller province;
``PROVINCE=folder`` keeps the SQLite one for the next run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZE = int(os.environ.get("SIZE", "100000"))
CLUSTER = os.environ.get("TEST_ELASTICSEARCH_URL", "")
# Ratios of one run, and what they may be at most (shared/search.md's targets)
TARGETS = {
    "SQLite : Elasticsearch, A": 0.4,
    "SQLite : Elasticsearch, B": 2.0,
    "SQLite : Elasticsearch, C": 3.0,
    "PostgreSQL : Elasticsearch, A": 0.6,
    "PostgreSQL : Elasticsearch, B": 4.5,
    "PostgreSQL : Elasticsearch, C": 6.5,
    "bitmaps : joins, SQLite, C": 0.2,
    "p99 : p50, SQLite": 12.0,
    "p99 : p50, Elasticsearch": 7.0,
    "two filters : none, SQLite, B": 1.2,
    "two filters : none, PostgreSQL, B": 1.2,
    "two filters : none, Elasticsearch, B": 1.2,
    "search p95 during a rebuild : before": 3.0,
    "failed during a rebuild": 0.0,
    "differences": 0.0,
}


def main() -> int:
    """Measure on every database that is here, and hold the ratios against the targets."""
    if not CLUSTER:
        print("search  needs Elasticsearch to compare with: TEST_ELASTICSEARCH_URL is not set")
        return 0
    postgres = os.environ.get("TEST_DATABASE_URL", "").startswith("postgres")
    found: dict[str, float] = {}
    for database in ("SQLite", "PostgreSQL") if postgres else ("SQLite",):
        for name, ratio in one_database(database).items():
            found[name] = max(ratio, found.get(name, 0.0))
    if not postgres:
        print("search  TEST_DATABASE_URL names no PostgreSQL: that half is left out")
    return judged(found)


def judged(found: dict[str, float]) -> int:
    """Print each ratio with its target; return 1 where one is missed."""
    print(f"\n{'ratio of one run':<42}{'measured':>10}{'target':>10}")
    missed = 0
    for name, target in TARGETS.items():
        if name in found:
            missed += found[name] > target
            word = "MISS" if found[name] > target else "PASS"
            print(f"{name:<42}{found[name]:>10.2f}{'<=':>5}{target:>5.4g}   {word}")
    return min(missed, 1)


def one_database(database: str) -> dict[str, float]:
    """Have a process of its own measure on one database; return its ratios."""
    others = {} if database == "PostgreSQL" else {"TEST_DATABASE_URL": ""}
    with tempfile.TemporaryDirectory() as folder:
        kept = os.environ.get("PROVINCE", "") if database == "SQLite" else ""
        command = [sys.executable, "-m", "tests.bench.search", database, kept or folder]
        told = os.environ | others | {"PYTHONUNBUFFERED": "1"}
        line = ""
        with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True) as run:
            for line in run.stdout:
                if not line.startswith("{"):
                    print(line, end="", flush=True)
    if run.returncode:
        raise SystemExit(f"search  the half on {database} broke off")
    return json.loads(line)


def measure(database: str, folder: str) -> int:
    """Make the province and measure; the last line printed is the ratios as JSON."""
    from tests.bench.pages import ready

    Path(folder).mkdir(exist_ok=True)
    is_new = database != "SQLite" or not Path(folder, "bench.sqlite3").exists()
    ready(folder)
    from django.conf import settings
    from django.utils import timezone

    from tests.bench.search_city import make_province
    from tests.bench.search_measures import Measures

    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_URL = CLUSTER
    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_INDEX = f"bench-{database.lower()}"
    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_TIMEOUT = 30.0  # to be measured, not cut short
    if is_new:
        print(f"search  a province of {SIZE:,} agencies and {SIZE:,} notices", file=sys.stderr)
        began = time.perf_counter()
        make_province(SIZE, SIZE, at=timezone.now())
        print(f"search  made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    print(json.dumps(Measures(database, SIZE).all()))
    return 0


if __name__ == "__main__":
    sys.exit(measure(*sys.argv[1:]) if sys.argv[1:] else main())
