from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marketplace.models.fields import ProseField

QUESTION_MAX, REPLY_MAX = 1000, 2000


class QuestionQuerySet(models.QuerySet):
    def unanswered(self) -> "QuestionQuerySet":
        return self.filter(reply=None)


class Question(models.Model):
    """What an agency asks about an open notice, for everybody to read.

    Who asks is not told before the close: it would tell who thinks of answering.
    """

    notice = models.ForeignKey(
        "procurement.Notice", on_delete=models.PROTECT, related_name="questions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    text = ProseField(_("question"), max_length=QUESTION_MAX)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    asked_at = models.DateTimeField(_("asked at"))

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "number"], name="procurement_question_one_per_number"
            ),
            models.CheckConstraint(
                name="procurement_question_asks_something", condition=~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.number} on {self.notice_id}"


class Reply(models.Model):
    """The owner's answer to a question; there is one, and it stays."""

    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="reply")
    text = ProseField(_("answer"), max_length=REPLY_MAX)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    replied_at = models.DateTimeField(_("answered at"))

    class Meta:
        verbose_name = _("answer to a question")
        verbose_name_plural = _("answers to questions")
        constraints = [
            models.CheckConstraint(
                name="procurement_reply_answers_something", condition=~Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"answer to question {self.question_id}"
