"""Transactions of the index: the caller's own, or a command's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection, transaction

from marketplace.transaction import command

from ..base import EngineDown


@contextmanager
def kept_together() -> Iterator[None]:
    """Hold one transaction: the caller's, or a command of its own."""
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
    else:
        with command():
            yield


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn a failure of the database into that of the engine; the caller's transaction lives."""
    try:
        if connection.in_atomic_block:
            with transaction.atomic():
                yield
        else:
            yield
    except DatabaseError as error:
        raise EngineDown(str(error)) from error
