"""The pages of somebody else's site: our mixins on a base page that is not Wagtail's."""

from wagtail.models import AbstractPage

from cms.mixins import GuidePageMixin, HomePageMixin


class BasePage(AbstractPage):
    """What every page of this site has in common."""


class HostGuidePage(GuidePageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *GuidePageMixin.guide_panels]
    template = "host_guide_page.html"


class HostHomePage(HomePageMixin, BasePage):
    content_panels = [*BasePage.content_panels, *HomePageMixin.home_panels]
    template = "cms/pages/home_page.html"
