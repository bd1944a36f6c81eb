"""The headings that people use, Dutch and English, by meaning.

Words as `columns.folded` leaves them: lower case, without accents and signs. Collected from event
and activity sheets of municipalities, open data and associations. A list of another kind has the
headings of activities for the meanings that both can have, and its own instead where it says so.
"""

from __future__ import annotations

from collections.abc import Mapping

from data.spreadsheets.meanings import OF_KIND, Meaning
from domain.imports import ImportKind

_LISTS: dict[Meaning, str] = {
    Meaning.TITLE: """titel; title; naam activiteit; activiteit naam; activiteitnaam; naam van de
        activiteit; titel activiteit; activiteit; naam evenement; evenement naam; evenementnaam;
        naam van het evenement; evenement; event; event naam; event name; event title; activity;
        activity name; activity title; wat; wat gaan we doen; klus; naam klus; onderwerp; subject;
        naam actie; actie; initiatief; naam initiatief; naam project; project; workshop; cursus;
        programma onderdeel; programmaonderdeel; naam; name; summary title; kop; titel evenement;
        evenementen; activiteiten; bijeenkomst; naam bijeenkomst; voorstelling; what""",
    Meaning.SUMMARY: """samenvatting; summary; korte omschrijving; korte beschrijving; kort;
        shortdescription; short description; intro; introductie; inleiding; in het kort; teaser;
        meta description; omschrijving kort""",
    Meaning.DESCRIPTION: """omschrijving; beschrijving; description; toelichting; details; uitleg;
        lange omschrijving; longdescription; long description; omschrijving activiteit; body;
        omschrijving evenement; activiteit omschrijving; inhoud; wat houdt het in; tekst; content;
        omschrijving lang; event description; activity description; uitgebreide omschrijving""",
    Meaning.DATE: """datum; date; dag en datum; datum en tijd; datum tijd; datumtijd; wanneer; when;
        begindatum; startdatum; start datum; begin datum; datum begin; datum start; datum van;
        van datum; vanaf datum; datum vanaf; van tot datum; datum van tot; date from to; date from;
        from date; start date; startdate; date start; begin date; datum evenement; evenement datum;
        evenementdatum; datum activiteit; activiteit datum; datum of periode; periode; data; datums;
        uitvoeringsdatum; singledates; single dates; datepattern startdate; event date; activity
        date; dates; date and time; date time; datetime; start datetime; start date time; dtstart;
        start datum en tijd; begindatum en tijd; startdatum en tijd; startdatum tijd; datum s; event start; evenement start; start
        evenement; begin evenement; aanvangsdatum; ingangsdatum; dag datum; datum klus""",
    Meaning.END_DATE: """einddatum; eind datum; datum eind; datum einde; datum tot; tot datum; end
        date; enddate; date end; date to; to date; datepattern enddate; datum t m; datum tot en met;
        tot en met; t m; end datetime; end date time; dtend; event end; evenement eind; einde
        evenement; eind evenement; einddatum en tijd; eind datum en tijd; laatste dag; until""",
    Meaning.START: """begintijd; starttijd; start tijd; begin tijd; tijd van; tijden van; tijd vanaf;
        van tijd; vanaf tijd; vanaf; aanvang; aanvangstijd; tijd; tijden; tijdstip; tijdstippen; hoe
        laat; start time; starttime; time start; time from; time; times; from time; begin time; uur;
        tijd begin; tijd start; begintijdstip; aanvangstijdstip; van uur; uren; openingstijden;
        tijdsduur van tot; tijd van tot; start uur; from; start; begin; van""",
    Meaning.END: """eindtijd; eind tijd; tijd tot; tijden tot; tot tijd; tijd eind; tijd einde; end
        time; endtime; time end; time to; time until; to time; eindtijdstip; sluitingstijd; tot uur;
        eind uur; end; einde; eind; tot; to; finish""",
    Meaning.MINUTES: """duur; tijdsduur; duur minuten; duur in minuten; duration; duration minutes;
        aantal minuten; lengte""",
    Meaning.EFFORT: """inzet; inzet in minuten; tijdsinvestering; tijdsbesteding; effort; effort in
        minutes; tijd per vrijwilliger""",
    Meaning.WEEKDAY: """dag; weekdag; dag van de week; day; weekday; dag week; welke dag""",
    Meaning.YEAR: """jaar; year; jaartal; kalenderjaar""",
    Meaning.VENUE: """locatie; location; locatienaam; locatie naam; naam locatie; waar; where; zaal;
        gebouw; ruimte; venue; venue name; location name; plek; accommodatie; locatieomschrijving;
        locatie omschrijving; omschrijving locatie; plaats van de activiteit; terrein; zaal locatie;
        evenementenlocatie; locatie evenement; evenement locatie; podium; theater; museum name;
        museumnaam; locatie activiteit; naam en adres locatie""",
    Meaning.ADDRESS: """adres; address; straat; straatnaam; street; straat en huisnummer; straat en
        nummer; adres locatie; locatie adres; locatieadres; openbareruimtenaam; openbare ruimte
        naam; street address; bezoekadres; address 1; adresregel 1; adresgegevens; full address;
        volledig adres; straat huisnummer; straat nr; adres en plaats; address line 1; location
        address; venue address""",
    Meaning.HOUSE_NUMBER: """huisnummer; huis nummer; huisnr; nummer huis; house number; nr; hnr;
        huisnummer en toevoeging""",
    Meaning.POSTCODE: """postcode; post code; zipcode; zip code; zip; postal code; postalcode; pc;
        pc4; pc6; postcode locatie; locatie postcode""",
    Meaning.PLACE: """plaats; woonplaats; plaatsnaam; stad; dorp; kern; city; town; place; plaats
        locatie; locatie plaats; vestigingsplaats; stad dorp; woonkern; plaats naam; village; venue
        city; location city; plaats of postcode; woonplaats of postcode; postcode of plaats;
        postcode of woonplaats; place or postcode; postcode or place""",
    Meaning.MUNICIPALITY: """gemeente; gemeentenaam; municipality; naam gemeente; gemeente naam""",
    Meaning.PROVINCE: """provincie; province; provincienaam""",
    Meaning.EAST: """x; rdx; rd x; x rd; x coordinaat; xcoordinaat; coordinaat x; x coordinate;
        xcoord; x coord; lon; lng; long; longitude; lengtegraad; geo lon; geo lng; oost; easting; lon
        x; lon y; lengte; coordx; geo longitude; x rijksdriehoek""",
    Meaning.NORTH: """y; rdy; rd y; y rd; y coordinaat; ycoordinaat; coordinaat y; y coordinate;
        ycoord; y coord; lat; latitude; breedtegraad; geo lat; noord; northing; lat x; lat y;
        breedte; coordy; geo latitude; y rijksdriehoek""",
    Meaning.POINT: """coordinaten; coordinaat; coordinates; coords; latlng; lat lng; lat lon; latlon;
        lat long; geo; gps; gps coordinaten; geopoint; geo point; geo point 2d; geolocatie; wkt;
        geom; the geom; geometry; punt; geolocation; rd coordinaten""",
    Meaning.ORGANISER: """organisator; organisatie; organisatoren; naam organisator; naam
        organisatie; organisatie naam; organisatienaam; georganiseerd door; organizer; organiser;
        organisation; organization; wie organiseert; wie; door; vereniging; stichting; naam
        vereniging; instelling; aanbieder; initiatiefnemer; uitvoerder; organized by; organised by;
        host; trekker; bedrijf; bedrijfsnaam; uitvoerende organisatie""",
    Meaning.BRANCH: """branche; branch; sector; bedrijfstak; categorie; category; soort; type; soort
        activiteit; soort evenement; type evenement; type activiteit; rubriek; thema; genre;
        evenement type; event type; categorieen; categories; discipline""",
    Meaning.FORMS: """vorm van verbondenheid; vormen van verbondenheid; verbondenheid; verbinding
        met; form of connection; forms of connection""",
    Meaning.GROUPS: """doelgroep; doelgroepen; voor wie; target group; target groups; audience;
        bestemd voor; target ages; publiek; leeftijdsgroep; for whom""",
    Meaning.ATTENDANCE: """binnen of buiten; binnen buiten; online of op locatie; deelname; attendance
        mode; attendance; online offline; waar doe je mee; indoor outdoor; indoor or outdoor; wijze van
        deelname""",
    Meaning.CAPACITY: """max; maximum; maximum aantal; max aantal; max aantal deelnemers; maximum
        aantal deelnemers; max deelnemers; maximaal aantal deelnemers; maximaal; capaciteit;
        capacity; aantal plaatsen; plaatsen; beschikbare plaatsen; aantal plekken; plekken; max
        personen; maximum aantal personen; max participants; spots; places; limiet; max aantal
        personen; zitplaatsen""",
    Meaning.PARTICIPANTS: """aantal deelnemers; deelnemers; aantal bezoekers; bezoekers; verwacht
        aantal bezoekers; verwachte bezoekers; verwacht aantal deelnemers; verwachte deelnemers;
        aantal personen; aantal aanwezigen; aanwezigen; participants; expected participants;
        expected visitors; attendees; visitors; opkomst; aantal; number of participants""",
    Meaning.MIN_AGE: """minimumleeftijd; minimum leeftijd; leeftijd vanaf; vanaf leeftijd; min
        leeftijd; minimum age; min age""",
    Meaning.PEOPLE_NEEDED: """vrijwilligers nodig; aantal vrijwilligers; aantal vrijwilligers nodig;
        benodigde vrijwilligers; helpers nodig; aantal helpers; hulp nodig aantal; volunteers
        needed; number of volunteers; people needed; mensen nodig; vrijwilligers; nodig mensen""",
    Meaning.MONEY_NEEDED: """geld nodig; benodigd bedrag; gevraagd bedrag; bedrag nodig; bedrag;
        benodigd budget; sponsorbedrag; amount needed; money needed; funding needed; nodig geld;
        gevraagde bijdrage; benodigde bijdrage""",
    Meaning.LANGUAGES: """taal; talen; voertaal; language; languages""",
    Meaning.ACCESSIBILITY: """toegankelijkheid; accessibility; toegankelijk""",
    Meaning.WHEELCHAIR: """rolstoeltoegankelijk; rolstoel; rolstoelvriendelijk; toegankelijk voor
        rolstoelen; wheelchair accessible; wheelchair; wheelchair access""",
    Meaning.GOOD_TO_KNOW: """goed om te weten; bijzonderheden; good to know; meenemen; mee te nemen;
        praktische informatie; praktisch; aandachtspunten""",
    Meaning.RETURN_FAVOUR: """tegenprestatie; wat de organisator terugdoet; wat doen jullie terug;
        return favour; what the organiser does in return; in return""",
    Meaning.SHOWS_SPONSOR: """sponsor in beeld; sponsor zichtbaar; mag een sponsor te zien zijn; sponsor
        in sight; shows sponsor""",
    Meaning.MIN_CREW: """minste aantal helpers; minstens zoveel helpers; minimum aantal helpers; minimaal
        aantal helpers; least number of helpers; minimum crew; min crew""",
    Meaning.STATE: """stand; status; state; event status; status evenement""",
    Meaning.PRIVATE: """email; e mail; e mailadres; emailadres; mail; mailadres; telefoon;
        telefoonnummer; tel; mobiel; mobiel nummer; phone; phone number; contact; contactpersoon;
        naam contactpersoon; contact person; voornaam; achternaam; first name; last name; aanvrager;
        naam aanvrager; contactgegevens; e mail contactpersoon; telefoon contactpersoon; iban;
        organizer email; organisator email; email organisator; telefoon organisator; bsn;
        geboortedatum; coordinator; begeleider; contact email; rekeningnummer""",
}

