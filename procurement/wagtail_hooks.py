from wagtail import hooks


@hooks.register("register_selection_modes")
def offer_selection_modes():
    from .modes.direct_selection import DirectSelection
    from .modes.online_bidding import OnlineBidding
    from .modes.random_draw import RandomDraw

    return [RandomDraw, OnlineBidding, DirectSelection]


@hooks.register("register_duties")
def offer_duties():
    from .duties import (
        award_selected_notices,
        begin_selections,
        close_due_notices,
        settle_overdue_reviews,
        void_drawn_notices,
    )

    return [
        void_drawn_notices,
        award_selected_notices,
        begin_selections,
        close_due_notices,
        settle_overdue_reviews,
    ]


@hooks.register("register_navigation")
def offer_navigation():
    from django.utils.translation import gettext_lazy as _

    from marketplace.navigation import NavigationItem

    return [
        NavigationItem(_("Notices"), "procurement:notices", order=10),
        NavigationItem(_("Begin a notice"), "procurement:wizard_begin", order=10, place="do"),
        NavigationItem(_("All notices"), "procurement:notices", order=30, place="do"),
        NavigationItem(_("The selection modes"), "procurement:modes", order=10, place="learn"),
        NavigationItem(_("Desk"), "procurement:agency_desk", order=10, place="agency_desk"),
        NavigationItem(_("Notices"), "procurement:agency_notices", order=20, place="agency_desk"),
        NavigationItem(
            _("Our answers"), "procurement:agency_answers", order=30, place="agency_desk"
        ),
        NavigationItem(_("Desk"), "procurement:owner_desk", order=10, place="owner_desk"),
        NavigationItem(_("My notices"), "procurement:owner_notices", order=20, place="owner_desk"),
        NavigationItem(_("Projects"), "procurement:projects", order=30, place="owner_desk"),
        NavigationItem(_("Colleagues"), "procurement:owner_members", order=40, place="owner_desk"),
        NavigationItem(_("Buy services"), "procurement:owner_apply", order=15, place="do"),
    ]


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    from .editors_panels import item_time, notice_list
    from .panels import panels

    makers = {"notice_list": notice_list, "item_time": item_time}
    return makers[slot](thing) if slot in makers else panels(slot, thing, request)


@hooks.register("register_live_figures")
def offer_live_figures():
    from .editors_panels import live_figures

    return live_figures()


@hooks.register("register_desks")
def offer_agency_desk(request):
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from marketplace.slots import Desk

    from .permissions import answering_agency_of

    if answering_agency_of(request.user) is None:
        return None
    return Desk(
        _("Agency's desk"),
        reverse("procurement:agency_desk"),
        20,
        _("What waits for you, notices you may answer, your answers, services and profile"),
        key="agency",
    )


@hooks.register("register_desks")
def offer_owner_desk(request):
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from marketplace.slots import Desk

    from .permissions import owner_of

    if owner_of(request.user) is None:
        return None
    return Desk(
        _("Owner's desk"),
        reverse("procurement:owner_desk"),
        10,
        _("Projects, notices, and what came of them"),
    )


@hooks.register("register_desks")
def offer_review_desk(request):
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from marketplace.slots import Desk

    from .models import Notice
    from .permissions import may_see_reviews

    if not may_see_reviews(request.user):
        return None
    waiting = Notice.objects.in_review().count()
    description = _("Notices that owners handed in: %(count)d.") % {"count": waiting}
    return Desk(_("Review of notices"), reverse("procurement:review_queue"), 35, description)


@hooks.register("register_log_prefixes")
def offer_log_prefixes():
    return ["notice"]


@hooks.register("register_sealed_streams")
def seal_open_notices(streams):
    """Have the log show answers as hashes alone until their notice closes."""
    from .sealing import open_streams

    return open_streams(streams)


