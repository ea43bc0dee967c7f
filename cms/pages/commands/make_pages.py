"""What a new site needs before anybody can visit it: a home page in each language."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale, Page, Site

from marketplace.transaction import command

from ...first_pages import FirstPage, first_pages
from ..models import HomePage
from .publish_new import publish_new

HOME = FirstPage(
    HomePage,
    slug="home",
    titles={"zh-hans": "首页", "en": "Home"},
    fields={
        "zh-hans": {
            "heading": "要办哪一项中介服务？",
            "lead": "查收费上限、标准时限、所需材料和合格机构，公开选取，按时交付。",
            "search_hint": "例如：环评、施工图审查",
            "search_words": [
                ("word", "环境影响报告书"),
                ("word", "施工图审查"),
                ("word", "造价咨询"),
            ],
        },
        "en": {
            "heading": "Which service do you need?",
            "lead": (
                "Find the fee cap, the standard time, the papers and the qualified agencies. "
                "Selected in public, delivered on time."
            ),
            "search_hint": "e.g. drawing review",
            "search_words": [
                ("word", "Environmental impact report"),
                ("word", "Drawing review"),
                ("word", "Cost consulting"),
            ],
        },
    },
)


def make_pages() -> list[Page]:
    """Make the missing ones among the first pages of every language, and return them.

    The default site gets the home page as its root where it has none of its own, that is
    where it still shows Wagtail's welcome page, which then goes. What is there already
    stays as it is, so a second call does nothing.
    """
    made: list[Page] = []
    with command():
        locales = _locales()
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
        homes = [_home(root, locale, made) for locale in locales]
        _open_site(homes[0])
        for home in homes:
            for page in first_pages():
                _below(home, page, made)
    return made


def _locales() -> list[Locale]:
    """Return the locale of each content language, the site's own language first."""
    codes = sorted(
        (code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES),
        key=lambda code: code != settings.LANGUAGE_CODE,
    )
    return [Locale.objects.get_or_create(language_code=code)[0] for code in codes]


def _home(root: Page, locale: Locale, made: list[Page]) -> HomePage:
    home = HomePage.objects.child_of(root).filter(locale=locale).first()
    if home is None:
        home = HOME.instance(locale)
        home.slug = f"{HOME.slug}-{locale.language_code}"
        made.append(publish_new(root, home))
    return home


def _open_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        Site.objects.create(hostname="localhost", is_default_site=True, root_page=home)
        return
    welcome = site.root_page
    if welcome.specific_class is Page:
        site.root_page = home
        site.save()
        if not welcome.is_root():
            Page.objects.get(pk=welcome.pk).delete()


def _below(home: HomePage, page: FirstPage, made: list[Page]) -> None:
    if not _stands(home, page):
        made.append(publish_new(home, page.instance(home.locale)))


def _stands(home: HomePage, page: FirstPage) -> bool:
    """Return whether the page is there: also renamed, moved, or made by somebody else."""
    same = page.model.objects.filter(translation_key=page.translation_key, locale=home.locale)
    if same.exists() or Page.objects.child_of(home).filter(slug=page.slug).exists():
        return True
    return page.model.max_count_per_parent == 1 and page.model.objects.child_of(home).exists()
