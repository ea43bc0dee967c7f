"""The synonyms in Wagtail's admin: kept by the editors of the site."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from marketplace import clock
from marketplace.models import Event

from .admin_forms import SynonymForm
from .models import Synonym

STREAM = "search:synonyms"


def record_change(before: list[str], after: list[str], *, by) -> None:
    """Append what became of a group to the log, in the transaction of the change."""
    Event.append(STREAM, "synonyms.changed", at=clock.now(), by=by, before=before, after=after)


class AddView(generic.CreateView):
    """Adds a group and records it, in one transaction."""

    def save_instance(self):
        kept = super().save_instance()
        record_change([], kept.terms, by=self.request.user)
        return kept


class EditView(generic.EditView):
    """Changes a group and records it, in one transaction."""

    def save_instance(self):
        before = Synonym.objects.get(pk=self.object.pk).terms
        kept = super().save_instance()
        record_change(before, kept.terms, by=self.request.user)
        return kept


class DeleteView(generic.DeleteView):
    """Takes a group away and records it, in one transaction."""

    def delete_action(self):
        with transaction.atomic():
            record_change(self.object.terms, [], by=self.request.user)
            super().delete_action()


class SynonymViewSet(ModelViewSet):
    """Groups of terms that mean the same."""

    model = Synonym
    icon = "search"
    name = "search_synonyms"
    url_prefix = "search/synonyms"
    menu_label = _("Synonyms")
    menu_order = 207
    add_to_admin_menu = True
    copy_view_enabled = False
    add_view_class = AddView
    edit_view_class = EditView
    delete_view_class = DeleteView
    list_display = [Column("__str__", label=_("Terms that mean the same")), "remark"]
    ordering = ["pk"]
    add_to_reference_index = False
    panels = [FieldPanel("terms"), FieldPanel("remark")]

    def get_edit_handler(self):
        handler = super().get_edit_handler()
        handler.base_form_class = SynonymForm
        return handler
