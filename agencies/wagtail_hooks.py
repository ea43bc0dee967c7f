from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_duties")
def offer_duties():
    from .duties import list_publicised_agencies, record_lapses, settle_overdue_vettings

    return [settle_overdue_vettings, list_publicised_agencies, record_lapses]


@hooks.register("register_navigation")
def offer_navigation():
    from marketplace.navigation import NavigationItem

    return [
        NavigationItem(_("Agencies"), "agencies:directory", order=20),
        NavigationItem(_("Register an agency"), "agencies:register", order=20, place="do"),
        NavigationItem(_("Your shortlist"), "agencies:shortlist", order=25, place="do"),
        NavigationItem(_("My agency"), "agencies:mine", order=60, place="agency_desk"),
    ]


@hooks.register("register_desks")
def offer_agency_desk(request):
    """Offer an agency's people its screens, and everybody without an agency the first form."""
    from marketplace.slots import Desk

    from .permissions import agency_of

    agency = agency_of(request.user)
    if agency is not None:
        description = _("Profile, credentials, people, services and prices.")
        return Desk(agency.name, reverse("agencies:mine"), 25, description, key="agency")
    return None


@hooks.register("register_desks")
def offer_registration(request):
    """Offer who acts for nobody yet, and has no duty here, to register an agency."""
    from marketplace.permissions import duties_of
    from marketplace.slots import Desk

    user = request.user
    if not user.is_authenticated or duties_of(user) or user.memberships.exists():
        return None
    description = _("For firms and bodies that want to be chosen.")
    return Desk(_("Register an agency"), reverse("agencies:register"), 80, description)


@hooks.register("register_desks")
def offer_vetting_desk(request):
    from marketplace.slots import Desk

    from .models import Agency
    from .permissions import may_see_queue

    if not may_see_queue(request.user):
        return None
    waiting = Agency.objects.filter(state="in_vetting").count()
    description = _("Applications that wait: %(count)d.") % {"count": waiting}
    return Desk(_("Vetting of agencies"), reverse("agencies_desk:queue"), 30, description)


@hooks.register("register_desks")
def offer_sanctions_desk(request):
    from marketplace.slots import Desk

    from .permissions import may_sanction

    if not may_sanction(request.user):
        return None
    description = _("Suspend an agency, reinstate it or strike it off.")
    return Desk(_("Sanctions"), reverse("agencies_desk:sanctions"), 40, description)


@hooks.register("register_tasks")
def offer_tasks(desk, thing, at):
    from . import operator_tasks, waiting

    offers = {"operator": operator_tasks.tasks, "agency": waiting.tasks}
    return offers[desk](thing, at) if desk in offers else ()


@hooks.register("register_document_readers")
def lets_read(document, user):
    """Let an agency's people and the hall read its scans and decisions."""
    from .permissions import may_read_paper

    return may_read_paper(user, document)


@hooks.register("register_admin_urls")
def offer_admin_urls():
    return [path("agencies/", include("agencies.admin_urls"))]


@hooks.register("register_admin_viewset")
def offer_viewsets():
    from .viewsets import AgenciesGroup

    return AgenciesGroup()


@hooks.register("register_agencies_menu_item")
def offer_queue():
    from .viewsets import QueueItem

    url = reverse("agencies_desk:queue")
    return QueueItem(_("Vetting"), url, name="vetting", icon_name="tasks", order=-20)


@hooks.register("register_agencies_menu_item")
def offer_sanctions():
    from .viewsets import SanctionsItem

    url = reverse("agencies_desk:sanctions")
    return SanctionsItem(_("Sanctions"), url, name="sanctions", icon_name="warning", order=-10)


@hooks.register("register_deadlines")
def offer_deadlines(kind, thing, at):
    from .deadlines import deadlines

    return deadlines(kind, thing, at)


@hooks.register("register_topics")
def offer_topics():
    from .topics import TOPICS

    return TOPICS


@hooks.register("register_exchanges")
def offer_exchanges():
    from .exchange import AgenciesTable

    return [AgenciesTable]


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    from .panels import panels

    return panels(slot, thing, request)


@hooks.register("register_live_figures")
def offer_live_figures():
    from marketplace.live_figures import LiveFigure

    from .panels import count_listed

    return [LiveFigure("agencies.listed", _("Listed agencies"), count_listed)]


@hooks.register("register_sitemaps")
def offer_sitemap():
    from marketplace.discovery.sitemap import NamedPages, Records

    from .models import Agency

    yield NamedPages("directory", ["agencies:directory"])
    yield Records("agencies", Agency.objects.public(), "agencies:agency", "public_id")


@hooks.register("register_private_pages")
def offer_private_pages():
    return ["agencies:mine", "agencies:compare", "agencies:shortlist"]
