"""A new index beside the one that answers, filled, caught up and then put in its place."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

from elasticsearch import Elasticsearch

from marketplace import clock
from marketplace import conf as site

from ... import conf
from .documents import index_body
from .faults import REBUILT, Unavailable
from .state import owner
from .writing import Action, portions, send_some

logger = logging.getLogger(__name__)
SENDERS = 2  # while one portion is on its way the next is made
LINGER_SECONDS = 1.0  # longer than any page waits, for searches that are under way


@contextmanager
def the_only_one() -> Iterator[None]:
    """Hold the right to make an index for this site.

    Raises:
        Unavailable: while somebody else does.
    """
    folder = site.state_dir() / "search"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / f"{conf.elasticsearch_index()}.rebuild").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Unavailable(REBUILT) from None
        yield


def new_index(client: Elasticsearch, *, schema: str) -> str:
    """Make an empty index of a new name, which nobody asks yet."""
    _forbid_guessing(client)
    name = f"{conf.elasticsearch_index()}.v{clock.fresh_bytes(4).hex()}"
    body = index_body(schema, log=owner())
    body["settings"]["refresh_interval"] = "-1"
    client.indices.create(index=name, **body)
    return name


def fill(
    client: Elasticsearch,
    index: str,
    actions: Iterable[Action],
    *,
    progress: Callable[[int], object],
) -> int:
    """Send everything, two portions at a time, and return how many there were.

    The actions are made in the caller's thread, which is the one with the database.
    """
    done, pending = 0, set()
    with ThreadPoolExecutor(SENDERS) as pool:
        for portion in portions(actions):
            pending.add(pool.submit(send_some, client, index, portion))
            while len(pending) > SENDERS:
                some, pending = _finished(pending)
                done += some
                progress(done)
        while pending:
            some, pending = _finished(pending)
            done += some
            progress(done)
    return done


def make_ready(client: Elasticsearch, index: str, *, documents: int) -> None:
    """Have the index take part in searches, and note that it has been filled."""
    told = client.indices.get_mapping(index=index)[index]["mappings"]["_meta"]
    client.indices.put_mapping(index=index, meta={**told, "documents": documents})
    client.indices.put_settings(index=index, settings={"refresh_interval": "1s"})
    client.indices.refresh(index=index)


def put_in_place(client: Elasticsearch, index: str) -> list[str]:
    """Have the new index answer from now on, in one step; return those that answered before."""
    alias = conf.elasticsearch_index()
    found = client.indices.get_alias(index=f"{alias}.v*")
    before = [name for name, told in found.items() if alias in told["aliases"]]
    actions = [{"add": {"index": index, "alias": alias}}]
    actions += [{"remove": {"index": name, "alias": alias}} for name in before if name != index]
    if not before and client.indices.exists(index=alias):
        actions.append({"remove_index": {"index": alias}})  # guessed by somebody's write
    client.indices.update_aliases(actions=actions)
    return [name for name in before if name != index]


def remove(client: Elasticsearch, names: list[str]) -> None:
    """Delete indexes."""
    if names:
        client.indices.delete(index=names, ignore_unavailable=True)


def orphans(client: Elasticsearch) -> list[str]:
    """Return the indexes of ours that nobody asks: what a rebuild that was killed left behind."""
    found = client.indices.get_alias(index=f"{conf.elasticsearch_index()}.v*")
    return [name for name, told in found.items() if not told["aliases"]]


def _forbid_guessing(client: Elasticsearch) -> None:
    """Have the cluster refuse a write to an index that has gone, instead of making it up."""
    client.indices.put_index_template(
        name=conf.elasticsearch_index(),
        index_patterns=[f"{conf.elasticsearch_index()}.v*"],
        allow_auto_create=False,
        priority=500,
    )


def _finished(pending: set[Future[int]]) -> tuple[int, set[Future[int]]]:
    finished, others = wait(pending, return_when=FIRST_COMPLETED)
    return sum(each.result() for each in finished), others
