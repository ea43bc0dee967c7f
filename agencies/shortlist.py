"""The agencies that a visitor has put aside, kept in the visitor's own session.

It works signed out and without JavaScript, and nobody else ever sees it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from marketplace.kernel.refusal import Refusal

from .models import Agency

KEY = "agencies_shortlist"
MOST = 20


class Shortlist:
    """Public ids in the order in which they were put aside, each once."""

    def __init__(self, session) -> None:
        self._session = session

    @property
    def ids(self) -> list[str]:
        kept = self._session.get(KEY)
        return [each for each in kept if isinstance(each, str)] if isinstance(kept, list) else []

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, public_id: str) -> bool:
        return public_id in self.ids

    def agencies(self) -> Sequence[Agency]:
        """Return the agencies; one that is not public any more is left out."""
        rows = Agency.objects.public().filter(public_id__in=self.ids)
        found = {each.public_id: each for each in rows.select_related("organisation", "region")}
        return [found[each] for each in self.ids if each in found]

    def add(self, public_id: str) -> None:
        """Put an agency aside; a second time changes nothing.

        Raises:
            Refusal: ``shortlist.full``.
        """
        kept = self.ids
        if public_id in kept:
            return
        if len(kept) >= MOST:
            raise Refusal(
                "shortlist.full",
                ngettext(
                    "The shortlist has %(most)d agency already, and no room for more.",
                    "The shortlist has %(most)d agencies already, and no room for more.",
                    MOST,
                )
                % {"most": MOST},
                _("Take one off the list first."),
            )
        self._session[KEY] = [*kept, public_id]

    def remove(self, public_id: str) -> None:
        """Take an agency off the list; one that is not on it changes nothing."""
        if public_id in self.ids:
            self._session[KEY] = [each for each in self.ids if each != public_id]

    def clear(self) -> None:
        self._session.pop(KEY, None)
