"""The pattern page: every component in every state, on invented values."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from . import clock
from .icons import ICONS
from .kernel.money import Money
from .kernel.refusal import Refusal
from .notation import in_chinese

COLOURS = {
    "paper": pgettext_lazy("colour role", "page"),
    "wash": pgettext_lazy("colour role", "light ground"),
    "wash-strong": pgettext_lazy("colour role", "stronger ground"),
    "ink": pgettext_lazy("colour role", "text"),
    "ink-soft": pgettext_lazy("colour role", "second text"),
    "line": pgettext_lazy("colour role", "lines"),
    "line-control": pgettext_lazy("colour role", "edges of controls"),
    "brand": pgettext_lazy("colour role", "main colour, buttons"),
    "mast": pgettext_lazy("colour role", "dark ground"),
    "link": pgettext_lazy("colour role", "links"),
    "mark": pgettext_lazy("colour role", "limit, now, first"),
    "ok": pgettext_lazy("colour role", "on time"),
    "warn": pgettext_lazy("colour role", "due soon"),
    "stop": pgettext_lazy("colour role", "overdue"),
    "idle": pgettext_lazy("colour role", "paused"),
}
SIZES = ("4xl", "3xl", "2xl", "xl", "lg", "md", "sm", "xs")
TICKETS = [
    "1f11b602c73dcf1c",
    "292aa2af1fa29924",
    "3c861bc74c42bb8e",
    "514aefdc23d839fb",
    "5c1b9291b1155eef",
    "5dec2576fb979a99",
    "6a1265d8d7ecdf28",
    "71c1df59fc145ba3",
    "7f4e06690680c648",
    "bb29e4d556b4c0f1",
    "bb2cb23d841eae94",
    "d2f6239e10d57bcf",
    "e007f2157474db3d",
    "e2eda7f88d617c0e",
]
FINGERPRINT = "855798599b4b089291c81ea5bf692f1ae7686a627dfe152356e30de5ae2ce520"


class SampleForm(forms.Form):
    """One field of each kind, so that each shows its label, help and error."""

    price = forms.DecimalField(
        label=_("Price"),
        help_text=_("For example 118000.00"),
        decimal_places=2,
        widget=forms.TextInput({"inputmode": "decimal"}),  # a number input eats what it dislikes
    )
    reason = forms.CharField(label=_("Reason for avoidance"), widget=forms.Textarea({"rows": 3}))
    funds = forms.ChoiceField(
        label=_("Source of funds"),
        choices=[("public", _("Public money 100%")), ("mixed", _("Public and private"))],
    )
    notify = forms.MultipleChoiceField(
        label=_("Tell me by"),
        choices=[("site", _("a message on this site")), ("mail", _("e-mail"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    fund_kind = forms.ChoiceField(
        label=_("Who pays"),
        choices=[("owner", _("the owner")), ("authority", _("the authority"))],
        widget=forms.RadioSelect,
    )
    closes = forms.SplitDateTimeField(
        label=_("Closes at"),
        help_text=_("Beijing time"),
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date", "aria-label": _("Date")},
            time_attrs={"type": "time", "aria-label": _("Time")},
        ),
        required=False,
    )
    start = forms.DateField(
        label=_("Start"), widget=forms.DateInput({"type": "date"}), required=False
    )
    paper = forms.FileField(label=_("Licence"), required=False)
    declared = forms.BooleanField(label=_("The agency is not related to the owner"))


@require_safe
def patterns(request):
    """Show every component. Nothing on the page comes from the database."""
    return render(request, "marketplace/patterns.html", samples(request))


def samples(request) -> dict:
    """Return what the pattern page shows."""
    now = clock.now()
    return {
        "colours": COLOURS,
        "sizes": SIZES,
        "icons": sorted(ICONS),
        "lamps": [
            ("ok", _("On time")),
            ("warn", _("Due soon")),
            ("stop", _("Overdue")),
            ("idle", _("Paused")),
        ],
        "services": _services(now),
        "modes": _modes(),
        "tickets": TICKETS,
        "fingerprint": FINGERPRINT,
        "now": now,
        "closes_at": now + timedelta(days=1, hours=6, minutes=17, seconds=42),
        "closed_at": now - timedelta(days=4),
        "price": Money(11_800_000),
        "cap": Money(12_400_941),
        "award": Money(1_550_000),
        "ceiling": Money(1_728_000),
        "share": Fraction(204, 1000),
        "refusals": _refusals(),
        "form": SampleForm(),
        "wrong_form": _wrong_form(),
        "chips": [{"label": label, "url": "?"} for label in (_("Yunpu District"), _("Grade A"))],
        "ways": _ways(),
        "page": Paginator(range(34), 8).get_page(request.GET.get("page")),
        "progress": _progress(),
        "steps": _steps(now),
        "options": _options(),
        "chosen": _names()[1:],
        "winner": _names()[0],
    }


def _names() -> list[str]:
    if in_chinese():
        return ["筑则工程咨询有限公司", "松澈环境咨询有限公司", "清越环境科技有限公司"]
    return ["Zhuze Engineering Ltd", "Songche Environment Ltd", "Qingyue Environment Ltd"]


def _wrong_form() -> SampleForm:
    typed = {"price": "11万8", "reason": "", "funds": "public"}
    return SampleForm({f"wrong-{name}": value for name, value in typed.items()}, prefix="wrong")


def _services(now) -> list[SimpleNamespace]:
    """Return one lamp of each colour, as ``components/lamp.html`` is given it."""
    due_on = now.date()
    saved, note = (
        _("5 working days saved against the standard of 20."),
        _("A note of the calendar."),
    )
    shown = [
        ("ok", _("On time"), 6, due_on, saved, ()),
        ("warn", _("Due soon"), 13, due_on, saved, (note,)),
        ("stop", _("Overdue"), 17, due_on, "", ()),
        ("idle", _("Paused"), 9, None, saved, ()),
    ]
    return [
        SimpleNamespace(
            kind=kind,
            label=label,
            elapsed=elapsed,
            allowed=15,
            due_on=due,
            fill=kind if kind in ("warn", "stop") else "",
            saved=words,
            notes=notes,
        )
        for kind, label, elapsed, due, words, notes in shown
    ]


def _modes() -> list[SimpleNamespace]:
    names = {
        "random_draw": _("Random draw"),
        "online_bidding": _("Online bidding"),
        "direct_selection": _("Direct selection"),
        "a_strangers_mode": _("A mode of another app"),
    }
    return [SimpleNamespace(key=key, label=label) for key, label in names.items()]


def _refusals() -> list[Refusal]:
    return [
        Refusal(
            "price.above_ceiling",
            _("The price is CNY 2,490.59 above the ceiling of CNY 124,009.41."),
            _("Enter a price of at most CNY 124,009.41. Bids are taken for another two days."),
        ),
        Refusal(
            "credential.expired",
            _("The credential that this item requires ran out on 31 August 2025."),
            _("Upload the new certificate; it is checked within two working days."),
        ),
    ]


def _ways() -> list[dict]:
    return [
        {"label": _("Leave out “Shijian County”"), "url": "?", "count": _("9 agencies")},
        {"label": _("Leave out “Grade A”"), "url": "?", "count": _("3 agencies")},
    ]


def _progress() -> list[dict]:
    return [
        {"title": _("Items and project"), "status": "done", "url": "?"},
        {"title": _("Ceiling and days"), "status": "now"},
        {"title": _("Mode of selection"), "status": ""},
        {"title": _("Check and publish"), "status": ""},
    ]


def _steps(now) -> list[dict]:
    return [
        {"title": _("Notice published"), "status": "done", "meta": _("checked by a second person")},
        {"title": _("Answers"), "status": "now", "meta": _("an answer accepts price and days")},
        {"title": _("Draw"), "status": "", "text": _("All places are drawn, so reserves follow.")},
    ]


def _options() -> list[dict]:
    return [
        {
            "value": "random_draw",
            "icon": "draw",
            "label": _("Random draw"),
            "text": _("The owner fixes price and days; every agency that accepts gets a ticket."),
            "facts": [
                (_("Good for"), _("clear work, known price")),
                (_("At least"), _("3 answers")),
            ],
            "checked": True,
            "tag": _("used for seven of ten such projects"),
        },
        {
            "value": "online_bidding",
            "icon": "bid",
            "label": _("Online bidding"),
            "text": _("One quote each, hidden until the close; the lowest valid quote wins."),
            "facts": [
                (_("Good for"), _("prices that differ")),
                (_("At least"), _("3 valid quotes")),
            ],
        },
        {
            "value": "direct_selection",
            "icon": "direct",
            "label": _("Direct selection"),
            "text": _("One qualified agency is named, with ground and reason."),
            "closed": _(
                "The price of CNY 118,000.00 is above the limit of CNY 50,000.00. "
                "Choose a random draw or online bidding."
            ),
        },
    ]
