"""Things of one kind of which a statement means one: who does it, where it is, which of the two. Another is another fact."""

from __future__ import annotations

import re
from functools import lru_cache

from service.check.lexicon import key

KINDS: dict[str, str] = {
    "who": """
kommunen municipality; fylkeskommune fylkeskommunen fylket county; staten; statsforvalter statsforvaltar fylkesmann
governor; vegvesenet; kystverket; politi politiet lensmann lensmannen
police; hjemmetjenesten heimetenesta hjemmesykepleien heimesjukepleia; legevakt legevakta; havnevakt havnevakta
hamnevakta; redningsskøyta; kystvakta; brannvesen brannvesenet; nettselskap straumselskap; rederi
reiarlag reiarlaget fergeselskap ferjeselskap ruteselskap; mobilselskap teleselskap;
renovasjonsselskap; velforening velforeining vellag; idrettslag;
historielag sogelag; båtforening båtlag; jegerforening jaktlag; bygdekvinnelag; pensjonistforening pensjonistlag;
ungdomslag; korps; speiderne speidarane; kunstforening; grunneieren grunneigaren landowner; huseier huseigar
homeowner; båteier båteigar; butikkeier butikkeigar shopkeeper; utleier utleigar landlord; leietaker leigetakar
tenant; arrangør organiser organizer; kommunestyre kommunestyret council; formannskap formannskapet; ordfører ordførar
mayor; kommunedirektør rådmann; administrasjonen; departement ministry; stortinget parliament; regjeringen regjeringa
government; rektor principal headteacher; havnesjef hamnesjef havnefogd hamnefut harbourmaster; brannsjef;
kommuneoverlege; mattilsynet; skatteetaten; husbanken; nav; kartverket; fiskeridirektoratet; miljødirektoratet;
arbeidstilsynet; datatilsynet; helsetilsynet; forsikringsselskap insurer; vaktsentral vaktsentralen alarmsentral alarmsentralen;
brannvakt brannvakta brannvakten; sanitetsforening sanitetsforeningen sanitetsforeining sanitetsforeininga
sanitetslaget; entreprenør contractor; mannskap mannskapet
crew; kaptein kapteinen captain; skipper skipperen; vaktmester vaktmeister caretaker; feier feiar sweeper; elektriker elektrikar
electrician; rørlegger røyrleggjar plumber; kontaktlærer kontaktlærar; helsesykepleier helsesjukepleiar; sykepleier
sjukepleiar nurse; fastlege; tannlege dentist; menighetsråd sokneråd; kyrkjeverje kirkeverge; fellesråd; klagenemnd;
utbygger utbyggar developer; frivilligsentral; bibliotekar librarian; sjåfør;
frivillige volunteers dugnadsgjengen; nabo naboen neighbour; foreldre foreldrene foresatte føresette parents guardians;
lærer læreren lærar læraren teacher; lege legen doctor; banken bank; bonden farmer; pilot dronefører""",
    "where": """
kirka kyrkja kirken church; skolen skulen school; butikken shop; fyret lighthouse; biblioteket library; siratun
samfunnshuset; kommunehuset rådhuset; omsorgssenteret sjukeheimen sykehjemmet; barnehagen kindergarten; gravlunden
kirkegården gravplassen cemetery; brannstasjonen; bedehuset; gjestehuset guesthouse; lekeplassen leikeplassen
playground; fiskemottaket; moloen breakwater; museet; parkeringsplassen; miljøstasjonen gjenvinningsstasjonen;
legekontoret helsesenteret; svømmehallen symjehallen; helsestasjonen; havnekontoret hamnekontoret; servicekontoret
servicetorget; postkassen postkassa; resepsjonen reception; turistkontoret; campingplassen campsite; fotballbanen;
idrettshallen gymsalen; venterommet; kafeen; kiosken kiosk; utstyrsboden utlånsboden""",
    "entrance": """
hovedinngangen hovudinngangen; sideinngangen; bakdøra bakinngangen; nødutgangen; kjellerinngangen; vareinngangen""",
    "height": "øverst øvst øverste øvste top; nederst nedst nederste nedste bottom",
    "colour": """
rød røde raud raude red; blå blåe blue; grønn grønne grøn grøne green; gul gule yellow; grå grey; brun brune brown; svart
svarte black; hvit hvite kvit kvite white; oransje orange""",
    "payment": "kontant kontanter kontantar cash; bankkort betalingskort; vipps",
    "leash": "bånd band båndtvang bandtvang leash lead; løs laus løse lause loose",
    "charge": "depositum depositumet deposit; årsavgift årsgebyr annual-fee; leie leige rent; egenandel eigendel eigenandel",
    "full": "fulle full; tomme tom tomt empty",
    "card": """
lånekort bibliotekkort; nøkkelkort; rabattkort; gavekort; bankkort; medlemskort; klippekort; årskort""",
}
"""Each kind: its members with semicolons between, a member in bokmål, nynorsk and English with blanks between."""
_MEMBERS = {
    kind: [frozenset(name for word in part.split() if (name := key(word))) for part in text.split(";")]
    for kind, text in KINDS.items()
}
_PLACES: dict[str, list[tuple[str, int]]] = {}
for _kind, _members in _MEMBERS.items():
    for _number, _words in enumerate(_members):
        for _word in _words:
            _PLACES.setdefault(_word, []).append((_kind, _number))
_WORD = re.compile(r"(?<![@./\w])[^\W\d_]++(?![\w-]{0,60}(?:@|\.\w))")
"""A word that is no part of an address («kommune» in post@utsira.kommune.no)."""


@lru_cache(maxsize=5_000)
def kinds_in(text: str) -> dict[str, dict[int, tuple[int, int]]]:
    """The kinds a text names, the members of each by number, and where each stands first."""
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for match in _WORD.finditer(text.lower()):
        word = match.group()
        for kind, member in _PLACES.get(key(word) or "") or _PLACES.get(key(word.removesuffix("s")) or "", ()):
            found.setdefault(kind, {}).setdefault(member, match.span())
    return found


def member(kind: str, number: int) -> frozenset[str]:
    """The keys of the words that name a member of a kind."""
    return _MEMBERS[kind][number]
