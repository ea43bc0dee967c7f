"""Hints, sent after commit by ``send_robust``. Nothing may depend on being told.

Whoever must not miss anything is a listener on the log instead (``agency.suspended``).
"""

from django.dispatch import Signal

agency_suspended = Signal()  # agency
