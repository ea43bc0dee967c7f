"""The site closed for a while: a file in the state directory says so, to every process at once.

It stands outside the database, so that it holds while the database is being moved.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from marketplace import clock, conf
from marketplace.kernel.canonical import stamp
from marketplace.models import Hall
from marketplace.notation import in_chinese
from marketplace.permissions import ADMINISTRATOR, has_duty
from marketplace.theme import chosen_theme

FILE = "maintenance.json"
USUAL_SECONDS, LEAST_SECONDS = 600, 30
HALL_FACTS = ("name_zh", "name_en", "phone")


@dataclass(frozen=True, slots=True)
class Maintenance:
    """Why nobody gets in: since when, until about when, and whom to call."""

    since: datetime | None
    until: datetime | None
    hall: dict[str, str]

    @property
    def retry_after(self) -> int:
        """Return after how many seconds it is worth trying again."""
        if self.until is None:
            return USUAL_SECONDS
        return max(LEAST_SECONDS, round((self.until - _now()).total_seconds()))


def begin(*, until: datetime | None) -> None:
    """Close the site. The hall's name and telephone go along: the page has no database."""
    facts = {"since": stamp(_now()), "until": until and stamp(until), "hall": _hall()}
    draft = _path().with_suffix(".draft")
    draft.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    draft.replace(_path())


def end() -> bool:
    """Open the site, and say whether it was closed."""
    was_on = _path().exists()
    _path().unlink(missing_ok=True)
    return was_on


def under_way() -> Maintenance | None:
    """Return the maintenance that is on; a file that cannot be read counts as one."""
    try:
        text = _path().read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return Maintenance(None, None, {})
    facts: dict = {}
    with suppress(ValueError):
        read = json.loads(text)
        facts = read if isinstance(read, dict) else {}
    since, until = (parse_datetime(str(facts.get(name) or "")) for name in ("since", "until"))
    return Maintenance(since, until, facts.get("hall") or {})


class MaintenanceMiddleware:
    """Answer 503 while the site is closed; administrators pass, and may sign in to do so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.maintenance = under_way()
        if request.maintenance is None or _may_pass(request):
            return self.get_response(request)
        return maintenance_page(request, request.maintenance)


def maintenance_page(request: HttpRequest, on: Maintenance) -> HttpResponse:
    """Return the page, made without the database."""
    name = on.hall.get("name_zh" if in_chinese() else "name_en", "")
    context = {
        "maintenance": on,
        "hall": {**on.hall, "name": name} if name else None,
        "theme": chosen_theme(request),
    }
    page = HttpResponse(render_to_string("maintenance.html", context), status=503)
    page["Retry-After"] = str(on.retry_after)
    page["Cache-Control"] = "no-store"
    page._has_been_logged = True  # it was meant
    return page


def _may_pass(request) -> bool:
    if request.path in (reverse("account_login"), reverse("account_logout"), "/admin/login/"):
        return True
    try:
        return request.user.is_superuser or has_duty(request.user, ADMINISTRATOR)
    except DatabaseError:
        return False


def _hall() -> dict[str, str]:
    try:
        return Hall.objects.order_by("pk").values(*HALL_FACTS).first() or {}
    except DatabaseError:
        return {}


def _path() -> Path:
    return conf.state_dir() / FILE


def _now() -> datetime:
    return clock.now()
