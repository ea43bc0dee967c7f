"""``/healthz`` and ``/healthz/live``, answered before anything that could itself be ill."""

from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse

from .report import health_report

PATH = "/healthz"
LIVE = f"{PATH}/live"


class HealthMiddleware:
    """Answer a monitor. Stands first, so that neither host name, TLS nor maintenance matter.

    ``/healthz`` is 200 while every check is well and 503 while one is not; ``/healthz/live``
    asks nothing and says only that the process answers.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info.removesuffix("/")
        if path not in (PATH, LIVE):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return _alive() if path == LIVE else _whole()


def _alive() -> HttpResponse:
    return _unkept(JsonResponse({"status": "ok"}))


def _whole() -> HttpResponse:
    report = health_report()
    status = 200 if report["status"] == "ok" else 503
    return _unkept(JsonResponse(report, status=status, json_dumps_params={"indent": 1}))


def _unkept(response: HttpResponse) -> HttpResponse:
    response._has_been_logged = True  # the checks say themselves what is wrong
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
