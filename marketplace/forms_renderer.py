"""How every form of the site is shown, third-party forms included."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet, BoundField, Field, widgets
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

SHORT_INPUTS = {"date", "time", "number", "datetime-local"}
WHEN_EMPTY = {
    "checkbox": _("Tick the box to go on."),
    "choices": _("Choose one."),
    "file": _("Choose a file."),
    "line": _("Fill this in."),
}


class MarketplaceFormRenderer(TemplatesSetting):
    """Renders ``{{ form }}`` and ``{{ field.as_field_group }}`` with the site's components.

    A site sets ``FORM_RENDERER`` to this class and has ``django.forms`` installed.
    """

    form_template_name = "marketplace/forms/form.html"
    formset_template_name = "marketplace/forms/formset.html"
    field_template_name = "marketplace/forms/field.html"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right: where, what, and the code of the rule that said so."""

    text: str
    field_label: str = ""
    anchor: str = ""
    code: str = ""
    next_step: str = ""


def kind(field: BoundField) -> str:
    """Return how a field is laid out: hidden, checkbox, choices, parts, file or line."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, widgets.CheckboxInput):
        return "checkbox"
    if isinstance(widget, widgets.MultiWidget | widgets.SelectDateWidget):
        return "parts"
    return "file" if isinstance(widget, widgets.FileInput) else "line"


def control(field: BoundField, *, width: str = "") -> str:
    """Return the field's own control, dressed and tied to its help and its errors."""
    widget = field.field.widget
    if kind(field) == "checkbox":
        own = "check__box"
    else:
        width = width or ("short" if getattr(widget, "input_type", "") in SHORT_INPUTS else "")
        own = f"input input--{width}" if width else "input"
    attrs = {"class": f"{own} {widget.attrs.get('class', '')}".strip()}
    if str(widget.attrs.get("placeholder", "")).startswith(str(field.label)):
        attrs["placeholder"] = False  # it only repeats the label
    return field.as_widget(attrs=attrs)


def anchor(field: BoundField) -> str:
    """Return the id of the first control of a field, where an error's link must lead."""
    first_of_several = kind(field) in {"choices", "parts"}
    return f"{field.auto_id}_0" if first_of_several else field.id_for_label or field.auto_id


def problems(shown: Iterable[BaseForm | BaseFormSet | str | None]) -> list[Problem]:
    """Return everything wrong with forms and formsets, in the order of the page."""
    found: list[Problem] = []
    for form in shown:
        if isinstance(form, BaseFormSet):
            if form.is_bound:
                found += _overall(form.non_form_errors())
                found += problems(form.forms)
        elif isinstance(form, list):
            found += problems(form)
        elif form and form.errors:
            found += _overall(form.non_field_errors())
            found += [problem for field in form for problem in _of_field(field)]
    return found


def _overall(errors) -> list[Problem]:
    return [
        Problem(
            text=message,
            code=error.code if "." in (error.code or "") else "",
            next_step=getattr(error, "next_step", ""),
        )
        for error in errors.as_data()
        for message in error.messages
    ]


def _of_field(field: BoundField) -> list[Problem]:
    where = "" if field.is_hidden else anchor(field)
    texts = field_errors(field)
    return [Problem(text=text, field_label=field.label, anchor=where) for text in texts]


def field_errors(field: BoundField) -> list[str]:
    """Return what is wrong with a field; an empty one says what to do, not what it is."""
    untold = field.field.error_messages.get("required") == Field.default_error_messages["required"]
    texts = []
    for error in field.errors.as_data():
        if error.code == "required" and untold:
            texts.append(str(WHEN_EMPTY.get(kind(field), WHEN_EMPTY["line"])))
        else:
            texts += error.messages
    return texts
