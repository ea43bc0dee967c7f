"""What a site needs before its editors can begin: their rights, and who reads before readers do."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from marketplace.permissions import EDITOR, REVIEW
from marketplace.transaction import command

from ..models import SecondPersonTask

# The names are content, which a site may change
WORKFLOW = "双人审阅 · Reading by two"
TASK = "另一人审阅 · A second person reads"

# No right to publish: a page is published by the colleague who approves it
ON_PAGES = ("add_page", "change_page")
IN_COLLECTIONS = (
    ("wagtailimages", ("add_image", "change_image", "choose_image")),
    ("wagtaildocs", ("add_document", "change_document", "choose_document")),
)
ON_MODELS = (
    ("cms_editing", ("add_menuentry", "change_menuentry", "delete_menuentry", "view_menuentry")),
    ("wagtailredirects", ("add_redirect", "change_redirect", "delete_redirect", "view_redirect")),
    ("simple_translation", ("submit_translation",)),
)


def open_editing() -> bool:
    """Give editors their rights and every home page its workflow; return whether it is new.

    A home page that has a workflow of its own keeps it, and a task keeps the groups that an
    administrator chose, so a second call changes nothing.
    """
    with command():
        editors = Group.objects.get_or_create(name=EDITOR)[0]
        given = _let_edit(editors)
        homes = [home for home in _homes() if not WorkflowPage.objects.filter(page=home).exists()]
        if homes:
            workflow = _workflow(editors)
            WorkflowPage.objects.bulk_create(
                WorkflowPage(workflow=workflow, page=home) for home in homes
            )
    return bool(given or homes)


def _homes() -> list[Page]:
    """Return the home page of each site in each language."""
    roots = Page.objects.filter(sites_rooted_here__in=Site.objects.all())
    keys = roots.values_list("translation_key", flat=True)
    return list(Page.objects.filter(translation_key__in=list(keys)).order_by("path"))


def _workflow(editors: Group) -> Workflow:
    workflow, is_new = Workflow.objects.get_or_create(name=WORKFLOW)
    if is_new:
        task = SecondPersonTask.objects.create(name=TASK)
        task.groups.set([editors, Group.objects.get_or_create(name=REVIEW)[0]])
        WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow


def _let_edit(editors: Group) -> int:
    """Give the group what it has not got yet; return how many rights were new."""
    wanted = Q(content_type__app_label="wagtailcore", codename__in=ON_PAGES)
    given = 0
    root = Page.get_first_root_node()
    for right in Permission.objects.filter(wanted):
        told = {"group": editors, "page": root, "permission": right}
        given += GroupPagePermission.objects.get_or_create(**told)[1]
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for right in _rights(IN_COLLECTIONS):
        told = {"group": editors, "collection": collection, "permission": right}
        given += GroupCollectionPermission.objects.get_or_create(**told)[1]
    missing = set(_rights(ON_MODELS)) - set(editors.permissions.all())
    editors.permissions.add(*missing)
    return given + len(missing)


def _rights(wanted) -> list[Permission]:
    """Return the named rights of the apps that are installed."""
    installed = {config.label for config in apps.get_app_configs()}
    named = Q(pk=None)
    for label, codenames in wanted:
        if label in installed:
            named |= Q(content_type__app_label=label, codename__in=codenames)
    return list(Permission.objects.filter(named).order_by("pk"))
