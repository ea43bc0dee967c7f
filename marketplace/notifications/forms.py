"""The form of the topic page: two controls for each topic."""

from __future__ import annotations

from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from ..topics import AUDIENCES
from .models import Preference
from .parts.choices import Choice, Way


class ChoicesForm(forms.Form):
    """Whether on the site, and when by mail, for each of some topics."""

    def __init__(self, data=None, *, choices: list[Choice]):
        super().__init__(data)
        self.choices = choices
        for topic, way in choices:
            named = {"topic": topic.label}
            self.fields[_name(topic, "site")] = forms.BooleanField(
                label=_("%(topic)s: on the site") % named,
                required=False,
                disabled=topic.binding,
                initial=way.on_site,
            )
            self.fields[_name(topic, "mail")] = forms.ChoiceField(
                label=_("%(topic)s: by mail") % named,
                choices=Preference.Mailing.choices,
                initial=way.mailing,
            )

    def sections(self) -> list[tuple[str, list]]:
        """Return the topics by audience, each with its two controls."""
        by_audience = groupby(self.choices, key=lambda choice: choice.topic.audience)
        return [
            (
                AUDIENCES[audience],
                [
                    (topic, self[_name(topic, "site")], self[_name(topic, "mail")])
                    for topic, _way in some
                ],
            )
            for audience, some in by_audience
        ]

    def chosen(self) -> dict[str, Way]:
        """Return what was chosen otherwise than it was, by the topics' keys."""
        found = {}
        for topic, way in self.choices:
            site, mailing = (self.cleaned_data[_name(topic, what)] for what in ("site", "mail"))
            if (site, mailing) != way:
                found[topic.key] = Way(site, mailing)
        return found


def _name(topic, what: str) -> str:
    return f"{topic.key}-{what}"
