from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks


@hooks.register("register_duties", order=1000)
def offer_duties():
    """Last, so that one tick also tells what the duties before it did."""
    from .listeners import deliver
    from .sequencer import sequence

    return [sequence, deliver]


@hooks.register("register_health_checks")
def offer_health_checks():
    from .health.checks import ClockCheck, DatabaseCheck, DiskCheck, ListenersCheck

    return [DatabaseCheck, ClockCheck, ListenersCheck, DiskCheck]


@hooks.register("register_navigation")
def offer_navigation():
    from .navigation import NavigationItem

    return [
        NavigationItem(_("Services"), "marketplace:items", order=30),
        NavigationItem(pgettext_lazy("menu", "Projects"), "marketplace:projects", order=32),
        NavigationItem(_("The rules of the hall"), "marketplace:rules", order=20, place="learn"),
        NavigationItem(_("Components and style"), "marketplace:patterns", order=90, place="learn"),
    ]


@hooks.register("register_desks")
def offer_back_office(request):
    """Offer Wagtail's admin to those who work there."""
    from .slots import Desk

    if not request.user.has_perm("wagtailadmin.access_admin"):
        return None
    description = _("What waits for you, the registers, the catalogue and the hall's rules.")
    return Desk(_("Back office"), reverse("wagtailadmin_home"), 90, description)


@hooks.register("register_admin_viewset")
def offer_viewsets():
    from .hall_viewsets import HallGroup
    from .viewsets import CatalogueGroup

    return [CatalogueGroup(), HallGroup()]


@hooks.register("register_admin_urls")
def offer_admin_urls():
    from .actions import adopt_new_rules, hall_calendar

    return [
        path("halls/<int:pk>/rules/", adopt_new_rules, name="marketplace_adopt_rules"),
        path("halls/<int:pk>/calendar/", hall_calendar, name="marketplace_hall_calendar"),
    ]


@hooks.register("construct_homepage_panels")
def put_tasks_first(request, panels):
    """Begin Wagtail's first page with what waits for the person."""
    from .operator_tasks import OperatorTasks

    panels.insert(0, OperatorTasks())


@hooks.register("insert_global_admin_css")
def style_back_office():
    from django.templatetags.static import static
    from django.utils.html import format_html

    return format_html('<link rel="stylesheet" href="{}">', static("marketplace/css/admin.css"))


@hooks.register("register_sitemaps")
def offer_sitemap():
    from .discovery.pages import SitePages
    from .discovery.sitemap import NamedPages, Records
    from .models import Bundle, ProjectType, ServiceItem

    yield SitePages("pages")
    yield NamedPages("hall", ["marketplace:items", "marketplace:projects", "marketplace:rules"])
    yield Records("items", ServiceItem.objects.all(), "marketplace:item", "code")
    yield Records("projects", ProjectType.objects.all(), "marketplace:project_chart", "code")
    yield Records("bundles", Bundle.objects.all(), "marketplace:bundle", "code")


@hooks.register("register_private_pages")
def offer_private_pages():
    return ["marketplace:desk", "wagtailadmin_home"]
