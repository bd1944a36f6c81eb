"""Personal links in the browser: looking shows what a link is for, a button opens it.

Scanners of mail look at every address. So GET and HEAD change nothing, and only POST opens a
link: it leaves a cookie that scripts cannot read and goes on to the page of the link. A tap on a
link in a page of our own is somebody at work in the app, and opens it at once.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.database import Database
from data.settings import Settings
from domain.actors import Actor
from domain.contacts import LinkClosedError, LinkPurpose
from domain.errors import VerbindingError
from i18n import formats
from i18n.texts import Language, text
from services import links, signing_up
from services.addresses import CHOICE, ID, LESS, NO, PERSONAL, Page, path, query
from services.links import COOKIE
from services.opening import PAGES, Asks, Opening, describe
from services.planning import answering
from services.volunteering import joining
from web.index import language_of
from web.plain_pages import Form, PlainPage, answer, is_from_us, is_own_click, up

SIGN_OUT = "/uitloggen"
YES, LOOK = "ja", "bekijk"  # of a proposal, beside NO and LESS
_SEE_OTHER = 303
# Whose page is about whose link it is: nobody's number stands in its address.
_OWN_PAGES = frozenset({LinkPurpose.PERSON, LinkPurpose.WISHES})

_log = logging.getLogger("verbindingswijzer.links")


class LinkRoutes:
    """The handlers. Plain functions: they run in threads."""

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._is_secure = settings.public_url.startswith("https:")

    async def link(self, request: Request) -> Response:
        """A personal link: looked at, or opened."""
        if request.method != "POST":
            return await run_sync(self._link, request, "")
        async with request.form(max_files=0, max_fields=4) as form:
            choice = str(form.get("keuze", ""))
        return await run_sync(self._link, request, choice)

    def _link(self, request: Request, choice: str) -> Response:
        secret = request.path_params["secret"]
        now = datetime.now(UTC)
        try:
            opening = describe(self._database, secret, now=now)
            if request.method == "POST" and not is_from_us(request):
                return _page(opening, request, status=403)
            if request.method == "POST" or is_own_click(request):
                cookie = self._open(secret, request, now=now)
                refusal = self._do(opening, cookie, choice, request, now=now)
                return self._remember(cookie, refusal or _onwards(opening, request))
        except LinkClosedError:
            return closed(request)
        return _page(opening, request)

    def sign_out(self, request: Request) -> Response:
        """Forget what this browser opened, after a button or a tap in the app."""
        language = language_of(request.query_params.get("taal"))
        sent = request.method == "POST" and is_from_us(request)
        if not (sent or is_own_click(request)):
            page = PlainPage(
                text(language, "link.sign_out_title"),
                lead=[text(language, "link.sign_out_lead")],
                forms=[Form(text(language, "link.sign_out"))],
            )
            return answer(page, request, language)
        if cookie := request.cookies.get(COOKIE):
            links.sign_out(self._database, cookie)
        response = RedirectResponse(up(request) + query(language=language), _SEE_OTHER)
        response.delete_cookie(COOKIE, secure=self._is_secure, httponly=True, samesite="lax")
        return response

    def _open(self, secret: str, request: Request, *, now: datetime) -> str:
        earlier = request.cookies.get(COOKIE)
        return links.open_link(self._database, secret, earlier, now=now).cookie

    def _do(
        self, opening: Opening, cookie: str, choice: str, request: Request, *, now: datetime
    ) -> Response | None:
        """Do what the button says beside opening: only by the button, never by a tap elsewhere."""
        if request.method != "POST" or opening.asks is Asks.NOTHING:
            return None
        actor, id = links.actor_of(self._database, cookie, now=now), opening.link.subject_id
        if opening.asks is Asks.HELPING:
            self._answer(id, choice, actor, now=now)
        elif opening.asks is Asks.BEING_ASKED:
            for person_id in actor.subjects(LinkPurpose.WISHES):  # with a new address: another id
                joining.confirm(self._database, person_id, actor=actor, now=now)
        else:
            return self._say_yes(opening, actor, request, now=now)
        return None

    def _say_yes(
        self, opening: Opening, actor: Actor, request: Request, *, now: datetime
    ) -> Response | None:
        try:
            signing_up.confirm(self._database, opening.link.subject_id, actor=actor, now=now)
        except VerbindingError as error:
            return _refused(opening, error, request)
        return None

    def _answer(self, proposal_id: str, choice: str, actor: Actor, *, now: datetime) -> None:
        """Yes or no to a proposal; any other button only opens its page."""
        try:
            if choice == YES:
                answering.accept(self._database, proposal_id, actor=actor, now=now)
            elif choice == NO:
                answering.decline(self._database, proposal_id, actor=actor, now=now)
        except VerbindingError as error:
            # The page that opens now says how it stands, and what can be done instead.
            _log.info("a yes to a proposal came to nothing: %s", error.key)

    def _remember(self, cookie: str, response: Response) -> Response:
        response.set_cookie(COOKIE, cookie, secure=self._is_secure, httponly=True, samesite="lax")
        return response


def closed(request: Request) -> Response:
    """The page of a link that is unknown, over or taken back, with a way to get a new one."""
    language = language_of(request.query_params.get("taal"))
    root = up(request)
    page = PlainPage(
        text(language, "link.closed_title"),
        lead=[text(language, "link.closed_lead")],
        ways=[
            (text(language, "link.new_link"), root + path(Page.MY_DATA, language=language)),
            (text(language, "activity.to_map"), root + query(language=language)),
        ],
    )
    return answer(page, request, language, status=404)


def _page(opening: Opening, request: Request, *, status: int = 200) -> Response:
    """What a link is for, with the button that opens it."""
    language = _language(opening, request)
    asks = opening.asks
    what = asks.value if asks is not Asks.NOTHING else opening.link.purpose.value
    facts = []
    if opening.name:
        facts.append((text(language, "link.what"), [opening.name]))
    if opening.when:
        facts.append((text(language, "activity.when"), formats.slots(opening.when, language)))
    if opening.where:
        facts.append((text(language, "activity.where"), [opening.where]))
    title, lead, button = (
        text(language, f"link.{what}.{part}") for part in ("title", "lead", "button")
    )
    forms = [Form(button)]
    if asks is Asks.HELPING:
        forms = _yes_or_no(request.query_params.get(CHOICE, ""), language)
    note = text(language, "link.remember")
    page = PlainPage(title, lead=[lead], facts=facts, forms=forms, note=note)
    return answer(page, request, language, status=status)


def _yes_or_no(chosen: str, language: Language) -> list[Form]:
    """The buttons of a proposal; what was tapped in the mail comes first."""
    yes = Form(text(language, "link.helpen.button"), YES)
    no = Form(text(language, "link.helpen.no"), NO)
    look = Form(text(language, "link.helpen.look"), LOOK)
    less = Form(text(language, "link.helpen.less"), LOOK)
    first = {NO: [no, yes, look], LESS: [less, yes, no]}.get(chosen, [yes, no, look])
    return [replace(form, is_second=number > 0) for number, form in enumerate(first)]


def _refused(opening: Opening, error: VerbindingError, request: Request) -> Response:
    """Why a yes did not help, with the way to the sign-up."""
    language = _language(opening, request)
    page = PlainPage(
        text(language, "link.aanmelding.title"),
        lead=[text(language, error.key, **error.facts)],
        ways=[
            (text(language, "link.aanmelding.button"), _target(opening, request)),
            (text(language, "activity.to_map"), up(request) + query(language=language)),
        ],
    )
    return answer(page, request, language, status=409)


def _onwards(opening: Opening, request: Request) -> Response:
    return RedirectResponse(_target(opening, request), _SEE_OTHER)


def _target(opening: Opening, request: Request) -> str:
    """The address of the page that a link opens, seen from the link."""
    link, language = opening.link, _language(opening, request)
    asked = {} if link.purpose in _OWN_PAGES else {ID: link.subject_id}
    return up(request) + path(PAGES[link.purpose], language=language, **asked)


def _language(opening: Opening, request: Request) -> Language:
    """What was asked for in the address, else the language of whose link it is."""
    asked = request.query_params.get("taal")
    return language_of(asked) if asked else opening.language or Language.NL


def routes(database: Database, settings: Settings) -> list[Route]:
    """The routes of personal links, for the app."""
    handlers = LinkRoutes(database, settings)
    return [
        Route(f"/{PERSONAL}/{{secret}}", handlers.link, methods=["GET", "POST"]),
        Route(SIGN_OUT, handlers.sign_out, methods=["GET", "POST"]),
    ]
