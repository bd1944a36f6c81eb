"""The headings that people use, Dutch and English, by meaning.

Words as `columns.folded` leaves them: lower case, without accents and signs. Collected from event
and activity sheets of municipalities, open data and associations.
"""

from __future__ import annotations

from data.spreadsheets.meanings import Meaning

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
        city; location city""",
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
        mode; attendance; online offline; waar doe je mee; indoor outdoor; wijze van deelname""",
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
    Meaning.ACCESSIBILITY: """toegankelijkheid; accessibility; rolstoeltoegankelijk; wheelchair
        accessible; toegankelijk""",
    Meaning.GOOD_TO_KNOW: """goed om te weten; bijzonderheden; good to know; meenemen; mee te nemen;
        praktische informatie; praktisch; aandachtspunten""",
    Meaning.STATE: """stand; status; state; event status; status evenement""",
    Meaning.PRIVATE: """email; e mail; e mailadres; emailadres; mail; mailadres; telefoon;
        telefoonnummer; tel; mobiel; mobiel nummer; phone; phone number; contact; contactpersoon;
        naam contactpersoon; contact person; voornaam; achternaam; first name; last name; aanvrager;
        naam aanvrager; contactgegevens; e mail contactpersoon; telefoon contactpersoon; iban;
        organizer email; organisator email; email organisator; telefoon organisator; bsn;
        geboortedatum; coordinator; begeleider; contact email; rekeningnummer""",
}

HEADINGS: dict[str, Meaning] = {
    " ".join(heading.split()): meaning
    for meaning, headings in _LISTS.items()
    for heading in headings.split(";")
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
