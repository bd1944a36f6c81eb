"""What a mail says, as words and addresses; `layout` draws it and `messages` puts it in an envelope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.activities import Activity
from domain.contacts import LinkPurpose, Mail, Person
from domain.times import to_local
from domain.vocabulary import SignUpState
from domain.words import clean, clean_lines
from i18n import formats
from i18n.texts import Language, keys, text
from services import addresses, contacts
from services.addresses import CHOICE, LESS, NO, Page
from services.contacts import EmailInvalidError
from services.mail import user_words
from services.mail.details import details
from services.mail.digest import Line, lines
from services.mail.kinds import KINDS, Opens
from services.mail.subjects import Subject


@dataclass(frozen=True, slots=True)
class Way:
    """Somewhere to go: what it says and the whole address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Ways:
    """The links of one mail: its own, to stop mail, and to the site. Those of a preview lead nowhere."""

    own: str = ""
    sign_off: str = ""
    root: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail in words. `details` are pairs of what and words.

    `said` is what a person wrote, `lines` are what waits for a coordinator, each with its page,
    `note` is what to know of the button, `reply` the address of an answer; empty for nowhere.
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
    reply: str


NOWHERE = Ways()


def write(
    mail: Mail,
    person: Person,
    subject: Subject,
    ways: Ways = NOWHERE,
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
        self.kind = KINDS[mail.kind]
        side = f".{subject.side}" if self.kind.sides else ""
        self.prefix = f"mail.{mail.kind}{side}"
        self.said = self._said()
        self.blanks = self._blanks()
        self.reply = self._reply()

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
            lines=lines(self.mail.facts, self.language, self.ways.root),
            details=details(self.mail, self.subject, self.language),
            button=self._button(),
            after=tuple(self._after(calendar)),
            note=self._text("mail.only_yours") if self.kind.opens is Opens.OWN else "",
            links=self._links(),
            why=self._why(),
            sign_off=Way(self._text("mail.sign_off"), self.ways.sign_off),
            reply=self.reply,
        )

    def _subject(self) -> str:
        if not self._has("subject"):
            # A coordinator's own words: on one line, so that they begin no other header.
            return clean(self.mail.facts.get("subject", ""))
        words = self._part("subject")
        moment = self._next_moment() if self.kind.has_day else None
        if moment is None:
            return words
        day = formats.short_day(to_local(moment), self.language)
        return self._text("mail.subject_on", subject=words, day=day)

    def _next_moment(self) -> datetime | None:
        """When what the mail is about is there; the moment of the mail itself without an activity."""
        if self.subject.activity is None:
            return self.mail.created_at
        starts = [slot.starts_at for slot in self.subject.activity.slots]
        return min([moment for moment in starts if self.now < moment] or starts, default=None)

    def _said(self) -> str:
        """What somebody else wrote, to quote; empty for most mails."""
        name = self.kind.quotes
        words = self.mail.facts.get(name) or str(getattr(self.subject.pledge, name, ""))
        return clean_lines(words)

    def _parts(self) -> list[str]:
        """The names of the sentences before the details; a kind has only some of them."""
        activity, sign_up = self.subject.activity, self.subject.sign_up
        is_public = activity is not None and activity.is_public
        parts = {
            "held": sign_up is not None and sign_up.hold_until is not None,
            "waits": sign_up is not None and sign_up.state is SignUpState.WAITING,
            "on_map": is_public,
            "in_review": not is_public,
            "new": self.subject.is_new_team,
            "said": bool(self.said),
        }
        return [self._in_state("text"), *(part for part, is_true in parts.items() if is_true)]

    def _in_state(self, part: str) -> str:
        """The name of a sentence, or of what is said instead in the state of the sign-up."""
        sign_up = self.subject.sign_up
        other = f"{sign_up.state.name.lower()}.{part}" if sign_up else part
        return other if self._has(other) else part

    def _button(self) -> Way:
        address = self.ways.own
        if self.kind.opens is Opens.PAGE:
            address = self._page()
        elif self.kind.opens is Opens.FIND:
            address = addresses.address(self.ways.root, Page.VOLUNTEER, language=self.language)
        return Way(self._part(self._in_state("button")), address)

    def _page(self) -> str:
        """The page of the activity. It asks for the language; a personal link knows its person's."""
        id = self.subject.activity.id if self.subject.activity else ""
        return addresses.address(self.ways.root, Page.ACTIVITY, language=self.language, id=id)

    def _reply(self) -> str:
        """Where an answer goes: the contact of the edition, when that is one address."""
        try:
            return contacts.in_mail(self.subject.edition.contact) if self.subject.edition else ""
        except EmailInvalidError:
            return ""

    def _after(self, calendar: str) -> list[str]:
        """Sentences below the button."""
        reply = "reply" if self.reply else "no_reply"
        sentences = [self._text(calendar)] if calendar else []
        return sentences + self._paragraphs("after") + self._paragraphs(reply)

    def _links(self) -> tuple[Way, ...]:
        activity = self.subject.activity
        is_shown = activity is not None and activity.is_public
        if not is_shown or self.kind.opens is Opens.PAGE:
            return ()
        # The same link: looking at it answers nothing, so no scanner of mail says no.
        answers = [
            Way(self._part(part), self.ways.own + addresses.query({CHOICE: choice}))
            for part, choice in (("no", NO), ("less", LESS))
            if self._has(part)
        ]
        return *answers, Way(self._text("mail.to_activity"), self._page())

    def _why(self) -> str:
        if self._has("why"):
            return self._part("why")
        is_unknown = self.subject.opens is LinkPurpose.SIGN_UP and self._is_stranger()
        return self._text(f"mail.why.{'address' if is_unknown else self.subject.side}")

    def _blanks(self) -> dict[str, str]:
        """What the sentences of a kind are filled with."""
        subject, blanks = self.subject, {}
        if subject.activity is not None:
            blanks["activity"] = self._title(subject.activity)
        if subject.edition is not None:
            blanks["edition"] = clean(subject.edition.name)
        if subject.sponsor is not None:
            blanks["sponsor"] = self._name_of_group(subject.sponsor.name)
        team = subject.team.name if subject.team else self.mail.facts.get("team")
        if team is not None:
            blanks["team"] = self._name_of_group(team)
        until = subject.sign_up.hold_until if subject.sign_up else None
        until = subject.proposed.proposal.answer_until if subject.proposed else until
        if until is not None:
            blanks["until"] = formats.moment(until, self.language)
        return blanks

    def _title(self, activity: Activity) -> str:
        title = clean(activity.title)
        if self._is_stranger() and user_words.looks_like_link(title):
            return self._text("mail.an_activity")
        return self._text("mail.quoted", title=title)

    def _name_of_group(self, name: str) -> str:
        name = clean(name)
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
        return self._part(part).split("\n\n") if self._has(part) else []

    def _text(self, key: str, **facts: str) -> str:
        return text(self.language, key, **facts)
