import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from marketplace import clock
from marketplace.notation import moment

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """How accounts are made here: they remember the language they were opened in.

    Whoever has an account hears by mail, in that language, of what was changed about it.
    """

    def save_user(self, request, user, form, commit=True):
        user.preferred_language = get_language()
        return super().save_user(request, user, form, commit)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell of a change that is made already: a mail server that is down undoes nothing."""
        with translation.override(user.preferred_language or get_language()):
            told = {
                "at": moment(clock.now()),
                "reset_url": self.request.build_absolute_uri(reverse("account_reset_password")),
            }
            try:
                super().send_notification_mail(
                    template_prefix, user, context=told | (context or {}), email=email
                )
            except (OSError, SMTPException):
                logger.exception("%s was not sent to user %s", template_prefix, user.pk)
