"""Words for the closed lists, read back: our own labels in every language, and what people say."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TypeVar

from data.spreadsheets.columns import folded
from domain.branches import Branch
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    NeedKind,
    SponsorForm,
    SponsorKind,
    TargetGroup,
    TeamKind,
    TravelMode,
)
from i18n.texts import Language, text

_Choice = TypeVar("_Choice", bound=StrEnum)
_BETWEEN = re.compile(r"[,;/|\n]|\s\+\s|\s&\s")

# What people call a branch, a group, a need and so on, besides our own labels.
_ALSO: dict[StrEnum, str] = {
    Branch.EDUCATION: "educatie, school, scholen, cursus, workshop, lezing, leren, training",
    Branch.CULTURE: "kunst, muziek, theater, toneel, dans, film, museum, musea, festival, concert, "
    "kunst en cultuur, music, arts, art, dance, expositie, tentoonstelling, exhibition, bibliotheek",
    Branch.SPORT: "sporten, sport en spel, bewegen, sport en bewegen, hardlopen, voetbal, sports",
    Branch.BANKING: "bank, financieel, verzekeringen",
    Branch.CARE: "gezondheid, zorg en welzijn, ouderenzorg, health",
    Branch.WELFARE: "sociaal, buurtwerk, ontmoeting, maatschappelijk, welfare",
    Branch.GOVERNMENT: "gemeente, bestuur",
    Branch.HOUSING: "woningcorporatie, buurt, wijk",
    Branch.RETAIL: "winkel, detailhandel, markt, braderie, rommelmarkt, vrijmarkt, handel",
    Branch.TRANSPORT: "mobiliteit, openbaar vervoer",
    Branch.ICT: "digitaal, computer, techniek",
    Branch.HOSPITALITY: "eten, eten en drinken, food, culinair, restaurant, cafe",
    Branch.AGRICULTURE: "boeren, tuinbouw, agrarisch",
    Branch.ASSOCIATIONS: "vereniging, stichting, fonds, goede doelen",
    Branch.FAITH: "kerk, kerken, religie, geloof, levensbeschouwelijk, zingeving",
    Branch.NATURE: "natuur en milieu, milieu, groen, duurzaamheid, tuinieren",
    TargetGroup.OLDER_PEOPLE: "senioren, 55, 60, 65, ouderen 55, bejaarden, seniors, 65 plussers",
    TargetGroup.YOUNG_PEOPLE: "jeugd, tieners, jongvolwassenen, studenten, youth, teens, young people",
    TargetGroup.CHILDREN: "kind, basisschool, peuters, kleuters, kids",
    TargetGroup.NEIGHBOURS: "buurtbewoners, bewoners, wijkbewoners, buurt, omwonenden",
    TargetGroup.NEWCOMERS: "statushouders, vluchtelingen, anderstaligen, nieuwe nederlanders",
    TargetGroup.DISABILITY: "gehandicapten, beperking, mensen met een handicap",
    TargetGroup.ILLNESS: "zieken, patienten",
    TargetGroup.PARENTS: "gezinnen, gezin, families, vaders, moeders, families with children",
    TargetGroup.COLLEAGUES: "medewerkers, personeel, werknemers, collega s",
    TargetGroup.EVERYONE: "allen, alle leeftijden, alle doelgroepen, volwassenen, algemeen, all, "
    "all ages, alle, breed publiek, jong en oud, iedereen is welkom",
    AttendanceMode.INDOOR: "indoor, inside, overdekt",
    AttendanceMode.OUTDOOR: "outdoor, outside, buitenlucht, openlucht",
    AttendanceMode.ONLINE: "digitaal, teams, zoom, virtueel, webinar",
    AttendanceMode.MIXED: "hybride, hybrid, mixed, binnen en buiten",
    NeedKind.MONEY: "euro, euros, sponsoring, budget, financien, donatie, money, funding, cash",
    NeedKind.PEOPLE: "handen, vrijwilligers, vrijwilliger, helpers, hulp, mankracht, menskracht, "
    "people, volunteers, hands",
    NeedKind.KNOWLEDGE: "expertise, advies, ervaring, deskundigheid, knowledge, advice",
    NeedKind.MATERIAL: "spullen, materialen, middelen, goederen, eten en drinken, material, "
    "materials, stuff",
    NeedKind.VENUE: "locatie, zaal, plek, gebouw, ruimte, ruimtes, venue, space, room",
    NeedKind.NETWORK: "contacten, netwerk, bekendheid, publiciteit, network, contacts",
    TravelMode.WALKING: "lopen, te voet, lopend, wandelend, ov, openbaar vervoer, bus, trein, "
    "walking, on foot, public transport",
    TravelMode.CYCLING: "fiets, fietsen, per fiets, e bike, bike, cycling, bicycle",
    TravelMode.CAR: "auto, met auto, eigen auto, car, by car, rijden",
    TeamKind.LOCAL: "lokaal, buurt, buurtinitiatief, initiatief, bewoners, local",
    TeamKind.COMPANY: "bedrijf, organisatie, onderneming, company, organisation, organization",
    TeamKind.ASSOCIATION: "vereniging, club, stichting, association",
    TeamKind.FUND: "fonds, foundation, fund",
    TeamKind.BRANCH_ORGANISATION: "branche, koepel, brancheorganisatie, branch organisation",
    SponsorKind.COMPANY: "bedrijf, onderneming, zaak, winkel, company, business",
    SponsorKind.FUND: "fonds, foundation, fund, goed doel",
    SponsorKind.SERVICE_CLUB: "service club, rotary, lions, kiwanis, serviceclub, club",
    SponsorKind.CIVIC: "stichting, maatschappelijk, vereniging, gemeente, kerk, civic",
    SponsorForm.POWERED_BY: "powered by, hele week, dragen",
    SponsorForm.SPONSOR: "sponsoren, sponsor, sponsoring, activiteit sponsoren",
    SponsorForm.PROMOTE: "promoten, promotie, bekendmaken, promote",
    SponsorForm.ORGANISE: "organiseren, zelf organiseren, organise",
    SponsorForm.GESTURE: "gebaar, klein gebaar, gesture",
    ActivityState.CANCELLED: "geannuleerd, afgelast, vervallen, cancelled, canceled, ingetrokken, "
    "gaat niet door, eventcancelled",
}


def one_of(kind: type[_Choice], said: str) -> _Choice | None:
    """The choice that a cell names, None when it names none or several."""
    found, _ = several_of(kind, said)
    return next(iter(found)) if len(found) == 1 else None


def several_of(kind: type[_Choice], said: str) -> tuple[frozenset[_Choice], list[str]]:
    """The choices that a cell names, and the words that name none."""
    if not said:
        return frozenset(), []
    words = _words(kind)
    whole = words.get(folded(said))
    if whole is not None:
        return frozenset({whole}), []
    found: set[_Choice] = set()
    unknown: list[str] = []
    for part in _BETWEEN.split(said):
        name = folded(part)
        one = words.get(name)
        if one is not None:
            found.add(one)
        elif name:
            pieces = [words.get(piece) for piece in name.split(" en ")]
            known = {piece for piece in pieces if piece is not None}
            found |= known
            if not known:
                unknown.append(part.strip())
    return frozenset(found), unknown


@cache
def _words(kind: type[_Choice]) -> dict[str, _Choice]:
    found: dict[str, _Choice] = {}
    for member in kind:
        labels = [text(language, _key(member)) for language in Language]
        for name in (member.value, *labels, *_ALSO.get(member, "").split(",")):
            if folded(name):
                found.setdefault(folded(name), member)
    return found


def label(member: StrEnum, language: Language) -> str:
    """What a choice is called on screen."""
    return text(language, _key(member))


def _key(member: StrEnum) -> str:
    return f"vocabulary.{type(member).__name__.lower()}.{member.value}"
