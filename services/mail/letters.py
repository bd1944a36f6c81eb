"""What a mail says, as words and addresses; `layout` draws it and `messages` puts it in an envelope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.activities import Activity
from domain.contacts import Mail, MailKind, Person
from domain.people import SignUp
from domain.times import to_local
from domain.vocabulary import SignUpState
from i18n import formats
from i18n.texts import Language, keys, text
from services import addresses
from services.addresses import CHOICE, LESS, NO
from services.mail import user_words
from services.mail.details import details
from services.mail.digest import Line, lines
from services.mail.subjects import PLEDGES, Side, Subject


@dataclass(frozen=True, slots=True)
class Way:
    """Somewhere to go: what it says and the whole address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The addresses of one mail. `own` is a personal link; `page` is empty without an activity.

    Pages of the desk are found below `root`; `reply` is where an answer goes, empty for nowhere.
    """

    own: str
    sign_off: str
    find: str
    page: str = ""
    root: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail in words. `details` are pairs of what and words.

    `said` is what a person wrote, `lines` are what waits for a coordinator, each with its page,
    `note` is what to know of the button.
    """

    language: Language
    subject: str
    title: str
    greeting: str
    paragraphs: tuple[str, ...]
    said: str
    lines: tuple[Line, ...]
    details: tuple[tuple[str, str], ...]
    button: Way
    after: tuple[str, ...]
    note: str
    links: tuple[Way, ...]
    why: str
    sign_off: Way


# Whose button leads to a page that everybody may see: there is nothing of their own to open.
_TO_PAGE = frozenset({MailKind.HOLD_ENDED, MailKind.ACTIVITY_MERGED})
_TO_FIND = frozenset({MailKind.SIGN_UP_CANCELLED, MailKind.ACTIVITY_CANCELLED})
# Whose button holds no secret: it may be passed on, or the page asks who comes.
_OPEN_TO_ALL = _TO_PAGE | _TO_FIND | {MailKind.DIGEST}
# A day in the subject tells two mails apart; it is never anybody's own words.
_DAY_IN_SUBJECT = frozenset(
    {
        MailKind.CONFIRM_SIGN_UP,
        MailKind.SIGNED_UP,
        MailKind.WAITING,
        MailKind.MOVED_UP,
        MailKind.SIGN_UP_CHANGED,
        MailKind.SIGN_UP_CANCELLED,
        MailKind.ACTIVITY_CHANGED,
        MailKind.ACTIVITY_CANCELLED,
        MailKind.SIGN_UP_MERGED,
        MailKind.REMINDER,
        MailKind.PROPOSAL,
    }
)


def write(
    mail: Mail,
    person: Person,
    subject: Subject,
    ways: Ways,
    *,
    calendar: str = "",
    now: datetime,
) -> Letter:
    """The letter of `mail` to `person`, in their language.

    `calendar` is the key of the sentence about the attached appointment; empty without one.
    """
    return _Writer(mail, person, subject, ways, now=now).letter(calendar)


def language_of(person: Person) -> Language:
    """The language that somebody is written to in."""
    return Language(person.language) if person.language in set(Language) else Language.NL


