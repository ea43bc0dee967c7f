"""Answer each line of the input: ``{"scene": name, …}`` with ``{"done": …}``."""

import json
import sys
import traceback

import django


def main() -> None:
    django.setup()
    from . import agencies, draws, notices, outcomes, pages, people, services

    scenes = {}
    for room in (agencies, draws, notices, outcomes, pages, people, services):
        own = {name: each for name, each in vars(room).items() if _is_scene(name, each, room)}
        assert not own.keys() & scenes.keys(), f"played twice: {own.keys() & scenes.keys()}"
        scenes |= own
    for line in sys.stdin:
        wanted = json.loads(line)
        try:
            told = {"done": scenes[wanted.pop("scene")](**wanted)}
        except Exception:  # noqa: BLE001 -- whatever it was, the test tells it
            told = {"error": traceback.format_exc()}
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


def _is_scene(name, each, room) -> bool:
    is_own = getattr(each, "__module__", "") == room.__name__
    return is_own and callable(each) and not name.startswith("_")


main()
