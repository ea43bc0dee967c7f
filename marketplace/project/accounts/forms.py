from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.kernel.text import composed, hidden_character
from marketplace.notifications.readers import PlainReaders

from .models import User, languages


class NameForm(forms.Form):
    """The name that others see."""

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


class SignupForm(NameForm):
    """What a new account tells beside e-mail and password: the name to show."""

    def signup(self, request, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


class LanguageSelect(forms.Select):
    """A list of languages, each marked as what it is written in."""

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = str(value)
        return option


class SettingsForm(NameForm):
    """What a person changes about their account at any time."""

    preferred_language = forms.ChoiceField(
        label=_("Language of your mails"),
        help_text=_("The pages themselves are read in either language at any time."),
        choices=languages,
        widget=LanguageSelect,
    )

    def __init__(self, data=None, *, user: User):
        readers = PlainReaders()
        initial = {
            "display_name": user.display_name,
            "preferred_language": readers.language_of(user),
        }
        super().__init__(data, initial=initial)
        self.user = user

    def keep(self) -> None:
        """Store what was entered; call it on a valid form."""
        for column in ("display_name", "preferred_language"):
            setattr(self.user, column, self.cleaned_data[column])
        self.user.save(update_fields=["display_name", "preferred_language"])
