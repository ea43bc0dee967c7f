"""``{% load marketplace %}``: the small words every page of the site is written with.

What can be said by an include stands in ``templates/marketplace/components``; what has to
be computed is here. ``templates/marketplace/README.md`` has one line for each.
"""

from __future__ import annotations

import re
from fractions import Fraction

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .. import clock, conf, figures, forms_renderer, icons, languages, navigation, notation
from ..kernel.money import Money
from ..states import lamp_of

register = template.Library()

STATUS_ICONS = {"info": "info", "ok": "ok", "warn": "warn", "stop": "stop"}
LAMPS = ("ok", "warn", "stop", "idle")
HAN = re.compile("[\u4e00-\u9fff]")
CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+"
HAN_RUN = re.compile(rf"({CHINESE}(?:[0-9]+{CHINESE})*)")


# --- Filters: values as people read them ------------------------------------------------


@register.filter
def yuan(amount: Money | int | None) -> str:
    """``{{ notice.ceiling|yuan }}``: 118,000.00 元, or CNY 118,000.00; nothing for none."""
    return "" if amount is None else notation.money(amount)


@register.filter
def moment(at) -> str:
    """``{{ notice.closes_at|moment }}``: date, weekday, second and "Beijing time"."""
    return notation.moment(at) if at else ""


@register.filter
def moment_short(at) -> str:
    """``{{ event.at|moment_short }}``: date, weekday and minute, for lists."""
    this_year = clock.now().astimezone(notation.BEIJING).year
    return notation.moment_short(at, this_year=this_year) if at else ""


@register.filter
def day(on) -> str:
    """``{{ credential.valid_to|day }}``: 2026年11月4日, or 4 Nov 2026."""
    return notation.day(on) if on else ""


@register.filter
def working_days(count: int | None) -> str:
    """``{{ line.required_days|working_days }}``: 20 个工作日, or 20 working days."""
    return "" if count is None else f"{count} {notation.working_days(count)}"


@register.filter
def percent(share) -> str:
    """``{{ share|percent }}``: a share of one as 20.4%."""
    return "" if share is None else notation.percent(share)


@register.filter
def percent_of(part: Money | int, whole: Money | int) -> str:
    """``{{ price|percent_of:ceiling }}``: how much of the whole, as 90%."""
    part, whole = _plain(part), _plain(whole)
    return notation.percent(Fraction(part, whole)) if whole else ""


@register.filter
def as_written(text) -> str:
    """``{{ notice.scope|as_written }}``: what somebody typed, marked where it is Chinese on
    an English page, so that it is spoken and drawn as Chinese."""
    if notation.in_chinese() or tongue(text) == "en":
        return text
    return format_html('<span lang="zh-Hans">{}</span>', text)


@register.filter
def mixed(text) -> str:
    """``{{ source|mixed }}``: a sentence that cites Chinese titles or numbers, each of them
    marked as Chinese on an English page."""
    if notation.in_chinese():
        return text
    parts = HAN_RUN.split(str(text))
    marked = [
        (format_html('<span lang="zh-Hans">{}</span>', part) if place % 2 else part,)
        for place, part in enumerate(parts)
    ]
    return format_html_join("", "{}", marked)


@register.filter
def tongue(text) -> str:
    """``<div lang="{{ letter.text|tongue }}">``: the language of a whole text that is known
    to be in one of the site's two."""
    return "zh-Hans" if HAN.search(str(text)) else "en"


@register.filter
def grouped(digest: str) -> str:
    """``{{ fingerprint|grouped }}``: a hash in groups of eight, for reading aloud."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


# --- Small marks ------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, modifier: str = "") -> SafeString:
    """``{% icon "draw" %}``: one of the site's drawings, always beside words."""
    return icons.icon(name, modifier=modifier)


@register.simple_tag
def status_icon(kind: str) -> SafeString:
    """``{% status_icon "warn" %}``: the drawing of a message's kind."""
    return icons.icon(STATUS_ICONS.get(kind, "info"))


@register.simple_tag
def mode_name(mode) -> SafeString:
    """``{% mode_name notice.mode %}``: the drawing and the name of a selection mode."""
    label = getattr(mode, "label", mode)
    return format_html('<span class="mode">{}{}</span>', icons.icon(icons.mode_glyph(mode)), label)


@register.simple_tag
def lamp(kind: str, label) -> SafeString:
    """``{% lamp "warn" label %}``: shape, word and colour of ok, warn, stop or idle."""
    kind = kind if kind in LAMPS else "idle"
    drawing = icons.icon(f"lamp-{kind}")
    return format_html('<span class="lamp lamp--{}">{}{}</span>', kind, drawing, label)


@register.simple_tag
def state(thing) -> SafeString:
    """``{% state notice %}``: the state of a notice or an agency, as a lamp with its word."""
    value = str(getattr(thing, "state", thing))
    display = getattr(thing, "get_state_display", None)
    return lamp(lamp_of(value), display() if display else value.replace("_", " "))


