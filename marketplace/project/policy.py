"""What a browser may load for our pages, and the one exception: Wagtail's editor."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC_PAGES = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "connect-src": [SELF],
    "font-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
    "manifest-src": [SELF],
}

# Wagtail's page editor, user list and reports carry scripts and styles in the page itself.
EDITOR = PUBLIC_PAGES | {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
EDITOR_PREFIX = "/admin/"


class EditorPolicyMiddleware:
    """Loosen the policy under /admin/, and let the editor frame a preview of a public page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith(EDITOR_PREFIX):
            response._csp_config = EDITOR
        elif getattr(request, "is_preview", False):
            response._csp_replace = {"frame-ancestors": [SELF]}
            response["X-Frame-Options"] = "SAMEORIGIN"
        return response
