"""What ``manage.py check --deploy`` asks of a real site, beside Django's own questions."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def no_demonstration(app_configs, **kwargs) -> list[Error]:
    """Refuse the demonstration's open mailbox and known passwords on a real site."""
    if not settings.MARKETPLACE_DEMO:
        return []
    return [
        Error(
            "MARKETPLACE_DEMO is on: everybody could read the site's mail.",
            hint="Take DEMO out of the environment.",
            id="project.E001",
        )
    ]


@register(Tags.security, deploy=True)
def mail_is_sent(app_configs, **kwargs) -> list[Warning]:
    """Warn where nobody could confirm an address, because mail stays in a folder."""
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return []
    return [
        Warning(
            "Mail is written to a folder, so nobody can finish a sign-up.",
            hint="Name the mail server: EMAIL_URL=smtp://USER:PASSWORD@HOST:587",
            id="project.W002",
        )
    ]
