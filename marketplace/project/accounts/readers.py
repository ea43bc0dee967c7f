from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef

from marketplace.notifications.readers import PlainReaders


class AccountReaders(PlainReaders):
    """This site's readers: only an address that its owner has confirmed is written to."""

    def mailable(self, users):
        confirmed = EmailAddress.objects.filter(
            user=OuterRef("pk"), email__iexact=OuterRef("email"), verified=True
        )
        return super().mailable(users).filter(Exists(confirmed))
