from wagtail import hooks


@hooks.register("register_first_pages")
def offer_first_pages():
    from ..first_pages import FirstPage
    from .models import GuideIndexPage

    return [
        FirstPage(GuideIndexPage, "guides", {"zh-hans": "服务指南", "en": "Service guides"}),
    ]


@hooks.register("register_navigation")
def offer_navigation():
    from .menu import GuidesEntry

    return [GuidesEntry()]
