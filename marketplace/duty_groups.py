"""The groups of the staff's duties: there after every ``migrate``."""

from django.apps import apps as installed

from .permissions import DUTIES, IN_WAGTAIL


def make_duty_groups(*, using, apps=installed, **kwargs) -> None:
    """Make the missing groups, and let everybody with a duty into Wagtail's admin."""
    try:
        group_model = apps.get_model("auth", "Group")
        permission_model = apps.get_model("auth", "Permission")
    except LookupError:
        return
    groups = {name: group_model.objects.using(using).get_or_create(name=name)[0] for name in DUTIES}
    entrance = permission_model.objects.using(using).filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    for name in IN_WAGTAIL:
        groups[name].permissions.add(*entrance)
