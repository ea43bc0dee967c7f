"""The public figures at a province's size: computed anew, and kept until something happens."""

from __future__ import annotations

import sys
import tempfile

from tests.bench.pages import measured, ready

NOTICES, AGENCIES, ALLOWED_MS = 20_000, 300, 300
CACHES = {
    "computed anew": "django.core.cache.backends.dummy.DummyCache",
    "kept": "django.core.cache.backends.locmem.LocMemCache",
}
PAGES = {
    "page": "/figures/",
    "page of a year": "/figures/?from=2026-01-01",
    "data": "/figures/figures.json",
    "table": "/figures/by-month.csv",
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        ready(folder)
        from django.test import override_settings
        from django.utils import timezone

        from tests.bench.crowd import make_city

        print(f"figures  making a city of {NOTICES:,} notices …", flush=True)
        make_city(AGENCIES, NOTICES, at=timezone.now())
        broken = 0
        for how, backend in CACHES.items():
            with override_settings(CACHES={"default": {"BACKEND": backend}}):
                broken += shown(how)
    return min(broken, 1)


def shown(how: str) -> int:
    """Print what every address takes; return how many take too long."""
    broken = 0
    for name, address in PAGES.items():
        found = measured(address, None)
        broken += found["cpu"] > ALLOWED_MS  # the wall clock is also that of others
        times = f"{found['p50']:>8.1f} (p50){found['p95']:>8.1f} (p95){found['cpu']:>8.1f} (CPU)"
        print(f"  {f'{name}, {how}':<32}{times} ms{found['queries']:>5} queries")
    return broken


if __name__ == "__main__":
    sys.exit(main())
