"""What the clock owes: each app offers its duties through ``register_duties``."""

import logging

from wagtail import hooks

from .kernel.refusal import Refusal

logger = logging.getLogger(__name__)


def run_duties(at) -> None:
    """Do everything that is due, once. A duty that fails does not stop the next."""
    for offer in hooks.get_hooks("register_duties"):
        for duty in offer():
            try:
                duty(at)
            except Refusal as refusal:
                logger.info("duty %s waits: %s", duty.__name__, refusal.code)
            except Exception:
                logger.exception("duty %s failed", duty.__name__)
