from django.utils.translation import gettext_lazy as _

from cms.mixins import ContactPageMixin, NewsPageMixin, PolicyPageMixin, StandardPageMixin

from .pages import PageSource


class PolicySource(PageSource):
    """Policies, rules and standards, by their titles and numbers and by who issued them."""

    key = "policy"
    label = _("Policies and standards")
    place = 60
    mixins = (PolicyPageMixin,)
    page_columns = ("number", "issuer", "summary")

    def codes_of(self, row):
        return [row.number]

    def words_of(self, row):
        return [row.issuer, *super().words_of(row)]


class NewsSource(PageSource):
    """News of the hall, and its pages of prose: terms of use, help, contact."""

    key = "page"
    label = _("News and pages")
    place = 70
    mixins = (NewsPageMixin, StandardPageMixin, ContactPageMixin)
