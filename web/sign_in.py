"""Signing in as a coordinator: a plain form, and a cookie that scripts cannot read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.database import Database
from data.settings import Settings
from domain.errors import VerbindingError
from i18n.texts import Language, text
from services import accounts
from services.accounts import COOKIE
from services.addresses import Page, path, query
from web.index import language_of
from web.plain_pages import Field, Form, PlainPage, answer, is_from_us, is_own_click, up

SIGN_IN = "/inloggen"
SIGN_OUT = "/inloggen/uit"
_SEE_OTHER = 303
_REFUSED = 403


class SignInRoutes:
    """The handlers."""

    def __init__(self, database: Database, settings: Settings, *, has_provider: bool) -> None:
        self._database = database
        self._has_provider = has_provider
        self._is_secure = settings.public_url.startswith("https:")

    async def sign_in(self, request: Request) -> Response:
        """The form, or what became of it."""
        language = language_of(request.query_params.get("taal"))
        if request.method != "POST":
            return self._form(request, language)
        if not is_from_us(request):
            return self._form(request, language, status=_REFUSED)
        sent = await request.form()
        name, password = (str(sent.get(field, "")) for field in ("naam", "wachtwoord"))
        try:
            cookie = await run_in_threadpool(self._cookie, name, password, request)
        except VerbindingError as error:
            words = text(language, error.key, **error.facts)
            return self._form(request, language, lead=[words], name=name, status=_REFUSED)
        response = RedirectResponse(up(request) + path(Page.DESK, language=language), _SEE_OTHER)
        response.set_cookie(COOKIE, cookie, secure=self._is_secure, httponly=True, samesite="lax")
        return response

    def sign_out(self, request: Request) -> Response:
        """Forget who signed in with this browser, after a button or a tap in the app."""
        language = language_of(request.query_params.get("taal"))
        sent = request.method == "POST" and is_from_us(request)
        if not (sent or is_own_click(request)):
            page = PlainPage(
                text(language, "sign_in.out_title"),
                forms=[Form(text(language, "sign_in.out"))],
            )
            return answer(page, request, language)
        if cookie := request.cookies.get(COOKIE):
            accounts.sign_out(self._database, cookie)
        response = RedirectResponse(up(request) + query(language=language), _SEE_OTHER)
        response.delete_cookie(COOKIE, secure=self._is_secure, httponly=True, samesite="lax")
        return response

    def _cookie(self, name: str, password: str, request: Request) -> str:
        address = request.client.host if request.client else ""
        return accounts.sign_in(
            self._database,
            name,
            password,
            source_address=address,
            now=datetime.now(UTC),
            earlier=request.cookies.get(COOKIE),
        )

    def _form(
        self,
        request: Request,
        language: Language,
        *,
        lead: Sequence[str] = (),
        name: str = "",
        status: int = 200,
    ) -> Response:
        """The form; what was typed as a name stays, a password does not."""
        own = text(language, "sign_in.name")
        fields = [
            Field("naam", own, autocomplete="username", value=name[:200]),
            Field("wachtwoord", text(language, "sign_in.password"), "password", "current-password"),
        ]
        ways = [(text(language, "activity.to_map"), up(request) + query(language=language))]
        if self._has_provider:
            address = up(request) + path(Page.PROVIDER, language=language)
            ways.insert(0, (text(language, "sign_in.by_provider"), address))
        page = PlainPage(
            text(language, "sign_in.title"),
            lead=lead or [text(language, "sign_in.lead")],
            forms=[Form(text(language, "sign_in.button"), fields=fields)],
            ways=ways,
            note=text(language, "sign_in.forgotten"),
        )
        return answer(page, request, language, status=status)


def routes(database: Database, settings: Settings, *, has_provider: bool = False) -> list[Route]:
    """The routes of signing in and out, for the app."""
    handlers = SignInRoutes(database, settings, has_provider=has_provider)
    return [
        Route(SIGN_IN, handlers.sign_in, methods=["GET", "POST"]),
        Route(SIGN_OUT, handlers.sign_out, methods=["GET", "POST"]),
    ]