@register.simple_tag
def time_left(until, now=None) -> SafeString:
    """``{% time_left notice.closes_at %}``: 还有 1 天 6 小时, or 已截止 when it is over."""
    remaining = until - (now or clock.now())
    if remaining.total_seconds() <= 0:
        return format_html('<span class="soft">{}</span>', _("Closed"))
    written = notation.time_left(remaining)
    return format_html('<span class="left">{}</span>', _("%(time)s left") % {"time": written})


@register.simple_tag
def moment_tag(at, short: bool = False) -> SafeString:
    """``{% moment_tag at %}``: the moment inside a ``time`` element; ``short=True`` in lists."""
    written = moment_short(at) if short else notation.moment(at)
    machine = at.astimezone(notation.BEIJING).isoformat(timespec="seconds")
    return format_html('<time datetime="{}">{}</time>', machine, written)


# --- Drawings ---------------------------------------------------------------------------


@register.inclusion_tag("marketplace/components/ruler.html")
def ruler(value, limit, unit="", label="", limit_label="", lamp="") -> dict:
    """``{% ruler 18 30 "days" %}`` or ``{% ruler price cap %}``: a fact against its limit."""
    drawn = figures.ruler(_plain(value), _plain(limit)) if limit is not None else None
    if not limit_label:
        limit_label = pgettext("days", "standard") if unit == "days" else _("cap")
    return {
        "drawn": drawn,
        "label": label,
        "value": _figure(value),
        "unit": notation.working_days(_plain(value)) if unit == "days" else unit,
        "limit_label": limit_label,
        "limit": _figure(limit) if limit is not None else "",
        "fill": lamp or ("stop" if drawn and drawn.over else ""),
    }


@register.inclusion_tag("marketplace/components/tickets.html")
def ticket_line(tickets, first_label="") -> dict:
    """``{% ticket_line tickets winner_name %}``: every ticket of a draw, the smallest named."""
    tickets = list(tickets)
    label = " ".join([_("1st"), first_label])
    widths = (("narrow", figures.NARROW), ("wide", figures.WIDE)) if tickets else ()
    return {
        "lines": [
            (shape, figures.ticket_line(tickets, width=width, label=label))
            for shape, width in widths
        ],
    }


@register.inclusion_tag("marketplace/components/clock.html")
def countdown(until, label="", over_label="", over_text="") -> dict:
    """``{% countdown notice.closes_at %}``: the clock of a real deadline, on its own page."""
    now = clock.now()
    days, *rest = notation.clock_parts(until - now)
    counts = [str(days), *(f"{count:02d}" for count in rest)]
    return {
        "label": label or _("Time left to answer"),
        "over_label": over_label or _("Closed"),
        "over_text": over_text,
        "over": until <= now,
        "until": until,
        "now": now,
        "parts": list(zip(counts, notation.clock_units(), strict=True)),
    }


# --- Forms ------------------------------------------------------------------------------


register.filter("field_kind", forms_renderer.kind)
register.filter("field_anchor", forms_renderer.anchor)
register.filter("field_errors", forms_renderer.field_errors)


@register.simple_tag
def control(field, width: str = "") -> str:
    """``{% control field width="short" %}``: a field's bare control, dressed and wired."""
    return forms_renderer.control(field, width=width)


@register.simple_tag
def form_problems(*forms) -> list[forms_renderer.Problem]:
    """``{% form_problems form formset as problems %}``: what the error summary lists."""
    return forms_renderer.problems(forms)


# --- The frame --------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def main_navigation(context, place: str = "main") -> list[dict]:
    """``{% main_navigation as entries %}``: what the installed apps offer in a menu."""
    return navigation.entries(place, context.get("request"))


@register.simple_tag(takes_context=True)
def translate_url_for(context, language: str) -> str:
    """``{% translate_url_for "en" %}``: the address of this very page in another language."""
    return languages.address_in(language, request=context.get("request"), page=context.get("page"))


@register.simple_tag
def is_demo() -> bool:
    """``{% is_demo as demo %}``: whether every page must say so; known without a request."""
    return conf.is_demo()


@register.simple_tag
def page_made() -> SafeString:
    """``{% page_made as made %}``: when this page was made, to the second, as a ``time``."""
    return moment_tag(clock.now())


@register.inclusion_tag("marketplace/components/crumbs.html", takes_context=True)
def crumbs(context, *steps) -> dict:
    """``{% crumbs notices_label notices_url notice.public_id %}``: label, address, … label."""
    *parents, here = steps
    pairs = zip(parents[::2], parents[1::2], strict=True)
    return {"parents": list(pairs), "here": here, "request": context.get("request")}


@register.simple_tag
def page_numbers(page) -> list:
    """``{% page_numbers page as numbers %}``: the numbers of a pager, gaps as None."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [None if number == page.paginator.ELLIPSIS else number for number in numbers]


def _plain(value: Money | int) -> int:
    return value.minor if isinstance(value, Money) else value


def _figure(value: Money | int) -> str:
    return notation.money(value) if isinstance(value, Money) else f"{value:,}"
