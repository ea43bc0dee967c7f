"""The way of a service, from the award to the acceptance, with its dates and deadlines."""

from __future__ import annotations

from django.utils.translation import gettext as _

from marketplace.notation import day, moment

from ..models import Engagement
from .deadlines import until


def progress(engagement: Engagement, clock) -> list[dict]:
    """Return the steps for the steps component: what is done, what is due, what comes."""
    steps = [
        _awarded(engagement),
        _confirmed(engagement),
        _contract(engagement),
        _started(engagement),
        _delivered(engagement, clock),
        _accepted(engagement),
    ]
    if engagement.fallen_at is not None:
        done = [step for step in steps if step["status"] == "done"]
        text = _("The place passed to the next agency in the ranking.")
        return [*done, _step(_("Fell away"), "now", moment(engagement.fallen_at), text)]
    for step in steps:
        if step["status"] != "done":
            step["status"] = "now"
            break
    return steps


def _step(title: str, status: str, meta: str = "", text: str = "") -> dict:
    return {"title": title, "status": status, "meta": meta, "text": text}


def _done(at) -> str:
    return "done" if at else ""


def _awarded(each: Engagement) -> dict:
    text = _("Publicity until %(end)s.") % {"end": until(each.publicity_ends_at)}
    return _step(_("Awarded"), "done", moment(each.offered_at), text)


def _confirmed(each: Engagement) -> dict:
    if each.confirmed_at:
        return _step(_("Confirmed by the agency"), "done", moment(each.confirmed_at))
    by = _("To be confirmed by %(end)s; otherwise the next agency follows.")
    return _step(_("Confirmed by the agency"), "", text=by % {"end": until(each.confirm_by)})


def _contract(each: Engagement) -> dict:
    title = _("Contract")
    if each.contracted_at:
        signed = _("Signed on %(day)s.") % {"day": day(each.signed_on)}
        return _step(title, "done", moment(each.contracted_at), signed)
    if each.sign_by is None:
        return _step(title, "")
    text = _("To be signed by %(end)s.") % {"end": until(each.sign_by)}
    if each.lapses_at:
        lapse = _("Without a contract the award lapses at %(end)s.")
        text = f"{text} {lapse % {'end': until(each.lapses_at)}}"
    return _step(title, "", text=text)


def _started(each: Engagement) -> dict:
    if each.started_at:
        return _step(_("Papers handed over, in service"), "done", moment(each.started_at))
    text = _("The service clock starts when the owner hands the papers over.")
    return _step(_("Papers handed over, in service"), "", text=text)


def _delivered(each: Engagement, clock) -> dict:
    if each.delivered_at:
        return _step(_("Delivered"), "done", moment(each.delivered_at))
    if clock is None or clock.due_on is None:
        return _step(_("Delivered"), "")
    return _step(_("Delivered"), "", text=_("Due on %(day)s.") % {"day": day(clock.due_on)})


def _accepted(each: Engagement) -> dict:
    if each.accepted_at:
        how = str(each.get_acceptance_display())
        return _step(_("Accepted"), "done", moment(each.accepted_at), how)
    if each.check_by is None or each.delivered_at is None:
        return _step(_("Accepted"), "")
    text = _("The owner accepts or returns it by %(end)s.") % {"end": until(each.check_by)}
    if each.deemed_at:
        deemed = _("Without an answer it counts as accepted at %(end)s.")
        text = f"{text} {deemed % {'end': until(each.deemed_at)}}"
    return _step(_("Accepted"), "", text=text)
