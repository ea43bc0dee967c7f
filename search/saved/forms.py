from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from marketplace.formfields import LineField
from marketplace.search import MAX_LENGTH, readable

from ..narrowing import facets_in, filters_in
from ..registry import sources


class NameForm(forms.Form):
    """What a saved search is called."""

    name = LineField(label=_("Name"), max_length=80)


class SaveForm(forms.Form):
    """A search as its address says it, and a name for it."""

    name = LineField(label=_("Name"), max_length=80, required=False)
    search = forms.CharField(required=False, max_length=4_000, widget=forms.HiddenInput)
    mine = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        known = sources()
        asked = QueryDict(cleaned.get("search", ""))
        mine = cleaned.get("mine", "")
        kind = mine or asked.get("kind", "")
        if kind and kind not in {each.key for each in known}:
            raise forms.ValidationError(_("The search was not saved: there is no such kind here."))
        source = next((each for each in known if each.key == kind), None)
        if mine and not source.mine_label:
            raise forms.ValidationError(_("The search was not saved: there is no such kind here."))
        text = readable(asked.get("q", ""))[:MAX_LENGTH]
        filters = filters_in(asked, facets_in(known, kind))
        if not (text or mine or any(filters.values())):
            raise forms.ValidationError(
                _("The search was not saved: nothing is looked for. Search for a word first.")
            )
        default = str(source.mine_label) if mine else text or str(source.label)
        cleaned["about"] = {
            "name": cleaned.get("name") or default,
            "text": text,
            "kind": kind,
            "filters": filters,
            "only_mine": bool(mine),
        }
        return cleaned
