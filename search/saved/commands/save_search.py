"""Somebody keeps a search, and does with it as they like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from marketplace import clock
from marketplace.kernel.refusal import Refusal
from marketplace.models import LogLeaf
from marketplace.transaction import command

from ..models import SavedSearch
from ..times import next_look

MOST = 20  # searches of one person


def save_search(
    *,
    name: str,
    text: str,
    kind: str,
    filters: Mapping[str, Sequence[str]],
    only_mine: bool,
    language: str,
    by,
    at,
) -> SavedSearch:
    """Keep a search for a person and return it; the same search is kept once.

    Raises:
        Refusal: ``search.too_many`` where the person keeps twenty already.
    """
    about = {"text": text, "kind": kind, "language": language, "only_mine": only_mine}
    kept = {facet: list(values) for facet, values in filters.items() if values}
    with command():
        get_user_model()._default_manager.select_for_update().get(pk=by.pk)
        mine = SavedSearch.objects.filter(user=by)
        same = next((each for each in mine.filter(**about) if each.filters == kept), None)
        if same:
            return same
        if mine.count() >= MOST:
            raise Refusal(
                "search.too_many",
                _("The search was not saved: you keep %(most)d already.") % {"most": MOST},
                _("Delete one that you do not need any more."),
            )
        return SavedSearch.objects.create(
            **about,
            token=clock.fresh_bytes(16).hex(),
            user=by,
            name=name,
            filters=kept,
            made_at=at,
            heard_until=_head(),
            next_at=next_look(at),
        )


def change_search(
    *, token: str, by=None, at, name: str | None = None, on: bool | None = None
) -> bool:
    """Rename a search or switch its messages, and return whether there is such a search.

    With ``by`` only that person's; a link in a mail stands for the person itself. What happens
    while the messages are off is not told later.
    """
    with command():
        found = SavedSearch.objects.select_for_update().filter(token=token)
        kept = (found.filter(user=by) if by else found).first()
        if kept is None:
            return False
        if name is not None:
            kept.name = name
        if on is not None and on != kept.is_on:
            kept.is_on, kept.heard_until, kept.next_at = on, _head(), next_look(at)
        kept.save(update_fields=["name", "is_on", "heard_until", "next_at"])
    return True


def delete_search(*, token: str, by) -> None:
    """Forget a search of a person; what was told of it stays among their messages."""
    with command():
        SavedSearch.objects.filter(token=token, user=by).delete()


def _head() -> int:
    """Return the place of the next leaf."""
    last = LogLeaf.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else last + 1
