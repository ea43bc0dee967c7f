"""The board of services as a file: its columns."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from marketplace.exchange.sheets import Column, Value, local

from .presentation.deeds import open_pause
from .presentation.lamps import NAMES
from .presentation.rows import ServiceRow


def _services(row: ServiceRow) -> str:
    between = pgettext("between two services in a title", ", ")
    return between.join(line.item.name for line in row.notice.lines.all())


def _departments(row: ServiceRow) -> str:
    between = pgettext("between two services in a title", ", ")
    return between.join(sorted({line.item.department.name for line in row.notice.lines.all()}))


def _pause(row: ServiceRow, read: Callable) -> Value:
    pause = open_pause(row.engagement)
    return pause and read(pause)


COLUMNS = [
    Column(_("Notice"), lambda row: row.notice.public_id),
    Column(_("Project"), lambda row: row.notice.project.name),
    Column(_("Services"), _services),
    Column(_("Department"), _departments),
    Column(_("Owner's number"), lambda row: row.notice.owner.public_id),
    Column(_("Project owner"), lambda row: row.notice.owner.name),
    Column(_("Agency's number"), lambda row: row.engagement.agency.public_id),
    Column(_("Agency"), lambda row: row.engagement.agency.name),
    Column(_("State"), lambda row: str(row.state)),
    Column(_("Lamp"), lambda row: str(NAMES[row.colour])),
    Column(_("Working days used"), lambda row: row.lamp and row.lamp.elapsed),
    Column(_("Working days allowed"), lambda row: row.engagement.allowed_days),
    Column(_("Working days promised"), lambda row: row.engagement.promised_days),
    Column(_("Working days granted on top"), lambda row: row.engagement.extended_days),
    Column(_("Standard working days"), lambda row: row.engagement.standard_days),
    Column(_("Working days saved"), lambda row: row.saved_days),
    Column(_("Awarded at"), lambda row: local(row.engagement.offered_at)),
    Column(_("Started at"), lambda row: local(row.engagement.started_at)),
    Column(_("Due on"), lambda row: row.lamp and row.lamp.due_on),
    Column(_("Delivered at"), lambda row: local(row.engagement.delivered_at)),
    Column(_("Paused since"), lambda row: _pause(row, lambda pause: local(pause.paused_at))),
    Column(
        _("Reason of the pause"),
        lambda row: _pause(row, lambda pause: str(pause.get_reason_display())),
    ),
    Column(
        _("Pause caused by"), lambda row: _pause(row, lambda pause: str(pause.get_cause_display()))
    ),
    Column(_("Price"), lambda row: row.engagement.price.major),
    Column(pgettext_lazy("of money", "Currency"), lambda row: row.engagement.currency),
]
