from wagtail import hooks


@hooks.register("register_listeners")
def offer_listeners():
    from .listeners import NoticePages

    return [NoticePages]


@hooks.register("register_first_pages")
def offer_first_pages():
    from ..first_pages import FirstPage
    from .models import NoticeIndexPage

    return [
        FirstPage(NoticeIndexPage, "noticeboard", {"zh-hans": "公告栏", "en": "Noticeboard"}),
    ]
