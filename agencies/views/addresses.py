"""The addresses of the same page with one filter more or less."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict


class Addresses:
    """Makes links from the page that is shown; the page number is always left out."""

    def __init__(self, request: HttpRequest) -> None:
        self.path = request.path
        self.params = request.GET.copy()
        self.params.pop("page", None)

    def has_blanks(self) -> bool:
        """Return whether the address carries fields that were left empty."""
        return any(value == "" for _name, values in self.params.lists() for value in values)

    def with_one(self, name: str, value: str) -> str:
        """Return the page with this value for the name."""
        params = self.params.copy()
        params[name] = value
        return self._address(params)

    def without_one(self, name: str, value: str) -> str:
        """Return the page without this one value of the name."""
        params = self.params.copy()
        values = params.getlist(name)
        params.setlist(name, [each for each in values if each != value and len(values) > 1])
        return self._address(params)

    def without(self, *names: str) -> str:
        """Return the page without these names."""
        params = self.params.copy()
        for name in names:
            params.pop(name, None)
        return self._address(params)

    def _address(self, params: QueryDict) -> str:
        for name in list(params):
            params.setlist(name, [value for value in params.getlist(name) if value])
        query = params.urlencode(safe=":")
        return f"{self.path}?{query}" if query else self.path
