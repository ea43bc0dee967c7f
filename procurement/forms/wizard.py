"""The first step of the wizard: for which project which services are bought."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.formfields import LineField
from marketplace.models import ServiceCategory, ServiceItem

from .picking import PickField, PickSeveralField
from .refusing import RefusingForm

ALL_STAGES = ("", _("All stages"))


class FindForm(RefusingForm):
    """What narrows the list of services down."""

    q = LineField(label=_("Name, code or word"), max_length=100, required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[("", _("All stages")), *ServiceItem.Stage.choices],
        required=False,
    )
    category = PickField(label=_("Category"), empty_label=_("All categories"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        roots = ServiceCategory.objects.filter(parent=None).order_by("place", "code")
        self.fields["category"].offer(roots, key="code")


class ServicesForm(RefusingForm):
    """For which project which services are bought."""

    project = PickField(label=_("Project"), empty_label=_("Choose a project"))
    items = PickSeveralField(
        label=_("Services"), error_messages={"required": _("Choose at least one service.")}
    )
    token = LineField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, projects, catalogue, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].offer(projects, key="public_id", label=_project_label)
        self.fields["items"].offer(catalogue, key="code")

    def ticked(self) -> set[str]:
        """Return the codes of the services that stand ticked, whether they are right or not."""
        return {str(code) for code in self["items"].value() or ()}


def _project_label(project) -> str:
    return f"{project.name} ({project.code})"
