"""Who may open which page: every page says it, and one that does not is opened for nobody."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from theodolite.store.models import Account

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])

EVERYONE = frozenset({"everyone"})
SIGNED_IN = frozenset({"member"})
BY_TOKEN = frozenset({"token"})
"""Pages that let nobody in by a session: they ask for a token themselves, and refuse without."""

_BY_OTHERS = ("allauth.", "django.views.static", "django.contrib.staticfiles")
"""Pages of packages that ask for a sign-in themselves where they must."""


class Signed(HttpRequest):
    """A request of someone signed in, whom a page of a role may rely on."""

    user: Account


def everyone(page: Page) -> Page:
    """A page that anyone may open, signed in or not."""
    return _marked(page, EVERYONE)


def signed_in(page: Page) -> Page:
    """A page for every account."""
    return _marked(page, SIGNED_IN)


def by_token(page: Page) -> Page:
    """A page for programs that asks for a token itself; a session does not open it."""
    return _marked(page, BY_TOKEN)


def for_roles(*roles: str) -> Callable[[Page], Page]:
    """A page for those who hold one of the roles; administrators are not let in by themselves."""

    def mark(page: Page) -> Page:
        return _marked(page, frozenset(roles))

    return mark


class DefaultDeny:
    """Refuse a page that does not say who may open it, and anyone it does not name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before the page is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, page: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Let the page answer (None), send to the sign-in page, or refuse."""
        allowed = allowed_to(page)
        if allowed is None:
            if page.__module__.startswith(_BY_OTHERS):
                return None
            raise PermissionDenied(f"{page.__module__}.{page.__name__} does not say whom it is for")
        if allowed in (EVERYONE, BY_TOKEN):
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.has_role(*allowed):
            raise PermissionDenied
        return None


def allowed_to(page: Callable[..., Any]) -> frozenset[str] | None:
    """The roles that may open a page; None where it does not say."""
    found: frozenset[str] | None = getattr(page, "allowed", None)
    return found


def _marked(page: Page, roles: frozenset[str]) -> Page:
    page.allowed = roles  # type: ignore[attr-defined]  # functions carry attributes; types do not
    return page
