"""The site's own drawings: a 24 grid, strokes of 1.75, round ends.

They are put into the page where they stand. That costs a few bytes and spares every host a
sprite, a request and an exception in its content security policy.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "arrow": '<path d="M4 12h15m-6-6 6 6-6 6"/>',
    "bell": '<path d="M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4M12 3v2"/>',
    "bid": '<path d="M3 5h18M3 10.5h13M3 16h8"/><path d="m16 15.5 3 3.5 3-3.5M19 12v7"/>',
    "calendar": '<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4"/>',
    "check": '<path d="m4.5 12.5 5 5 10-11"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "direct": '<circle cx="5" cy="12" r="2.5"/><path d="M9 12h7m-3-3 3 3-3 3"/>'
    '<circle cx="20" cy="12" r="1.5" fill="currentColor"/>',
    "draw": '<circle cx="12" cy="4.5" r="1.6"/><circle cx="18.5" cy="8.2" r="1.6"/>'
    '<circle cx="18.5" cy="15.8" r="1.6"/><circle cx="12" cy="19.5" r="1.6"/>'
    '<circle cx="5.5" cy="15.8" r="1.6"/><circle cx="5.5" cy="8.2" r="1.6"/>'
    '<circle cx="12" cy="12" r="2.4" fill="currentColor"/>',
    "exit": '<path d="M10 4H4.5v16H10M9.5 12H20m-4-4 4 4-4 4"/>',
    "file": '<path d="M6 3h8l4 4v14H6zM14 3v4h4"/><path d="M9 12h6M9 16h6"/>',
    "filter": '<path d="M3 6h18M6.5 12h11M10 18h4"/>',
    "globe": '<circle cx="12" cy="12" r="8.5"/>'
    '<path d="M3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 7.8v.1"/>',
    "lamp-idle": '<path d="M5 3h5v18H5zM14 3h5v18h-5z"/>',
    "lamp-ok": '<circle cx="12" cy="12" r="9"/>',
    "lamp-stop": '<path d="M3 3h18v18H3z"/>',
    "lamp-warn": '<path d="M12 2.5 22.5 21h-21z"/>',
    "list": '<path d="M8.5 6H20M8.5 12H20M8.5 18H20M4 6h.1M4 12h.1M4 18h.1"/>',
    "load": '<path d="M12 4v11m-4-4 4 4 4-4M4 20h16"/>',
    "lock": '<path d="M5.5 11h13v9.5h-13zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11"/>',
    "mail": '<path d="M3 5.5h18v13H3zM3.5 6.5l8.5 6.5 8.5-6.5"/>',
    "mode": '<path d="M4 6h6l4 12h6M4 18h6l1.3-4M12.7 10 14 6h6"/>',
    "ok": '<circle cx="12" cy="12" r="8.5"/><path d="m8 12.3 2.8 2.8 5.2-5.6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6"/>',
    "phone": '<path d="M6 3h3.5l1.5 5-2.2 1.6a12 12 0 0 0 5.6 5.6L16 13l5 1.5V18a3 3 0 0 1-3 3'
    'C10.3 21 3 13.7 3 6a3 3 0 0 1 3-3z"/>',
    "plus": '<path d="M12 4.5v15M4.5 12h15"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V8h16v9h-3"/><path d="M7 14h10v7H7z"/>',
    "ruler": '<path d="M2.5 8h19v8h-19z"/><path d="M6.5 8v3M10.5 8v4.5M14.5 8v3M18 8v3"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "stop": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z"/><path d="M8 12h8"/>',
    "warn": '<path d="M12 3.5 21.5 20h-19z"/><path d="M12 10v4.5M12 17.2v.1"/>',
}

# Modes without a drawing of their own get the plain fork.
GLYPHS = {"random_draw": "draw", "online_bidding": "bid", "direct_selection": "direct"}


def icon(name: str, *, modifier: str = "") -> SafeString:
    """Return one drawing, hidden from screen readers: an icon never stands without words.

    Raises:
        KeyError: when there is no drawing of that name.
    """
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f"icon icon--{modifier}" if modifier else "icon",
        mark_safe(ICONS[name]),  # noqa: S308  the drawings above, nobody's input
    )


def mode_glyph(mode) -> str:
    """Return the drawing of a selection mode: its own ``glyph``, else the one we know."""
    glyph = getattr(mode, "glyph", "") or GLYPHS.get(getattr(mode, "key", ""), "")
    return glyph if glyph in ICONS else "mode"
