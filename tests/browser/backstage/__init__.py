"""What happens behind the scenes of the site: commands run in its own database.

``python -m tests.browser.backstage`` reads what is wanted from its input, a JSON object a line,
and answers each with a line. It stays, so that Django is set up once for all tests.
"""
