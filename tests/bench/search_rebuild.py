"""Make the index on the cluster anew, in a process of its own, while the bench searches it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main(database: str, index: str) -> int:
    """Rebuild from the SQLite file of the bench."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "marketplace.project.settings.test",
        "MARKETPLACE_STATE_DIR": str(Path(database).parent),
        "TEST_DATABASE_URL": f"sqlite:///{database}",
    }
    import django

    django.setup()
    from django.conf import settings

    from search.registry import engine, sources
    from search.relay import all_documents

    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_URL = os.environ["TEST_ELASTICSEARCH_URL"]
    settings.MARKETPLACE_SEARCH_ELASTICSEARCH_INDEX = index
    engine("elastic").rebuild(lambda: all_documents(sources()), progress=lambda done: None)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if sys.argv[1:] else 0)
