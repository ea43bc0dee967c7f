from django.contrib.auth import password_validation
from django.utils.translation import gettext as _


class MinimumLengthValidator(password_validation.MinimumLengthValidator):
    """Django's, with a message that stands in both languages: its own has lost its Chinese."""

    def get_error_message(self) -> str:
        return _("The password is too short. Use at least %(count)d characters.") % {
            "count": self.min_length
        }
