"""Page behaviour without a base page, so that a site with its own can use it too."""

from .family import page_models_of
from .guide import (
    GuideIndexPageMixin,
    GuidePageMixin,
    guide_page_models,
    guides_in,
    guides_of,
)
from .home import HomePageMixin
from .index_page import IndexPageMixin
from .news import NewsIndexPageMixin, NewsPageMixin, news_in
from .policy import PolicyIndexPageMixin, PolicyPageMixin
from .preview import BilingualPreview
from .prose import ContactPageMixin, StandardPageMixin
from .scenario import ScenarioIndexPageMixin, ScenarioPageMixin, scenarios_in, scenarios_of

__all__ = [
    "BilingualPreview",
    "ContactPageMixin",
    "GuideIndexPageMixin",
    "GuidePageMixin",
    "HomePageMixin",
    "IndexPageMixin",
    "NewsIndexPageMixin",
    "NewsPageMixin",
    "PolicyIndexPageMixin",
    "PolicyPageMixin",
    "ScenarioIndexPageMixin",
    "ScenarioPageMixin",
    "StandardPageMixin",
    "guide_page_models",
    "guides_in",
    "guides_of",
    "news_in",
    "page_models_of",
    "scenarios_in",
    "scenarios_of",
]
