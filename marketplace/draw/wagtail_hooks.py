from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_seed_sources")
def offer_seed_sources():
    from .sources.opendraw import OpenDraw
    from .sources.plain import PlainSource

    return [OpenDraw, PlainSource]


@hooks.register("register_duties", order=-100)
def offer_duties():
    """First, so that one pass takes a draw that has its seed on to the award."""
    from .alarm import keep_alarm
    from .duties import keep_chain, run_slots, seed_pending_draws, stir_pools
    from .verifiers import tell_digests

    return [keep_chain, tell_digests, run_slots, stir_pools, seed_pending_draws, keep_alarm]


@hooks.register("register_navigation")
def offer_navigation():
    from ..navigation import NavigationItem

    return [NavigationItem(_("How a draw works"), "draws:how", order=30, place="learn")]


@hooks.register("register_event_words")
def offer_event_words():
    from .shown import EVENT_WORDS

    return EVENT_WORDS


@hooks.register("register_panels")
def offer_panels(slot, thing, request):
    """Put the verifiers on the page of the log, and a void draw on what it was made for."""
    from ..slots import Panel
    from .verifiers import digests

    if slot == "log":
        yield Panel("draw/includes/verifiers.html", {"files": digests()}, order=10)
    draw = getattr(thing, "draw", None) if slot == "notice" else None
    if draw is not None and draw.is_void:
        yield Panel("draw/panels/void.html", {"draw": draw}, order=0)


@hooks.register("register_tasks")
def offer_tasks(desk, thing, at):
    """Put on the operator's desk what waits of slots: proofs, late stirrings, a lost secret."""
    from .tasks import tasks_of

    return tasks_of(thing, at=at) if desk == "operator" else ()


@hooks.register("register_admin_viewset")
def offer_viewsets():
    from .viewsets import DrawsGroup

    return DrawsGroup()


@hooks.register("register_sitemaps")
def offer_sitemap():
    from ..discovery.sitemap import NamedPages, Records
    from .models import Slot

    yield NamedPages("draws", ["draws:how", "draws:verify"])
    yield Records("draw-slots", Slot.objects.all(), "draws:slot", "public_id")
