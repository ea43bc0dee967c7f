"""What programs read of the site: who speaks of a page, where it is found, what it is about.

Head of a page (``head``), sitemap and robots.txt (``sitemap``), schema.org (``structured``).
A host mounts ``marketplace.discovery.urls`` outside of its languages, and its ``base.html``
includes ``marketplace/includes/head.html``.
"""
