from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    """How accounts are made here: they remember the language they were opened in."""

    def save_user(self, request, user, form, commit=True):
        user.preferred_language = get_language()
        return super().save_user(request, user, form, commit)
