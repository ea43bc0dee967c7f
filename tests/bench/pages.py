"""Pages at a town's and at a province's size, each against a bare Wagtail page of the same run.

Both sizes are a process of their own on a fresh SQLite file, or on a fresh database of the server
that TEST_DATABASE_URL names.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

SIZES = (746, 20_000)
ASKED, WARM = 40, 3
ALLOWED, ALLOWED_WITH_FACETS = 1.5, 4.0
FACETS = {"directory", "directory, one item", "directory, words", "notices", "notices, words"}
TEMPLATES = Path(__file__).parent / "templates"


def ready(folder: str) -> None:
    """Set Django up on an empty database with all tables."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.test",
        "MARKETPLACE_STATE_DIR": folder,
        "TEST_DATABASE_URL": fresh_database(folder),
    }
    import django
    from django.conf import settings

    settings.TEMPLATES[0]["DIRS"] = [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fresh_database(folder: str) -> str:
    """Return the address of an empty database: a file, or a new one on the tests' server."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server.startswith("postgres"):
        return f"sqlite:///{folder}/bench.sqlite3"
    import psycopg

    name = f"bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


def bare_page() -> str:
    """Publish a page of Wagtail's own type and return its address."""
    from wagtail.models import Page, Site

    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=Page(title="Bare", slug="bare-page")).url


def addresses(city) -> dict[str, tuple[str, object]]:
    """Return the pages that are measured: address, and who asks."""
    item = city.agency.services.order_by("pk").first().item.code
    return {
        "bare Wagtail page": (bare_page(), None),
        "directory": ("/agencies/", None),
        "directory, one item": (f"/agencies/?item={item}", None),
        "directory, words": ("/agencies/?q=环境", None),
        "notices": ("/notices/", None),
        "notices, words": ("/notices/?q=学校", None),
        "agency": (f"/agencies/{city.agency.public_id}/", None),
        "owner's desk": ("/desk/owner/", city.owner_user),
        "agency's desk": ("/desk/agency/", city.agency_user),
    }


def measured(url: str, user) -> dict[str, float]:
    """Ask for a page again and again; return milliseconds, and how many queries it took."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    if user:
        client.force_login(user)
    for _time in range(WARM):
        answer = client.get(url)
        assert answer.status_code == 200, f"{url} answered {answer.status_code}"
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    asked = len(queries)  # before the next request empties the list
    walls, used = [], time.process_time()
    for _time in range(ASKED):
        began = time.perf_counter()
        client.get(url)
        walls.append((time.perf_counter() - began) * 1000)
    return {
        "p50": median(walls),
        "p95": quantiles(walls, n=20)[-1],
        "cpu": (time.process_time() - used) * 1000 / ASKED,
        "queries": asked,
    }


def one_size(count: int) -> None:
    """Measure every page in a city with so many agencies and notices; print it as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        ready(folder)
        from django.utils import timezone

        from tests.bench.crowd import make_city

        city = make_city(count, count, at=timezone.now())
        found = {name: measured(url, user) for name, (url, user) in addresses(city).items()}
    print(json.dumps(found))


def main() -> int:
    results = {}
    for count in SIZES:
        print(f"pages  making a city of {count:,} agencies and {count:,} notices …", flush=True)
        command = [sys.executable, "-m", "tests.bench.pages", str(count)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
        results[count] = json.loads(done.stdout.splitlines()[-1])
    return shown(*(results[count] for count in SIZES))


def shown(small: dict, large: dict) -> int:
    """Print both sizes beside each other; return 1 where a promise is broken."""
    print(f"{'pages  (milliseconds)':<28}{'p50':>8}{'p95':>8}{'CPU':>8}{'SQL':>5}   at {SIZES[0]:,}"
          f"{'p50':>10}{'p95':>8}{'CPU':>8}{'SQL':>5}   at {SIZES[1]:,}"
          f"{'ratio':>10}{'x bare':>8}")  # fmt: skip
    broken = 0
    for name in small:
        one, other = small[name], large[name]
        ratio = other["p50"] / one["p50"]
        allowed = ALLOWED_WITH_FACETS if name in FACETS else ALLOWED
        is_kept = ratio <= allowed and one["queries"] == other["queries"]
        broken += not is_kept
        columns = "".join(
            f"{each['p50']:>8.1f}{each['p95']:>8.1f}{each['cpu']:>8.1f}{each['queries']:>5}{'':>9}"
            for each in (one, other)
        )
        bare = other["p50"] / large["bare Wagtail page"]["p50"]
        print(f"  {name:<26}{columns}{ratio:>6.2f}{bare:>8.1f}{'' if is_kept else '   too much'}")
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(one_size(int(sys.argv[1])) if sys.argv[1:] else main())
