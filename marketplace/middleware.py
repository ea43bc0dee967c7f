import re
from datetime import UTC, datetime

from . import clock, conf

DIGITS = re.compile(r"[0-9]{1,13}")


class ReceivedAtMiddleware:
    """Stamp each request with the moment it arrived, before any queue or lock.

    The trusted proxy's ``X-Request-Start: t=<milliseconds>`` counts; anybody else's
    is ignored, and the moment this server first saw the request stands.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.received_at = arrival(request) or clock.now()
        return self.get_response(request)


def arrival(request) -> datetime | None:
    """Return the trusted proxy's stamp on the site's clock, or None where there is none."""
    stamp = request.headers.get("X-Request-Start", "").removeprefix("t=")
    if request.META.get("REMOTE_ADDR") in conf.trusted_proxies() and DIGITS.fullmatch(stamp):
        return clock.shifted(datetime.fromtimestamp(int(stamp) / 1000, UTC))
    return None