_OFFERS = """biedt; aanbod; bieden; wat bieden jullie; wat bied je; wat biedt het; wat kunnen we bieden;
    offers; biedt aan; helpt met; hulp met; kan helpen met; ondersteuning"""
_GROUP_BRANCHES = """branche; branch; sector; bedrijfstak; rubriek; werkveld; branches; branches van
    voorkeur; thema"""
_OWN_LISTS: dict[ImportKind, dict[Meaning, str]] = {
    ImportKind.VOLUNTEERS: {
        Meaning.FIRST_NAME: """voornaam; roepnaam; first name; firstname; given name; voornaam
            vrijwilliger; voor naam; call name""",
        Meaning.FULL_NAME: """naam; name; volledige naam; full name; naam vrijwilliger; vrijwilliger;
            volunteer; volunteer name; voor en achternaam; voornaam en achternaam; deelnemer; wie;
            contactpersoon; contact; hele naam""",
        Meaning.EMAIL: """email; e mail; e mailadres; emailadres; mail; mailadres; email address;
            e mail adres; email adres; e mail vrijwilliger; contact email""",
        Meaning.TRAVEL: """vervoer; vervoermiddel; hoe kom je er; reist met; reizen; vervoerswijze;
            travel; travel mode; transport; reiswijze; eigen vervoer""",
        Meaning.RADIUS: """straal; afstand; reisafstand; maximale afstand; max afstand; hoe ver; radius;
            km; kilometers; kilometer; straal km; afstand km; straal in km; afstand in km; max km;
            reisbereidheid; hoe ver wil je gaan; distance; max reisafstand""",
        Meaning.ASKS: """keer per week; vragen per week; hoe vaak; aantal keer per week; hoe vaak vragen;
            asks per week; times per week; hoe vaak per week; frequentie; hoe vaak mogen we vragen""",
        Meaning.AT_HOME: """thuis; vanuit huis; thuis of ter plekke; vanaf huis; at home; from home; thuis
            werken; ook thuis; vanuit huis of ter plekke""",
        Meaning.ADULT: """18 jaar of ouder; 18; 18 plus; 18 of ouder; ben je 18 jaar of ouder; ouder dan
            18; boven de 18; volwassen; meerderjarig; is volwassen; adult; 18 or older; over 18; 18
            years or older; is adult; vanaf 18""",
        Meaning.SPARE_TIME: """hoeveel tijd; hoeveel tijd heb je; beschikbare tijd; tijd beschikbaar; hoe
            lang; duur; tijd per keer; minuten; spare time; how much time; available time; time
            available; minutes""",
        Meaning.BRANCH: """branche; branches; sector; voorkeur; voorkeuren; interesse; interesses;
            interests; thema; themas; werkveld; gebied van voorkeur; waar heb je zin in""",
        Meaning.LANGUAGES: "taal; language; voertaal; taal van de mail",
        Meaning.PRIVATE: """achternaam; tussenvoegsel; telefoon; telefoonnummer; tel; mobiel; mobiel
            nummer; phone; phone number; last name; surname; adres; straat; straatnaam; huisnummer;
            huisnr; nr; straat en huisnummer; address; street; geboortedatum; leeftijd; bsn; iban;
            geslacht; m v; vog; opmerkingen; opmerking; bijzonderheden; nationaliteit; gezondheid""",
    },
    ImportKind.TEAMS: {
        Meaning.TITLE: """team; teamnaam; naam team; naam van het team; inspiratieteam; naam
            inspiratieteam; team name; naam; name; groep; naam groep; organisatie; naam
            organisatie; vereniging; bedrijf; bedrijfsnaam""",
        Meaning.TEAM_KIND: """soort; soort team; type; type team; kind; team kind; team type; soort
            organisatie; categorie""",
        Meaning.BRANCH: _GROUP_BRANCHES,
        Meaning.SIZE: """aantal leden; leden; aantal mensen; mensen; size; team size; grootte; teamgrootte;
            omvang; aantal teamleden; teamleden; aantal personen; met hoeveel; aantal; members""",
        Meaning.OFFERS: _OFFERS,
        Meaning.DESCRIPTION: """wat kunnen jullie; wat kan het team; omschrijving; beschrijving; can do;
            description; toelichting; wat doen jullie; over het team; over ons""",
    },
    ImportKind.SPONSORS: {
        Meaning.TITLE: """sponsor; naam sponsor; sponsornaam; naam van de sponsor; sponsor name; naam;
            name; organisatie; naam organisatie; bedrijf; bedrijfsnaam; fonds; naam fonds; company""",
        Meaning.SPONSOR_KIND: """soort; soort sponsor; type; type sponsor; sponsor kind; sponsor type;
            categorie; soort organisatie""",
        Meaning.SPONSOR_FORMS: """sponsorvorm; sponsorvormen; vorm; vormen; vorm van sponsoring; manier; hoe;
            sponsor form; sponsor forms; sponsoring""",
        Meaning.BRANCH: _GROUP_BRANCHES,
        Meaning.OFFERS: _OFFERS,
        Meaning.BUDGET: """budget; bedrag; geld; beschikbaar bedrag; sponsorbedrag; amount; euro;
            beschikbaar budget; bijdrage; hoeveel geld; maximaal bedrag""",
        Meaning.NATIONWIDE: "landelijk; heel nederland; nationwide; landelijk actief; overal",
        Meaning.SHOWN: """mag genoemd; genoemd worden; wil genoemd worden; tonen; zichtbaar; shown; naam
            tonen; mag getoond; wants to be shown; vermelding; mag genoemd worden""",
    },
    ImportKind.NEEDS: {
        Meaning.ACTIVITY: """activiteit id; id activiteit; activiteitid; id; activity id; link; url; link
            activiteit; activiteit nummer; nummer activiteit; link naar de activiteit; adres van de
            pagina""",
        Meaning.TITLE: """activiteit; naam activiteit; naam van de activiteit; titel; titel activiteit;
            evenement; naam evenement; activity; activity title; event; naam; bij activiteit; voor
            activiteit; voor welke activiteit; title""",
        Meaning.DATE: "datum; date; dag; wanneer; datum activiteit; when; day",
        Meaning.VENUE: "locatie; location; waar; where; plek; venue; zaal; gebouw",
        Meaning.NEED_KIND: """wat is er nodig; soort behoefte; behoefte; wat nodig; nodig; soort; type; need;
            need kind; needs; soort hulp; hulpvraag; wat is nodig; wat hebben we nodig; what; vraag;
            wat vragen we; soort vraag""",
        Meaning.QUANTITY: """hoeveel; aantal; hoeveelheid; quantity; how many; hoeveel nodig; aantal nodig;
            amount; bedrag; stuks""",
        Meaning.DESCRIPTION: """omschrijving; toelichting; beschrijving; description; wat precies; uitleg;
            details; welke""",
    },
}


