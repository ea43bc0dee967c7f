"""What editing keeps beside the pages themselves."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import AbstractGroupApprovalTask, TaskState

from marketplace.models.fields import LineField, localised


class SecondPersonTask(AbstractGroupApprovalTask):
    """A task of a workflow: somebody of these groups who did not write it reads the page.

    What lies with the reader stays as it was handed in, for everybody: a reader who could
    change it would publish words of their own that nobody else has seen.
    """

    class Meta:
        verbose_name = _("Reading by a second person")
        verbose_name_plural = _("Readings by a second person")

    def locked_for_user(self, obj, user) -> bool:
        return True

    def get_actions(self, obj, user) -> list[tuple]:
        """Return what a reader may do; nothing for whoever wrote it or handed it in."""
        state = obj.current_workflow_task_state
        return [] if state is None or is_own(state, user) else super().get_actions(obj, user)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Approve or return, whichever way the answer came.

        Raises:
            PermissionDenied: for whoever wrote it, and for who is in none of the groups.
        """
        page = task_state.workflow_state.content_object
        if action_name not in {name for name, *_more in self.get_actions(page, user)}:
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        own = Q(revision__user=user) | Q(workflow_state__requested_by=user)
        return waiting.filter(~Q(pk__in=TaskState.objects.filter(own).values("pk")))

    @classmethod
    def get_description(cls) -> str:
        return _("Members of these groups read the page; nobody approves their own")


def is_own(state: TaskState, user) -> bool:
    """Return whether the user wrote what lies under review, or handed it in."""
    writers = {state.workflow_state.requested_by_id, state.revision and state.revision.user_id}
    return user.pk in writers


def check_address(address: str) -> None:
    """Raise ``ValidationError`` for what is neither a path of this site nor an HTTPS address."""
    parts = urlsplit(address)
    is_here = address.startswith("/") and not address.startswith(("//", "/\\"))
    is_elsewhere = parts.scheme == "https" and bool(parts.hostname)
    if not (is_here or is_elsewhere) or any(letter.isspace() for letter in address):
        raise ValidationError(_("Write /a-path/ of this site, or an address with https://."))


class MenuEntry(models.Model):
    """One entry of the site's menus, as editors want it.

    It leads to a page or to an address, or else stands for an entry that an app brings, which
    it renames, moves or hides.
    """

    class Place(models.TextChoices):
        MAIN = "main", _("Main menu")
        DO = "do", pgettext_lazy("column of the footer", "Do")
        LEARN = "learn", pgettext_lazy("column of the footer", "Learn")
        HELP = "help", pgettext_lazy("column of the footer", "Help")

    place = models.CharField(_("where"), max_length=10, choices=Place)
    order = models.PositiveSmallIntegerField(
        _("order"), default=50, help_text=_("Entries with a small number come first.")
    )
    label_zh = LineField(_("words in Chinese"), max_length=24, blank=True)
    label_en = LineField(_("words in English"), max_length=40, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("In the other language the menu leads to the page's translation."),
    )
    path = models.CharField(
        _("address"),
        max_length=300,
        blank=True,
        validators=[check_address],
        help_text=_("/agencies/ on this site, or https://… elsewhere."),
    )
    stands_for = models.CharField(_("entry of an app"), max_length=80, blank=True)
    is_shown = models.BooleanField(_("shown"), default=True)

    label = localised("label")

    class Meta:
        verbose_name = _("menu entry")
        verbose_name_plural = _("menu entries")
        ordering = ["place", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="cms_editing_entry_leads_to_one_thing",
                condition=Q(page__isnull=False, path="", stands_for="")
                | (Q(page=None, stands_for="") & ~Q(path=""))
                | (Q(page=None, path="") & ~Q(stands_for="")),
                violation_error_message=_(
                    "Choose one of the three: a page, an address, or an entry of an app."
                ),
            ),
            models.CheckConstraint(
                name="cms_editing_own_entry_has_words",
                condition=~Q(stands_for="") | (~Q(label_zh="") & ~Q(label_en="")),
                violation_error_message=_("Give the entry its words in both languages."),
            ),
            models.UniqueConstraint(
                fields=["stands_for"],
                condition=~Q(stands_for=""),
                name="cms_editing_one_word_on_an_apps_entry",
                violation_error_message=_("There is a word on this entry already; change that."),
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.stands_for

    def clean(self) -> None:
        super().clean()
        if bool(self.label_zh) != bool(self.label_en):
            raise ValidationError(_("Give the entry its words in both languages."))


class GuideBasis(models.Model):
    """What the catalogue said of an item when a guide about it was last published, or checked."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    facts = models.JSONField(_("facts of the service item"), default=dict)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("basis of a guide")
        verbose_name_plural = _("bases of guides")

    def __str__(self) -> str:
        return f"{self.page_id} {self.at:%Y-%m-%d}"
