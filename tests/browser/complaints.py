"""What a page did that no page of ours may do."""

VIEWER = ("chrome-extension://", "chrome://")  # Chromium's own, in which a PDF is read


class Complaints:
    """Listens to a page, and keeps what it should not have done.

    A page that answers with 4xx is an answer, and so is 400 where Wagtail saves what somebody is
    still writing; anything else that a page loads has to be there.
    """

    def __init__(self, page, site: str) -> None:
        self.found: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"script error: {error}"))
        page.on("request", lambda request: self._request(request, site))
        page.on("response", self._response)

    def _console(self, message) -> None:
        if message.type in {"error", "warning"} and "the server responded with" not in message.text:
            self.found.append(f"console {message.type}: {message.text}")

    def _request(self, request, site: str) -> None:
        ours = (f"{site}/", "data:", "blob:")
        if not request.url.startswith((*ours, *VIEWER)):
            self.found.append(f"left the site: {request.url}")

    def _response(self, response) -> None:
        is_page = response.request.resource_type == "document"
        is_page |= response.request.method == "POST" and "/admin/pages/" in response.url
        if response.status >= (500 if is_page else 400):
            self.found.append(f"{response.status} {response.url}")
