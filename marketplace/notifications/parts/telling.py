"""Tell readers what the log says is new: in parts, so that a crowd keeps nobody waiting."""

from __future__ import annotations

import logging
import time
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.crypto import salted_hmac

from ...kernel.canonical import plain
from ...models import Event
from ...topics import AT_ONCE, DAILY, NEVER, Letter, Topic
from ...transaction import command
from .. import conf
from ..models import Mail, Notification, Posting
from .choices import ways
from .rendering import known_topics

logger = logging.getLogger(__name__)
POSTINGS = 50
READERS = 200
LONGEST_PAUSE = timedelta(hours=1)


def tell(at: datetime, *, seconds: float = 0.2) -> bool:
    """Tell what waits, for about that long at most, and say whether more is waiting."""
    ends = time.monotonic() + seconds
    while Posting.objects.waiting_at(at).exists():
        with command():
            _tell_some(at, ends)
        if time.monotonic() >= ends:
            return Posting.objects.waiting_at(at).exists()
    return False


def _tell_some(at: datetime, ends: float) -> None:
    """Take some postings one part further. Another clock's are left to it."""
    waiting = Posting.objects.waiting_at(at).select_related("event__private")
    known = known_topics()
    for posting in waiting.select_for_update(of=("self",), skip_locked=True)[:POSTINGS]:
        _take_further(posting, known.get(posting.topic), at)
        if time.monotonic() >= ends:
            return


def _take_further(posting: Posting, topic: Topic | None, at: datetime) -> None:
    try:
        with transaction.atomic():
            if topic is None or _told_all(posting, topic, at):
                posting.done_at = at
    except Exception:
        logger.exception("topic %s failed at event %d", posting.topic, posting.event_id)
        posting.attempts += 1
        pause = timedelta(seconds=2 ** min(posting.attempts, 12))
        posting.due_at = at + min(pause, LONGEST_PAUSE)
    posting.save(update_fields=["letter", "after", "attempts", "due_at", "done_at"])


def _told_all(posting: Posting, topic: Topic, at: datetime) -> bool:
    """Tell the readers that are next, and say whether these were the last."""
    letters = list(topic.letters_for(posting.event, posting.time))
    for letter in letters[posting.letter :]:
        last = _tell_readers(posting, topic, letter, at)
        if last is not None:
            posting.after = str(last)
            return False
        posting.letter, posting.after = posting.letter + 1, ""
    return True


def _tell_readers(posting: Posting, topic: Topic, letter: Letter, at: datetime):
    """Tell the next readers of a letter; return the last one's key if there may be more."""
    people = get_user_model()._default_manager
    users = people.filter(pk__in=_keys(letter.users), is_active=True).order_by("pk")
    if posting.after:
        users = users.filter(pk__gt=posting.after)
    keys = list(users.values_list("pk", flat=True)[:READERS])
    told = _told(posting, topic, keys)
    untold = [key for key in keys if key not in told]
    if untold:
        _write(posting, topic, letter, untold, at)
    return keys[-1] if len(keys) == READERS else None


def _keys(users):
    if hasattr(users, "values"):
        return users.order_by().values("pk")
    return [user.pk for user in users]


def _told(posting: Posting, topic: Topic, keys: list) -> set:
    """Return those who know: told before, or the one who did it."""
    rows = Notification.objects.filter(
        event=posting.event_id, topic=topic.key, time=posting.time, user__in=keys
    )
    told = set(rows.values_list("user_id", flat=True))
    return told if topic.tells_doer or posting.time else told | {doer_of(posting.event)}


def doer_of(event: Event):
    """Return the key of who did it; None where nobody did, or it was erased."""
    private = getattr(event, "private", None)
    return plain(private.facts).get("by") if private else None


def _write(posting: Posting, topic: Topic, letter: Letter, keys: list, at: datetime) -> None:
    chosen = ways(topic, keys)
    mailable = _mailable(posting, [key for key in keys if chosen[key].mailing != NEVER], at)
    mails = _mails(posting, [key for key in mailable if chosen[key].mailing == AT_ONCE], at)
    daily = {key for key in mailable if chosen[key].mailing == DAILY}
    facts = plain(dict(letter.facts))
    Notification.objects.bulk_create(
        Notification(
            user_id=key,
            event_id=posting.event_id,
            topic=topic.key,
            time=posting.time,
            facts=facts,
            at=posting.at,
            read_at=None if posting.at >= at - conf.news_for() else at,  # history is no news
            is_shown=chosen[key].on_site,
            in_digest=key in daily,
            mail_id=mails.get(key),
        )
        for key in keys
        if chosen[key].on_site or key in daily or key in mails
    )


def _mailable(posting: Posting, keys: list, at: datetime) -> list:
    """Return who of them may be mailed: nobody about what is old, no doubtful address."""
    if not keys or posting.at < at - conf.mail_window():
        return []
    users = get_user_model()._default_manager.filter(pk__in=keys)
    return list(conf.readers().mailable(users).values_list("pk", flat=True))


def _mails(posting: Posting, keys: list, at: datetime) -> dict:
    """Write a mail for each of the users, and return its key by the user's."""
    if not keys:
        return {}
    event = posting.event
    about = (event.stream, event.number, posting.topic, posting.time)
    names = [message_id(*about, key) for key in keys]
    Mail.objects.bulk_create(
        Mail(user_id=key, message_id=name, made_at=at, due_at=at)
        for key, name in zip(keys, names, strict=True)
    )
    return dict(Mail.objects.filter(message_id__in=names).values_list("user_id", "pk"))


def message_id(*parts) -> str:
    """Return the name of a mail: the same for the same mail, and nobody can guess it."""
    told = "/".join(str(part) for part in parts)
    return salted_hmac("marketplace.notifications", told, algorithm="sha256").hexdigest()[:40]
