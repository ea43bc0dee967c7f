from django.utils import translation

from marketplace.notifications.readers import PlainReaders

EDITOR_PREFIX = "/admin/"


class AdminLanguageMiddleware:
    """Speak the person's language under /admin/, whose addresses name none.

    What somebody chose in Wagtail's own account settings comes after it and holds.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(EDITOR_PREFIX) and request.user.is_authenticated:
            translation.activate(PlainReaders().language_of(request.user))
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class WrongFormMiddleware:
    """Answer 422 where a form of the accounts pages comes back with something wrong in it.

    allauth answers 200, as if nothing were the matter; our own forms do not.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_template_response(self, request, response):
        form = (response.context_data or {}).get("form")
        if response.status_code == 200 and getattr(form, "errors", None):
            response.status_code = 422
        return response
