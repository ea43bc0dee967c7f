"""The story told by a process of its own: ``python -m tests.chaos.telling FOLDER begin|tell``."""

import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError


def main(folder: str, what: str) -> int:
    """Return 0 where the story was told to its end, and print how it came out."""
    django.setup()
    settings.MARKETPLACE_SEED_SOURCE = "opendraw"
    from tests.chaos.story import Story

    story = Story(Path(folder))
    if what == "begin":
        story.begin()
        return 0
    print("begun", flush=True)
    try:
        story.tell()
    except DatabaseError:
        return 1  # the database went away; another process goes on
    print(json.dumps(story.outcome()))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
