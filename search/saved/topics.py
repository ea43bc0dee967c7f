"""Who hears of the news of a saved search: who keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from marketplace.models import Event
from marketplace.topics import Letter, Message, Topic

from .models import SavedSearch
from .tokens import token_for


class SearchAnswered(Topic):
    """What is new for a saved search."""

    key = "search.saved"
    label = _("Your saved searches")
    description = _("What is new, once a day for each search that you have saved.")
    kinds = frozenset({"search.answered"})

    def letters(self, event: Event) -> Iterable[Letter]:
        """Tell the person who keeps the search, while they still do."""
        token = event.stream.removeprefix("search:")
        saved = SavedSearch.objects.select_related("user").filter(token=token, is_on=True).first()
        told = event.private.facts or {}  # may have been erased
        if saved and told.get("found"):
            about = {"name": saved.name, "address": saved.address, "token": saved.token}
            yield Letter([saved.user], about | {"found": told["found"], "count": told["count"]})

    def message(self, event: Event, facts: Mapping) -> Message:
        """Return the words, with the first few of what was found."""
        count = facts["count"]
        title = ngettext("%(count)d new: %(name)s", "%(count)d new: %(name)s", count)
        names = "\n".join(each["title"] for each in facts["found"])
        more = count - len(facts["found"])
        if more:
            names += "\n" + ngettext("and %(more)d more", "and %(more)d more", more) % {
                "more": more
            }
        return Message(
            title % {"count": count, "name": facts["name"]},
            names,
            f"{reverse('search:results')}?{facts['address']}",
            _("Show the results"),
            stop_url=reverse("saved_searches:off", args=[token_for(facts["token"])]),
        )
