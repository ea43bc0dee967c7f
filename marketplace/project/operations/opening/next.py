"""What an administrator does after the hall is open."""

from __future__ import annotations

from django.conf import settings

from marketplace.log.parts.keys import folder

NEXT = """
The hall is open. What is next:

  1. {sign_in}
  2. Start the clock, exactly one, beside the pages: manage.py clock
     Then ask {site}/healthz: it says "ok" once everything runs.
  3. In {site}/admin/ read the hall's rules (thresholds, periods) and put in force your own;
     look through the catalogue: its legal references must be checked before real use.
     Then a first guide for every item, in both languages: manage.py write_guides --all
  4. Read privacy, terms, accessibility and help under Pages: they are yours from now on.
     Enter the ICP filing numbers under Settings.
  5. Give your colleagues their duties (vetting, review, draws, sanctions) under Settings, Users.
  6. Keep two things safe, together: the database, and {state}
     (above all {keys}, the keys of the log).
     manage.py backup FILE does it; marketplace/docs/deployment.md has the rest.{mail}"""
MAIL = """
  7. Mail is only written to {folder}: nobody can confirm an address yet.
     Name the mail server: EMAIL_URL=smtp+tls://USER:PASSWORD@HOST:587"""
LINK = "The administrator sets a password here (good once, for three days):\n     {link}"
SIGN_IN = "Sign in as the administrator: {site}/accounts/login/"


def what_is_next(link: str) -> str:
    """Return the list, with the link at which the administrator sets a password, if any."""
    site = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    stays = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return NEXT.format(
        site=site,
        sign_in=LINK.format(link=link) if link else SIGN_IN.format(site=site),
        state=settings.MARKETPLACE_STATE_DIR,
        keys=folder().name,
        mail=MAIL.format(folder=settings.MAIL_FOLDER) if stays else "",
    )
