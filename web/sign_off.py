"""Less mail or none, by the link in every mail: for people, and for the button of a mail program.

A mail program that shows its own button for signing off sends `List-Unsubscribe=One-Click` by
POST, without a cookie and without anybody reading a page (RFC 8058).
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from data.database import Database
from data.settings import Settings
from domain.accounts import Account
from domain.contacts import LinkClosedError, Person
from domain.times import to_local
from i18n import formats
from i18n.texts import Language, text
from services import accounts, leaving
from services.addresses import SIGN_OFF, Page, path, query
from web.index import language_of
from web.links import closed
from web.plain_pages import Form, PlainPage, answer, is_from_us, up

ONLY_NEEDED, EVERYTHING, ERASE, BACK = "nodig", "alles", "wissen", "terug"
_DONE = "gedaan"  # in the address: what was just chosen
_ONE_CLICK = "One-Click"
_SEE_OTHER = 303


class SignOffRoutes:
    """The handler of both."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._var = settings.var

    async def handle(self, request: Request) -> Response:
        """Show the choices, or do what was chosen."""
        if request.method != "POST":
            return await run_sync(self._show, request)
        async with request.form(max_files=0, max_fields=4) as form:
            if form.get("List-Unsubscribe") == _ONE_CLICK:
                return await run_sync(self._one_click, request)
            choice = str(form.get("keuze", ""))
        return await run_sync(partial(self._choose, request, choice))

    def _show(self, request: Request) -> Response:
        person = self._person(request)
        if person is not None:
            return _page(person, request)
        account = self._account(request)
        return closed(request) if account is None else _digest_page(account, request)

    def _one_click(self, request: Request) -> Response:
        person = self._person(request)
        if person is None:
            return self._one_click_of_account(request)
        leaving.want_only_needed_mail(self._database, person.id, only_needed=True)
        return PlainTextResponse(text(_language(person, request), "leaving.done"))

    def _one_click_of_account(self, request: Request) -> Response:
        account = self._account(request)
        if account is None:
            return PlainTextResponse("", 404)
        accounts.want_digest(self._database, account.name, wants=False)
        return PlainTextResponse(text(Language.NL, "leaving.digest_done"))

    def _choose_of_account(self, request: Request, choice: str) -> Response:
        account = self._account(request)
        if account is None:
            return closed(request)
        if not is_from_us(request):
            return _digest_page(account, request, status=403)
        if choice in {ONLY_NEEDED, EVERYTHING}:
            wants = choice == EVERYTHING
            accounts.want_digest(self._database, account.name, wants=wants)
        return RedirectResponse(request.url.path, _SEE_OTHER)

    def _choose(self, request: Request, choice: str) -> Response:
        person = self._person(request)
        if person is None:
            return self._choose_of_account(request, choice)
        if not is_from_us(request):
            return _page(person, request, status=403)
        now = datetime.now(UTC)
        if choice in {ONLY_NEEDED, EVERYTHING}:
            is_less = choice == ONLY_NEEDED
            leaving.want_only_needed_mail(self._database, person.id, only_needed=is_less)
        elif choice == ERASE:
            leaving.leave(self._database, self._var, person.id, now=now)
        elif choice == BACK:
            leaving.come_back(self._database, self._var, person.id, now=now)
        # The page says how it stands now; loading it again sends nothing again.
        done = {_DONE: BACK} if choice == BACK else {}
        stands = query(done, language=_language(person, request))
        return RedirectResponse(request.url.path + stands, _SEE_OTHER)

    def _person(self, request: Request) -> Person | None:
        secret = request.path_params["secret"]
        try:
            return leaving.of_link(self._database, secret, now=datetime.now(UTC))
        except LinkClosedError:
            return None

    def _account(self, request: Request) -> Account | None:
        secret = request.path_params["secret"]
        try:
            return leaving.account_of_link(self._database, secret, now=datetime.now(UTC))
        except LinkClosedError:
            return None


def _digest_page(account: Account, request: Request, *, status: int = 200) -> Response:
    """For a coordinator: one mail to have or not to have. An account is shut on the command line."""
    language = language_of(request.query_params.get("taal") or Language.NL)
    lead, button, choice = (
        ("leaving.digest_lead", "leaving.digest_off", ONLY_NEEDED)
        if account.wants_digest
        else ("leaving.digest_is_off", "leaving.digest_on", EVERYTHING)
    )
    page = PlainPage(
        text(language, "leaving.digest_title"),
        lead=[text(language, lead)],
        forms=[Form(text(language, button), choice, is_second=not account.wants_digest)],
    )
    return answer(page, request, language, status=status)


def _page(person: Person, request: Request, *, status: int = 200) -> Response:
    language = _language(person, request)
    if person.left_at is not None:
        day = formats.day(to_local(person.left_at + leaving.GRACE), language)
        page = PlainPage(
            text(language, "leaving.left_title"),
            lead=[text(language, "leaving.left_lead", day=day)],
            forms=[Form(text(language, "leaving.back"), BACK)],
        )
        return answer(page, request, language, status=status)
    erase = Form(
        text(language, "leaving.erase"),
        ERASE,
        heading=text(language, "leaving.erase_title"),
        explanation=text(language, "leaving.erase_lead"),
        is_second=True,
    )
    is_back = request.query_params.get(_DONE) == BACK
    page = PlainPage(
        text(language, "leaving.title"),
        lead=[text(language, "leaving.is_back" if is_back else "leaving.lead")],
        forms=[_less_or_more(person, language), erase],
        ways=[
            (text(language, "leaving.my_data"), up(request) + path(Page.MY_DATA, language=language))
        ],
    )
    return answer(page, request, language, status=status)


def _less_or_more(person: Person, language: Language) -> Form:
    if person.only_needed_mail:
        return Form(
            text(language, "leaving.more"),
            EVERYTHING,
            heading=text(language, "leaving.less_is_on"),
            explanation=text(language, "leaving.less_lead"),
            is_second=True,
        )
    return Form(
        text(language, "leaving.less"),
        ONLY_NEEDED,
        heading=text(language, "leaving.less_title"),
        explanation=text(language, "leaving.less_lead"),
    )


def _language(person: Person, request: Request) -> Language:
    """What was asked for in the address, else the language of whose mail it is."""
    asked = request.query_params.get("taal")
    return language_of(asked) if asked else Language(person.language)


def routes(database: Database, settings: Settings) -> list[Route]:
    """The routes of signing off, for the app."""
    handlers = SignOffRoutes(database, settings)
    return [Route(f"/{SIGN_OFF}/{{secret}}", handlers.handle, methods=["GET", "POST"])]
