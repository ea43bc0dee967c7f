from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.text import composed, hidden_character

from .models import User


class SignupForm(forms.Form):
    """What a new account tells beside e-mail and password: the name to show."""

    display_name = forms.CharField(
        label=_("Name to show"),
        help_text=_("Your name, as your organisation and the other side will see it."),
        max_length=User._meta.get_field("display_name").max_length,
    )

    def clean_display_name(self) -> str:
        name = self.cleaned_data["display_name"]
        if hidden := hidden_character(name):
            raise forms.ValidationError(
                _("The name holds the invisible character %(code)s. Type it anew without it."),
                code="text.hidden",
                params={"code": hidden},
            )
        return composed(name)

    def signup(self, request, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])