class _Writer:
    """Everything one letter needs at hand."""

    def __init__(
        self, mail: Mail, person: Person, subject: Subject, ways: Ways, *, now: datetime
    ) -> None:
        self.mail, self.person, self.subject, self.ways = mail, person, subject, ways
        self.now = now
        self.language = language_of(person)
        side = f".{subject.side}" if mail.kind in PLEDGES else ""
        self.prefix = f"mail.{mail.kind}{side}"
        self.said = self._said()
        self.blanks = self._blanks()

    def letter(self, calendar: str) -> Letter:
        name = user_words.name(self.person.first_name)
        return Letter(
            language=self.language,
            subject=self._subject(),
            title=self._part("title"),
            greeting=self._text("mail.hello", name=name)
            if name
            else self._text("mail.hello_nobody"),
            paragraphs=tuple(one for part in self._parts() for one in self._paragraphs(part)),
            said=self.said,
            lines=self._lines(),
            details=details(self.mail, self.subject, self.language),
            button=self._button(),
            after=tuple(self._after(calendar)),
            note="" if self.mail.kind in _OPEN_TO_ALL else self._text("mail.only_yours"),
            links=self._links(),
            why=self._why(),
            sign_off=Way(self._text("mail.sign_off"), self.ways.sign_off),
        )

    def _lines(self) -> tuple[Line, ...]:
        if self.mail.kind is not MailKind.DIGEST:
            return ()
        return lines(self.mail.facts, self.language, self.ways.root)

    def _subject(self) -> str:
        if self.mail.kind is MailKind.DESK_MESSAGE:
            # A coordinator's own words: on one line, so that they begin no other header.
            return user_words.one_line(self.mail.facts.get("subject", ""))
        words = self._part("subject")
        if self.mail.kind is MailKind.DIGEST:
            today = formats.short_day(to_local(self.mail.created_at), self.language)
            return self._text("mail.subject_on", subject=words, day=today)
        activity = self.subject.activity
        if self.mail.kind not in _DAY_IN_SUBJECT or activity is None or not activity.slots:
            return words
        starts = [slot.starts_at for slot in activity.slots]
        ahead = [moment for moment in starts if moment > self.now]
        day = formats.short_day(to_local(min(ahead or starts)), self.language)
        return self._text("mail.subject_on", subject=words, day=day)

    def _parts(self) -> list[str]:
        """The names of the sentences before the details."""
        sign_up, activity = self.subject.sign_up, self.subject.activity
        parts = ["text"]
        if sign_up is not None and self._asks_for_waiting(sign_up):
            parts = ["waiting"]
        elif sign_up is not None and self.mail.kind is MailKind.SIGN_UP_MERGED:
            parts = {
                SignUpState.CANCELLED: ["twice"],
                SignUpState.WAITING: ["text", "waits"],
            }.get(sign_up.state, ["text"])
        elif sign_up is not None and sign_up.hold_until is not None and self._has("held"):
            parts.append("held")
        if self._has("in_review") and activity is not None:
            parts += ["on_map"] if activity.is_public else ["in_review"]
        if self.subject.is_new_team and self._has("new"):
            parts.append("new")
        if self.said and self._has("said"):
            parts.append("said")
        return parts

    def _asks_for_waiting(self, sign_up: SignUp) -> bool:
        """Whether a yes would only be to the waiting list."""
        is_asked = self.mail.kind is MailKind.CONFIRM_SIGN_UP
        return is_asked and sign_up.state is SignUpState.WAITING

    def _said(self) -> str:
        """What somebody else wrote, to quote; empty for most mails."""
        facts, pledge = self.mail.facts, self.subject.pledge
        words = facts.get("text", "")
        match self.mail.kind:
            case MailKind.CHANGES_ASKED:
                words = facts.get("question", "")
            case MailKind.PLEDGE_OFFERED | MailKind.PLEDGE_ANSWERED:
                words = pledge.note if pledge else ""
            case MailKind.PLEDGE_ASKED:
                words = pledge.question if pledge else ""
            case MailKind.PLEDGE_THANKED:
                words = pledge.thanks if pledge else ""
        return user_words.lines(words)

    def _button(self) -> Way:
        kind, sign_up = self.mail.kind, self.subject.sign_up
        address = self.ways.own
        if kind in _TO_PAGE:
            address = self.ways.page
        if kind in _TO_FIND:
            address = self.ways.find
        is_for_waiting = sign_up is not None and self._asks_for_waiting(sign_up)
        return Way(self._part("button_waiting" if is_for_waiting else "button"), address)

    def _after(self, calendar: str) -> list[str]:
        """Sentences below the button."""
        sentences = [self._text(calendar)] if calendar else []
        if self._has("after"):
            sentences += self._paragraphs("after")
        if self._has("reply"):
            sentences += self._paragraphs("reply" if self.ways.reply else "no_reply")
        return sentences

    def _links(self) -> tuple[Way, ...]:
        activity = self.subject.activity
        is_shown = activity is not None and activity.is_public
        if not is_shown or self.mail.kind in _TO_PAGE:
            return ()
        to_page = Way(self._text("mail.to_activity"), self.ways.page)
        if self.mail.kind is MailKind.PROPOSAL:
            # The same link: looking at it answers nothing, so no scanner of mail says no.
            no = Way(self._text("mail.proposal.no"), self.ways.own + addresses.query({CHOICE: NO}))
            less = Way(
                self._text("mail.proposal.less"), self.ways.own + addresses.query({CHOICE: LESS})
            )
            return no, less, to_page
        return (to_page,)

    def _why(self) -> str:
        if self.subject.side is Side.SIGN_UP:
            return self._text("mail.why.address" if self._is_stranger() else "mail.why.sign_up")
        if self.mail.kind is MailKind.VOLUNTEER_INVITED:
            return self._text("mail.why.invited")
        return self._text(f"mail.why.{self.subject.side}")

    def _blanks(self) -> dict[str, str]:
        """What the sentences of a kind are filled with."""
        subject, sign_up = self.subject, self.subject.sign_up
        blanks = {}
        if subject.activity is not None:
            blanks["activity"] = self._title(subject.activity)
        if subject.edition is not None:
            blanks["edition"] = user_words.one_line(subject.edition.name)
        if subject.sponsor is not None:
            blanks["sponsor"] = self._name_of_group(subject.sponsor.name)
        team = subject.team.name if subject.team else self.mail.facts.get("team")
        if team is not None:
            blanks["team"] = self._name_of_group(team)
        if sign_up is not None and sign_up.hold_until is not None:
            blanks["until"] = formats.moment(sign_up.hold_until, self.language)
        proposal = subject.proposed.proposal if subject.proposed else None
        if proposal is not None and proposal.answer_until is not None:
            blanks["until"] = formats.moment(proposal.answer_until, self.language)
        return blanks

    def _title(self, activity: Activity) -> str:
        title = user_words.one_line(activity.title)
        if self._is_stranger() and user_words.looks_like_link(title):
            return self._text("mail.an_activity")
        return self._text("mail.quoted", title=title)

    def _name_of_group(self, name: str) -> str:
        name = user_words.one_line(name)
        is_hidden = self._is_stranger() and user_words.looks_like_link(name)
        return self._text(f"mail.your_{self.subject.side}") if is_hidden else name

    def _is_stranger(self) -> bool:
        """Whether anybody may have typed this address."""
        return self.person.confirmed_at is None

    def _has(self, part: str) -> bool:
        return f"{self.prefix}.{part}" in keys(self.language)

    def _part(self, part: str) -> str:
        return text(self.language, f"{self.prefix}.{part}", **self.blanks)

    def _paragraphs(self, part: str) -> list[str]:
        return self._part(part).split("\n\n")

    def _text(self, key: str, **facts: str) -> str:
        return text(self.language, key, **facts)
