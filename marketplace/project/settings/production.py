"""A real site."""

from .base import *  # noqa: F403