@hooks.register("register_throwers")
def offer_throwers(user, slot):
    """Throw as the candidate or the owner that the user acts for, where the slot draws for them."""
    from .models import Notice
    from .permissions import answering_agency_of, owner_of

    agency, owner = answering_agency_of(user), owner_of(user)
    if agency and slot.draws.filter(candidates__contains=f'"{agency.public_id}"').exists():
        return agency.public_id, agency.public_id
    if owner and Notice.objects.filter(owner=owner, draw__slot=slot).exists():
        return "owner", f"owner:{owner.public_id}"
    return None


@hooks.register("register_draw_relations")
def offer_draw_relations():
    """Read a list of draws with their notices, for the links below."""
    return ["notice"]


@hooks.register("register_links")
def offer_links(thing):
    """Lead from a draw to the notice that it was made for."""
    from marketplace.draw.models import Draw
    from marketplace.slots import Link

    notice = getattr(thing, "notice", None) if isinstance(thing, Draw) else None
    if notice is not None:
        yield Link(notice.public_id, notice.get_absolute_url())


@hooks.register("register_deadlines")
def offer_deadlines(kind, thing, at):
    from .deadlines import deadlines

    return deadlines(kind, thing, at)


@hooks.register("register_agency_records")
def offer_agency_records():
    from .record import Awards

    return [Awards]


@hooks.register("register_tasks")
def offer_tasks(desk, thing, at):
    from .presentation import agency_tasks, owner_queue, owner_tasks

    found = {
        "agency": agency_tasks.tasks,
        "owner": owner_tasks.tasks,
        "operator": owner_queue.operator_tasks,
    }
    return found[desk](thing, at) if desk in found else ()


@hooks.register("register_purchases")
def offer_purchase(request):
    """Offer owners the wizard, and visitors the way to it; nobody else buys anything."""
    from .presentation.purchase import purchase_of

    return purchase_of(request)


@hooks.register("register_document_readers")
def lets_read(document, user):
    """Let everybody read what is published, and owners and the hall what is theirs to read."""
    from .permissions import may_read_paper

    return may_read_paper(user, document)


@hooks.register("register_desks")
def offer_application(request):
    """Offer who acts for nobody yet, and has no duty here, to come in as an owner."""
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from marketplace.permissions import duties_of
    from marketplace.slots import Desk

    user = request.user
    if not user.is_authenticated or duties_of(user) or user.memberships.exists():
        return None
    description = _("For public bodies and companies that buy services for a project.")
    return Desk(
        _("Register as a project owner"), reverse("procurement:owner_apply"), 75, description
    )


@hooks.register("register_admin_urls")
def offer_admin_urls():
    from django.urls import include, path

    return [path("owners/", include("procurement.admin_urls"))]


@hooks.register("register_market_menu_item")
def offer_owner_queue():
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from .menu import OwnersItem

    url = reverse("procurement_desk:owners")
    return OwnersItem(_("Applications of owners"), url, name="owners", icon_name="tasks", order=-5)


@hooks.register("register_topics")
def offer_topics():
    from .topics import TOPICS

    return TOPICS


@hooks.register("register_admin_viewset")
def offer_viewsets():
    from .viewsets import EventViewSet, MarketGroup

    return [MarketGroup(), EventViewSet()]


@hooks.register("register_market_menu_item")
def offer_reviews():
    from django.urls import reverse
    from django.utils.translation import gettext_lazy as _

    from .menu import ReviewItem

    url = reverse("procurement:review_queue")
    return ReviewItem(_("Review of notices"), url, name="reviews", icon_name="edit", order=-10)


@hooks.register("register_sitemaps")
def offer_sitemap():
    from marketplace.discovery.sitemap import NamedPages, Records

    from .models import Notice

    yield NamedPages("market", ["procurement:notices", "procurement:modes"])
    published = Notice.objects.published()
    yield Records("notices", published, "procurement:notice", "public_id", "published_at")


@hooks.register("register_feed_links")
def offer_feeds():
    from django.utils.translation import gettext_lazy as _

    from marketplace.discovery.head import FeedLink

    return [
        FeedLink(_("Notices"), "procurement:feed"),
        FeedLink(_("Notices (RSS)"), "procurement:feed_rss", "application/rss+xml"),
        FeedLink(_("Closes of open notices"), "procurement:calendar", "text/calendar"),
    ]