def _by_heading(lists: Mapping[Meaning, str]) -> dict[str, Meaning]:
    return {
        " ".join(heading.split()): meaning
        for meaning, headings in lists.items()
        for heading in headings.split(";")
    }


def _of_kind(kind: ImportKind) -> dict[str, Meaning]:
    """Its own headings, and those of activities for the meanings it has none of its own for."""
    own = _OWN_LISTS.get(kind, {})
    wanted = set(OF_KIND[kind]) - set(own) | {Meaning.PRIVATE}
    return _by_heading({one: _LISTS[one] for one in _LISTS if one in wanted}) | _by_heading(own)


# The headings of each kind of list; those of activities are the base of the others.
HEADINGS_OF: Mapping[ImportKind, Mapping[str, Meaning]] = {
    kind: _of_kind(kind) for kind in ImportKind
}

# What a file or sheet of a kind is called.
NAMES_OF_LISTS: Mapping[ImportKind, frozenset[str]] = {
    kind: frozenset(words.split())
    for kind, words in {
        ImportKind.VOLUNTEERS: "vrijwilligers vrijwilliger volunteers helpers deelnemers",
        ImportKind.TEAMS: "teams inspiratieteams team inspiratieteam",
        ImportKind.SPONSORS: "sponsors sponsoren sponsor sponsorlijst",
        ImportKind.NEEDS: "behoeften behoefte needs nodig hulpvragen",
    }.items()
}

# Said of every column of such a sheet, so they tell nothing apart.
_FILLERS = (
    "de het een van der den the of a an activiteit activiteiten evenement evenementen event events "
    "activity activities deze jouw uw je onze nl optioneel optional verplicht required"
)
FILLERS = frozenset(_FILLERS.split())

# A column with one of these words is about something else than the activity itself.
_ELSEWHERE = (
    "aanvraag aangevraagd aanmelding aanmelden inschrijving inschrijven besluit beschikking "
    "publicatie gepubliceerd published registratie registered registratiedatum invoer ingevoerd "
    "ontvangst ontvangen mutatie gewijzigd gewijzigde modified lastupdated updated update created "
    "aangemaakt deadline uiterste sluiting opbouw afbouw facturatie factuur betaling url urls link "
    "website media thumbnail image foto afbeelding id ids trcid guid code dossiernummer zaaknummer "
    "opmerking opmerkingen week weeknr weeknummer weeknummers geboorte bezwaar permit"
)
ELSEWHERE = frozenset(_ELSEWHERE.split())
