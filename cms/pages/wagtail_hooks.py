from wagtail import hooks


@hooks.register("register_first_pages")
def offer_first_pages():
    from ..first_pages import FirstPage
    from .models import (
        ContactPage,
        GuideIndexPage,
        NewsIndexPage,
        PolicyIndexPage,
        ScenarioIndexPage,
    )

    return [
        FirstPage(GuideIndexPage, "guides", {"zh-hans": "服务指南", "en": "Service guides"}),
        FirstPage(
            ScenarioIndexPage,
            "scenarios",
            {"zh-hans": "我要建什么", "en": "What do you want to build?"},
        ),
        FirstPage(
            PolicyIndexPage, "policies", {"zh-hans": "政策与标准", "en": "Policies and standards"}
        ),
        FirstPage(NewsIndexPage, "news", {"zh-hans": "动态与公告", "en": "News"}),
        FirstPage(ContactPage, "contact", {"zh-hans": "联系我们", "en": "Contact"}),
    ]


@hooks.register("register_navigation")
def offer_navigation():
    from .menu import ENTRIES

    return list(ENTRIES)
