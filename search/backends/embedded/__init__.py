"""An index within the database itself: SQLite's FTS5, PostgreSQL's tsvector, or plain scanning."""

from .engine import EmbeddedBackend

__all__ = ["EmbeddedBackend"]
