from .guide import GuideIndexPage, GuidePage, ScenarioIndexPage, ScenarioPage
from .home import HomePage
from .library import NewsIndexPage, NewsPage, PolicyIndexPage, PolicyPage
from .prose import ContactPage, StandardPage

__all__ = [
    "ContactPage",
    "GuideIndexPage",
    "GuidePage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PolicyIndexPage",
    "PolicyPage",
    "ScenarioIndexPage",
    "ScenarioPage",
    "StandardPage",
]
