"""The anticipated 'no'. Anything else that goes wrong is a bug and must surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Refusal(Exception):
    """A rule said no.

    ``code`` is for machines, tests and the help desk (``noun.reason``); ``message`` tells a
    person what did not happen and why; ``next_step`` tells what would help.
    """

    def __init__(self, code: str, message: str | Promise, next_step: str | Promise = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.next_step = next_step
