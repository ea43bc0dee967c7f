"""What keeps a demonstration open: new notices where the time of the old ones has run out."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from marketplace import clock
from marketplace.models import Event
from procurement.models import Notice

from .chance import Chance
from .owners import Clients
from .scripts import MODES, OPEN, Script
from .selection import Selection
from .world import closing_after


def top_up(*, today: date | None = None, at: datetime, most: int = len(MODES)) -> list[Notice]:
    """Publish a notice, with answers of others, for each mode that has none open; return them.

    Chance follows from the day and from how much has happened before.
    """
    today = today or timezone.localdate(at)
    clients = Clients.found()
    made = []
    for mode in MODES:
        script = _next_script(mode, clients, at)
        if script is not None and len(made) < most:
            made.append(_publish(script, clients, today=today))
    return made


def lacks_notices(at: datetime) -> bool:
    """Return whether a mode has no open notice."""
    open_modes = Notice.objects.open_at(at).values_list("mode_key", flat=True)
    return not set(MODES) <= set(open_modes)


def _next_script(mode: str, clients: Clients, at: datetime) -> Script | None:
    """Return what to publish next, or None where nothing is needed.

    A project with a draft is passed over: it is somebody's work, or an attempt that this
    site's rules refused, which must not be repeated without end.
    """
    of_mode = Notice.objects.filter(mode_key=mode)
    if of_mode.open_at(at).exists():
        return None
    scripts, turn = OPEN[mode], of_mode.count()
    in_turn = [scripts[(turn + step) % len(scripts)] for step in range(len(scripts))]
    for script in in_turn:
        project = clients.projects[script.project]
        if not Notice.objects.drafts().filter(project=project).exists():
            return script
    return None


def _publish(script: Script, clients: Clients, *, today: date) -> Notice:
    names = ("top-up", script.key, today.isoformat(), str(Event.objects.count()))
    selection = Selection(script, clients=clients, chance=Chance(*names), spares_visitors=True)
    closes_at = closing_after(timezone.localdate(clock.now()), script)
    with clock.using(randomness=Chance("salts", *names)):
        for story in (selection.publish(closes_at), selection.answer(closes_at)):
            for _moment in story:
                """All of it is done at the clock's present, without waiting."""
    return selection.notice
