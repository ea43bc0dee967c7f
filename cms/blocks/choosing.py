"""Fields of blocks in which an editor chooses a row of the catalogue, so that none is typed."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from marketplace.models import ServiceCategory, ServiceItem


class RowField(forms.ModelChoiceField):
    """A row of the catalogue, told by its code and its name."""

    def label_from_instance(self, row) -> str:
        label = f"{row.code} {row.name}"
        if getattr(row, "retired_on", None):
            return _("%(item)s (left the catalogue)") % {"item": label}
        return label


class RowChooserBlock(blocks.ChooserBlock):
    """A choice from a plain list; the page keeps the row's key and reads the rest."""

    widget = forms.Select()

    @cached_property
    def field(self):
        return RowField(
            queryset=self.rows(),
            widget=self.widget,
            required=self._required,
            help_text=self._help_text,
        )

    def rows(self):
        """Return what may be chosen, in the order of the list."""
        return self.model_class.objects.order_by("code")

    def get_form_state(self, value):
        return None if value is None else value.pk

    class Meta:
        icon = "list-ul"


class ItemChooserBlock(RowChooserBlock):
    """A service item; one that has left the catalogue can still be kept."""

    target_model = ServiceItem


class CategoryChooserBlock(RowChooserBlock):
    """A category of services."""

    target_model = ServiceCategory

    def rows(self):
        return ServiceCategory.objects.order_by("place", "code")
