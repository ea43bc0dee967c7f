"""``{% load draws %}``: what a page of a higher app shows of a draw."""

from __future__ import annotations

import segno
from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from ... import clock
from ...log.parts import log_public_key
from ..alarm import slots_in_alarm
from ..models import Appointment, Draw, Slot
from ..shown import ShownSlot, fingerprint
from ..verifiers import SCRIPT

register = template.Library()
register.filter("fingerprint", fingerprint)


@register.simple_tag
def qr(address: str, title: str) -> SafeString:
    """``{% qr address title %}``: an address as a square for a telephone's camera."""
    drawing = segno.make(address, error="m", micro=False).svg_inline(
        svgclass="qr", lineclass=None, omitsize=True, border=3, title=str(title)
    )
    return mark_safe(drawing)  # noqa: S308  segno escapes the title; the rest is squares


@register.inclusion_tag("draw/includes/alarm.html")
def draw_alarm() -> dict:
    """``{% draw_alarm %}``: on every page, while two pools of one slot are on record."""
    return {"slots": slots_in_alarm()}


@register.inclusion_tag("draw/includes/follow.html", takes_context=True)
def follow_slot(context, slot: Slot) -> dict:
    """``{% follow_slot slot %}``: how far a slot has come, kept up to date while it lives."""
    request = context.get("request")
    shown = ShownSlot(slot, request.received_at if request else clock.now())
    return {"shown": shown, "request": request, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("draw/includes/evidence.html", takes_context=True)
def draw_evidence(context, draw: Draw) -> dict:
    """``{% draw_evidence draw %}``: the bundle, what redoes it, and QR codes to all of it."""
    request = context["request"]
    names = {"bundle": ("draws:bundle", draw.public_id), "script": ("draws:script",)}
    addresses = {
        name: request.build_absolute_uri(reverse(view, args=args))
        for name, (view, *args) in (names | {"page": ("draws:verify",)}).items()
    }
    key = log_public_key()
    lines = f'python3 -I {SCRIPT} bundle-{draw.public_id}.json --log-key "{key}"'
    return {
        "draw": draw,
        "shown": draw.slot and ShownSlot(draw.slot, request.received_at),
        "addresses": addresses,
        "log_key": key,
        "command": lines,
    }


@register.inclusion_tag("draw/includes/appointment.html")
def draw_appointment(subject: str) -> dict:
    """``{% draw_appointment subject %}``: the slot that was named for a draw, or nothing."""
    found = Appointment.objects.standing(subject)
    return {"appointment": found}


@register.inclusion_tag("draw/includes/own_dice.html")
def own_dice(slot: Slot | None, thrower: str) -> dict:
    """``{% own_dice slot agency.public_id %}``: the dice that somebody has in the pool."""
    dice = slot.dice.filter(thrower=thrower).order_by("seq") if slot and thrower else ()
    return {"dice": dice, "slot": slot}
