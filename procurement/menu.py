"""The way to the owners' applications in Wagtail's admin, for those who see them."""

from wagtail.admin.menu import MenuItem

from .permissions import may_see_owners, may_see_reviews


class OwnersItem(MenuItem):
    """An entry of the menu that follows the duty."""

    def is_shown(self, request) -> bool:
        return may_see_owners(request.user)


class ReviewItem(MenuItem):
    """The way to the notices that wait for a review."""

    def is_shown(self, request) -> bool:
        return may_see_reviews(request.user)
