"""One machine, for one person: what ``make run`` serves."""

from .base import *  # noqa: F403
from .base import env

DEBUG = env.bool("DEBUG", default=False)
MARKETPLACE_DEMO = env.bool("DEMO", default=True)
WAGTAILADMIN_BASE_URL = env("SITE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

if MARKETPLACE_DEMO:  # a visitor sees a draw from its list to its result within two minutes
    MARKETPLACE_OPENDRAW = {
        "every_seconds": 30,
        "first": "00:00",
        "last": "23:59:59",
        "working_days_only": False,
        "settle_seconds": 5,
        "lead_seconds": 5,
        "window_seconds": 20,
        "steps": {"S": 16, "M": 16, "L": 16},
        "chain_length": 10_000,
    }
