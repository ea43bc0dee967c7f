import fcntl
import logging
import os
import sys
import threading

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseFailure
from django.db import close_old_connections

from marketplace.kernel.refusal import Refusal
from search.backends.base import EngineDown
from search.backends.elastic.child import lock_file
from search.registry import engine

logger = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
WAIT_SECONDS = 3.0  # for a cluster that is down: it is asked again so often
LOW = 10


class Command(BaseCommand):
    help = "Keeps Elasticsearch up to date with the log. The clock starts it; it ends with it."

    def handle(self, **options):
        from search.backends.elastic.relaying import Keeper  # loads the client's library

        with lock_file().open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            os.nice(LOW)
            ended = threading.Event()
            threading.Thread(target=_wait_for_end, args=(ended,), daemon=True).start()
            self.news = ""
            keeper = Keeper(engine("elastic"))
            while not ended.wait(self.step(keeper)):
                close_old_connections()

    def step(self, keeper) -> float:
        """Send what is new, and return after how many seconds to look again."""
        try:
            keeper.step()
        except EngineDown as problem:
            self.tell(f"{told(problem)}; what changes is kept for it")
            return WAIT_SECONDS
        except (DatabaseFailure, Refusal) as problem:
            self.tell(f"the relay waits for the database: {type(problem).__name__}")
            return WAIT_SECONDS
        except Exception:
            logger.exception("search: the relay could not send what is new")
            return WAIT_SECONDS
        if self.news:
            self.tell("")
        return PAUSE_SECONDS

    def tell(self, news: str) -> None:
        """Log what is new, once."""
        if news != self.news:
            logger.warning("search: %s", news or "Elasticsearch is kept up to date again")
        self.news = news


def told(problem: EngineDown) -> str:
    """Return what is wrong in the same words every time."""
    from search.backends.elastic.faults import PROBLEMS

    return PROBLEMS.get(getattr(problem, "reason", ""), str(problem))


def _wait_for_end(ended: threading.Event) -> None:
    sys.stdin.buffer.read()
    ended.set()
