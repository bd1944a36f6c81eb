"""The closed lists of the domain. Values are stable keys: stored, exported and used in links.

The order of the members is the order on screen and the bit order of the columns in `matching`,
so new members go at the end.
"""

from enum import StrEnum


class ConnectionForm(StrEnum):
    """The six forms of connection."""

    SELF = "zelf"
    OTHERS = "anderen"
    SURROUNDINGS = "omgeving"
    MEANING = "zingeving"
    ORIGIN = "afkomst"
    MATERIAL = "materie"


class TargetGroup(StrEnum):
    """For whom an activity is meant. `EVERYONE` fits every wish."""

    OLDER_PEOPLE = "ouderen"
    YOUNG_PEOPLE = "jongeren"
    CHILDREN = "kinderen"
    NEIGHBOURS = "buren"
    NEWCOMERS = "nieuwkomers"
    DISABILITY = "beperking"
    ILLNESS = "ziekte"
    PARENTS = "ouders"
    COLLEAGUES = "collegas"
    EVERYONE = "iedereen"


class AttendanceMode(StrEnum):
    """Where one takes part."""

    INDOOR = "binnen"
    OUTDOOR = "buiten"
    ONLINE = "online"
    MIXED = "gemengd"


class NeedKind(StrEnum):
    """What an activity may ask for and a sponsor or team may offer."""

    MONEY = "geld"
    PEOPLE = "mensen"
    KNOWLEDGE = "kennis"
    MATERIAL = "materiaal"
    VENUE = "ruimte"
    NETWORK = "netwerk"


class TeamKind(StrEnum):
    """What an InspiratieTeam grew out of."""

    LOCAL = "lokaal"
    COMPANY = "organisatie"
    ASSOCIATION = "vereniging"
    FUND = "fonds"
    BRANCH_ORGANISATION = "brancheorganisatie"


class SponsorKind(StrEnum):
    """Who sponsors."""

    COMPANY = "bedrijf"
    FUND = "fonds"
    SERVICE_CLUB = "serviceclub"
    CIVIC = "maatschappelijk"


class SponsorForm(StrEnum):
    """The five ways to carry the week."""

    POWERED_BY = "powered-by"
    SPONSOR = "sponsoren"
    PROMOTE = "promoten"
    ORGANISE = "organiseren"
    GESTURE = "gebaar"


class TravelMode(StrEnum):
    """How someone gets there."""

    WALKING = "lopen"
    CYCLING = "fietsen"
    CAR = "auto"


class DayPart(StrEnum):
    """A part of the day: until noon, until six, and after that."""

    MORNING = "ochtend"
    AFTERNOON = "middag"
    EVENING = "avond"


class Audience(StrEnum):
    """For whom activities are matched."""

    VOLUNTEER = "vrijwilliger"
    SPONSOR = "sponsor"
    TEAM = "team"


class TaskPlace(StrEnum):
    """Where a task is done."""

    ON_SITE = "ter-plekke"
    AT_HOME = "thuis"


class EditionKind(StrEnum):
    """A real edition, the demonstration, or something from history that inspires."""

    WEEK = "week"
    EXAMPLE = "voorbeeld"
    HISTORY = "historie"


class PublishingRule(StrEnum):
    """What is read along before visitors see it, in one edition."""

    AT_ONCE = "meteen"
    FIRST_READ = "eerste-keer"  # the first of an organiser nobody knows
    ALL_READ = "alles"


class ActivityState(StrEnum):
    """Where an activity stands. Nothing is ever rejected: it goes back with a question."""

    DRAFT = "concept"
    SUBMITTED = "ter-beoordeling"
    PUBLISHED = "gepubliceerd"
    CHANGES_ASKED = "terug-met-vraag"
    FULL = "vol"
    FINISHED = "afgelopen"
    CANCELLED = "geannuleerd"

    @property
    def is_on(self) -> bool:
        """Whether it is on the map and goes on, with places left or not."""
        return self in {ActivityState.PUBLISHED, ActivityState.FULL}


class SignUpState(StrEnum):
    """Where a sign-up stands."""

    REGISTERED = "aangemeld"
    CONFIRMED = "bevestigd"
    WAITING = "wachtlijst"
    CANCELLED = "afgemeld"
    ATTENDED = "geweest"
    ABSENT = "niet-geweest"

    @property
    def is_ahead(self) -> bool:
        """Whether it can still change: nobody signed off or was counted."""
        return self in {SignUpState.REGISTERED, SignUpState.CONFIRMED, SignUpState.WAITING}

    @property
    def holds_a_place(self) -> bool:
        """Whether it takes one of the places: anything but waiting or signed off."""
        return self not in {SignUpState.WAITING, SignUpState.CANCELLED}

    @property
    def said_yes(self) -> bool:
        """Whether somebody said that they come, also when they did not in the end."""
        return self.holds_a_place and self is not SignUpState.REGISTERED

    @property
    def comes(self) -> bool:
        """Whether somebody comes for certain, or came."""
        return self.said_yes and self is not SignUpState.ABSENT


class PledgeState(StrEnum):
    """Where a pledge stands."""

    OFFERED = "aangeboden"
    AGREED = "afgesproken"
    DELIVERED = "geleverd"
    THANKED = "bedankt"
    WITHDRAWN = "ingetrokken"


class PledgeCondition(StrEnum):
    """When a pledge of money holds."""

    NONE = "altijd"
    PER_PARTICIPANT = "per-deelnemer"  # so much for each, up to the quantity of the pledge
    WITH_THE_REST = "met-de-rest"  # as soon as the rest of the need is promised too
