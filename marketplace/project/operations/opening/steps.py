"""What an open hall consists of. Each step looks first, so a second run changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from cms.editing.commands import open_editing
from cms.pages.commands import make_pages
from marketplace import clock
from marketplace.commands import load_catalogue, open_hall
from marketplace.fees.models import FeeSchedule
from marketplace.log.parts import head, publish
from marketplace.log.parts.keys import folder
from marketplace.models import Hall, Region, ServiceItem
from marketplace.project.demo.models import World

from .questions import OF_THE_HALL

OF_THE_DEMONSTRATION = ("note", "name_parts", "regions")  # invented places and people


class Told(NamedTuple):
    """What a step did, or found done already."""

    name: str
    text: str
    is_new: bool


def holds_demonstration() -> bool:
    """Return whether this database was filled with the invented city."""
    try:
        return World.objects.exists()
    except DatabaseError:
        return False  # no tables yet


def is_open() -> bool:
    """Return whether there is a hall; before the first migration there is none."""
    try:
        return Hall.objects.exists()
    except DatabaseError:
        return False


def prepare_tables() -> Told:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return Told("tables", "up to date", is_new=False)
    call_command("migrate", interactive=False, verbosity=0)
    return Told("tables", f"{len(plan)} migrations applied", is_new=True)


def collect_static_files() -> Told:
    if not getattr(staticfiles_storage, "manifest_name", ""):
        return Told("static files", "served as they are", is_new=False)
    if staticfiles_storage.read_manifest() is not None:
        return Told("static files", "collected", is_new=False)
    call_command("collectstatic", interactive=False, verbosity=0)
    return Told("static files", f"collected in {settings.STATIC_ROOT}", is_new=True)


def publish_pages() -> Told:
    made = make_pages()
    open_editing()
    if not made:
        return Told("pages", "all there", is_new=False)
    titles = ", ".join(sorted({page.slug for page in made if "home" not in page.slug}))
    return Told("pages", f"{len(made)} published in two languages: home, {titles}", is_new=True)


def open_the_hall(answers: Mapping[str, str]) -> Told:
    there = Hall.objects.order_by("pk").first()
    if there is not None:
        changed = [
            question.name
            for question in OF_THE_HALL
            if answers.get(question.name)
            and getattr(there, question.name) != answers[question.name]
        ]
        kept = f"; {', '.join(changed)} stay as they are: change them in /admin/" if changed else ""
        return Told("hall", f"{there.name_zh} is open{kept}", is_new=False)
    site = Site.objects.filter(is_default_site=True).first()
    columns = {question.name: answers.get(question.name, "") for question in OF_THE_HALL}
    hall = open_hall(site=site, at=clock.now(), **columns)
    return Told("hall", f"{hall.name_zh} ({hall.name_en}) opened", is_new=True)


def name_the_site() -> Told:
    """Have Wagtail know the address under which the site is reached."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.get(is_default_site=True)
    wanted = (address.hostname or "localhost", port, site.hall.name_zh)
    if (site.hostname, site.port, site.site_name) == wanted:
        return Told("site", f"{settings.WAGTAILADMIN_BASE_URL}", is_new=False)
    site.hostname, site.port, site.site_name = wanted
    site.full_clean()
    site.save()
    return Told("site", f"reached at {settings.WAGTAILADMIN_BASE_URL}", is_new=True)


def load_services(data: Mapping[str, object] | None, regions: list[dict]) -> Told:
    """Load the catalogue with its fee schedules, and the hall's regions; only into empty tables.

    Later changes are an editor's, or ``load_catalogue``'s: a second run must not undo them.
    """
    if ServiceItem.objects.exists():
        count = ServiceItem.objects.offered().count()
        return Told("catalogue", f"{count} items there; nothing loaded", is_new=False)
    wanted = dict(data or {})
    if not Region.objects.exists():
        wanted.setdefault("regions", regions)
    if not wanted:
        return Told("catalogue", "none asked for", is_new=False)
    load_catalogue(data=wanted, at=clock.now())
    items, schedules = ServiceItem.objects.count(), FeeSchedule.objects.count()
    found = f"{items} items, {schedules} fee schedules, {Region.objects.count()} regions"
    return Told("catalogue", f"{found} loaded", is_new=True)


def of_a_real_hall(shipped: Mapping[str, object]) -> dict[str, object]:
    """Return the shipped catalogue without what is invented: places, names, people."""
    return {key: rows for key, rows in shipped.items() if key not in OF_THE_DEMONSTRATION}


def open_the_log() -> Told:
    """Give the first deeds their places and sign them: so the log has its name and its keys."""
    if head() is not None:
        return Told("public log", f"signed; its keys stand in {folder()}", is_new=False)
    publish(clock.now())
    return Told("public log", f"begun; its keys stand in {folder()}", is_new=True)
