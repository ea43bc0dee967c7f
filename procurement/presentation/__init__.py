"""What the screens show, as plain values: a template only asks ``if`` and ``for``.

Nothing here knows how many have answered an open notice, so no page can tell.
"""
