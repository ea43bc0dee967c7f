"""The menus in Wagtail's admin."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from .models import MenuEntry


def entries_of_apps() -> list[tuple[str, object]]:
    """Return what the installed apps bring to the menus, as choices."""
    places = dict(MenuEntry.Place.choices)
    offers = [item for offer in hooks.get_hooks("register_navigation") for item in offer()]
    offers = [item for item in offers if item.place in places]
    return sorted(
        ((item.url_name, f"{places[item.place]}: {item.label}") for item in offers),
        key=lambda choice: choice[1],
    )


class MenuEntryForm(WagtailAdminModelForm):
    """An entry of the menus; an app's is chosen from those that are installed."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name = MenuEntry._meta.get_field("stands_for")
        self.fields["stands_for"] = forms.ChoiceField(
            label=name.verbose_name,
            help_text=_("Chosen to rename, move or hide it; leave page and address empty."),
            choices=[("", "–"), *entries_of_apps()],
            required=False,
        )


class MenuEntryViewSet(ModelViewSet):
    """Entries of the main menu and the footer."""

    model = MenuEntry
    icon = "list-ul"
    menu_label = _("Menus")
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["__str__", "place", "order", "is_shown"]
    list_filter = ["place"]
    search_fields = ["label_zh", "label_en"]
    inspect_view_enabled = False
    panels = [
        FieldRowPanel([FieldPanel("place"), FieldPanel("order"), FieldPanel("is_shown")]),
        FieldRowPanel([FieldPanel("label_zh"), FieldPanel("label_en")]),
        MultiFieldPanel(
            [FieldPanel("page"), FieldPanel("path"), FieldPanel("stands_for")],
            heading=_("Leads to one of these"),
        ),
    ]
    edit_handler = ObjectList(panels, base_form_class=MenuEntryForm)
