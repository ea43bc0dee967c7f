"""Choices among rows. What is typed is compared with the rows' keys and reaches no query."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_OFFERED = _("This is not one of the choices. Choose one from the list.")


class PickField(forms.ChoiceField):
    """One of some rows, known by a key; gives back the row, or None for none."""

    default_error_messages = {"invalid_choice": NOT_OFFERED}

    def __init__(self, *, empty_label: str | Promise = "---------", **kwargs):
        super().__init__(**kwargs)
        self.empty_label = empty_label
        self.rows: dict[str, object] = {}

    def offer(self, rows: Iterable, *, key: str, label: Callable = str) -> None:
        """Set what can be chosen, in this order."""
        self.rows = {str(getattr(row, key)): row for row in rows}
        named = [(value, label(row)) for value, row in self.rows.items()]
        self.choices = [("", self.empty_label), *named]

    def clean(self, value):
        return self.rows.get(super().clean(value))


class PickSeveralField(forms.MultipleChoiceField):
    """Some of some rows, known by a key; gives back the rows in the order of the list."""

    default_error_messages = {"invalid_choice": NOT_OFFERED}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.rows: dict[str, object] = {}

    def offer(self, rows: Iterable, *, key: str) -> None:
        """Set what can be chosen, in this order."""
        self.rows = {str(getattr(row, key)): row for row in rows}
        self.choices = [(value, str(row)) for value, row in self.rows.items()]

    def clean(self, value):
        chosen = set(super().clean(value))
        return [row for key, row in self.rows.items() if key in chosen]


class _SomeClosed:
    """A control some of whose choices stay visible but cannot be chosen."""

    closed: Collection[str] = ()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.closed:
            option["attrs"]["disabled"] = True
        return option


class ReasonedSelect(_SomeClosed, forms.Select):
    """A list of which some choices are closed; their labels say why."""


class ReasonedRadios(_SomeClosed, forms.RadioSelect):
    """Radio buttons of which some are closed; their labels say why."""
