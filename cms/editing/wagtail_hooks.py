from django.urls import path
from wagtail import hooks


@hooks.register("register_duties", order=900)
def offer_duties():
    """Before the sequencer, so that one pass also tells what was published."""
    from .duties import publish_and_expire_pages

    return [publish_and_expire_pages]


@hooks.register("register_tasks")
def offer_tasks(desk, thing, at):
    from .tasks import tasks

    return tasks(thing, at) if desk == "operator" else ()


@hooks.register("register_admin_urls")
def offer_admin_urls():
    from . import views

    return [
        path("reading/<int:pk>/", views.review, name="cms_editing_review"),
        path("stale/", views.stale_list, name="cms_editing_stale_guides"),
        path("stale/<int:pk>/", views.stale_guide, name="cms_editing_stale_guide"),
        path("behind/<int:pk>/", views.behind_original, name="cms_editing_behind"),
    ]


@hooks.register("register_admin_viewset")
def offer_viewset():
    from .viewsets import MenuEntryViewSet

    return MenuEntryViewSet()


@hooks.register("construct_page_action_menu")
def offer_reading(menu_items, request, context):
    """Put what a reader does first, in the place of buttons that would also save the page."""
    from .action_menu import put_reading_first

    put_reading_first(menu_items, request, context)


@hooks.register("arrange_navigation")
def arrange_navigation(offers, place, request):
    from .menus import arranged

    return arranged(offers, place, request)


@hooks.register("before_edit_page")
def begin_to_edit(request, page):
    from .notes import tell_editor
    from .versions import keep_live_version

    keep_live_version(page)
    tell_editor(request, page)
