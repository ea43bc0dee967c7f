"""How the index within the database hears what happened."""

from __future__ import annotations

from marketplace.listeners import GatheringListener

from .backends.base import EngineDown
from .registry import engine
from .relay import Relay


class IndexListener(GatheringListener):
    """Keeps the index in step with the log; its cursor moves with what it writes.

    While there is no index it lets events pass: the one that is made reads the rows anew.
    """

    key = "search.database"

    def __init__(self):
        self.relay = Relay(engine("database"))

    @property
    def kinds(self):
        return self.relay.heard

    def hear_all(self, events):
        version = max(event.leaf.index for event in events)
        try:
            self.relay.engine.require()
        except EngineDown:
            return
        self.relay.take(self.relay.engine, events, version=version)
