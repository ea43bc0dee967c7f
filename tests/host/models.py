"""The pages of somebody else's site: our mixins on a base page that is not Wagtail's."""

from wagtail.models import AbstractPage

from cms.mixins import (
    ContactPageMixin,
    GuideIndexPageMixin,
    GuidePageMixin,
    HomePageMixin,
    NewsIndexPageMixin,
    NewsPageMixin,
    PolicyIndexPageMixin,
    PolicyPageMixin,
    ScenarioIndexPageMixin,
    ScenarioPageMixin,
    StandardPageMixin,
)


class BasePage(AbstractPage):
    """What every page of this site has in common."""


class HostGuidePage(GuidePageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *GuidePageMixin.guide_panels]
    template = "host_guide_page.html"


class HostHomePage(HomePageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *HomePageMixin.home_panels]
    template = "cms/pages/home_page.html"


class HostGuideIndexPage(GuideIndexPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *GuideIndexPageMixin.index_panels]
    template = "cms/pages/guide_index_page.html"


class HostScenarioIndexPage(ScenarioIndexPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ScenarioIndexPageMixin.index_panels]
    template = "cms/pages/scenario_index_page.html"


class HostScenarioPage(ScenarioPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ScenarioPageMixin.scenario_panels]
    template = "cms/pages/scenario_page.html"


class HostPolicyIndexPage(PolicyIndexPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *PolicyIndexPageMixin.index_panels]
    template = "cms/pages/policy_index_page.html"


class HostPolicyPage(PolicyPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *PolicyPageMixin.policy_panels]
    template = "cms/pages/policy_page.html"


class HostNewsIndexPage(NewsIndexPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *NewsIndexPageMixin.index_panels]
    template = "cms/pages/news_index_page.html"


class HostNewsPage(NewsPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *NewsPageMixin.news_panels]
    template = "cms/pages/news_page.html"


class HostContactPage(ContactPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ContactPageMixin.contact_panels]
    template = "cms/pages/contact_page.html"


class HostStandardPage(StandardPageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *StandardPageMixin.standard_panels]
    template = "cms/pages/standard_page.html"
