"""Words of the municipal field that mean the same in bokmål, nynorsk and English, and how two words are one."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from service.check.english import NORWEGIAN
from service.norwegian import STOPWORDS, stem
from service.written_forms import BOKMAL

_SAME = """
båt båten båtar rutebåt rutebåten ferje ferjen ferja ferge fergen ferga ferry ferries boat boats
avgang avganger avgangar departure departures går gå leaves leave departs depart sails
koster kostar koste kosta kostet cost costs price prices pris prisen prisene prisar fee fees gebyr gebyret avgift avgifta charge
leie leier leige leiga leiger leies leigast rent rents rented hire hired leid leigd utleie utleige
låne låner låna lånar lån utlån borrow borrows borrowed lend lends lent loan lånetid lånetiden lånetida
bibliotek biblioteket library
bok boken boka bøker bøkene book books
skole skolen skule skulen school
barnehage barnehagen kindergarten nursery
barn barna barnet born children child kids
voksen voksne vaksen vaksne adult adults voksenbillett
billett billetten billetter billettar ticket tickets
søknad søknaden søknader søknadar application applications søke søker søkja søkjer apply applicants applicant
frist fristen deadline forfall forfallsdato
klage klagen klager klaga appeal appeals complaint
svar svaret svare svarer answer answers reply
plass plassen plasser plassar place places space spaces
kommune kommunen kommunar municipality municipal
kommunehus kommunehuset rådhus rådhuset town-hall
kommunestyre kommunestyret council
butikk butikken shop store
vei veien veg vegen road
sti stien turstien path trail walk
fyr fyret fyrtårn lighthouse
kai kaia kaien quay pier
havn havna havnen hamn hamna harbour harbor
hund hunder hunden hundar hundene dog dogs
bånd band bandtvang båndtvang leash lead
sykkel sykler sykkelen sykkelutleie bike bikes bicycle bicycles
bil biler bilar bilen car cars
hus huset house houses
bolig boliger bustad bustader housing flat flats
innbygger innbyggere innbyggarar innbyggjarar residents inhabitants population
omvisning omvising omvisninger guided tour tours
søppel boss avfall bos waste rubbish garbage
dunk dunken dunkar bosdunken bosdunkar bin bins
vann vatn vatnet water
besøk besøker vitje vitjing vitjingstid visit visits visiting visitors
møte møtet møtes møter møtest meeting meetings meets
lege legen lækjar doctor legekontor legekontoret
sjukeheim sjukeheimen sykehjem sykehjemmet omsorgssenter omsorgssenteret
stilling stillinger stillingar post posts vacancy vacancies position
lærer lærar teacher
telt teltet tent tents camping campsite
rundt around
øy øya øyen island
lang langt lange long
minutt minutter minuttar minutes
reise reiser reisa travel trip tur turen overfarten overfart crossing
bestille bestilling bestilles bestillast tinge tinging book booking booked timebestilling førehandsbestilling forhåndsbestilling
skriftlig skriftleg written writing
sende sendes sender send sendast sent
begynne begynner byrja byrjar starter start starts begins begin
slutter sluttar ends end
medlem medlemmer medlemmar members member
parkere parkering parkerer parking park
gratis free gebyrfri kostnadsfri
påmelding påmeldinga påmeldingen melde melder melda meld registration register
svømme svømmehall symjehall basseng pool swimming
barnevogn vogn vogna pram stroller
hjelm helmet
hengelås padlock
alder aldersgrense aldersgrensen aldersgrensa fylt fylle fyller fyllt gammel gamal gamle age aged old
kirke kirken kyrkja church
barnetog barnetoget parade
is isen icecream
pølse pølser pølsa sausage sausages
helsestasjon helsestasjonen clinic
fugl fugler fuglar fuglen bird birds
fisk fiske fiska fishing fish
strøm strømmen straum straumen electricity power
vaksine vaksinen vaksinering vaccine vaccination
medisin medicine
idrettsplass idrettsplassen field ground
museum museet museums
utstilling utstillinga utstillingen exhibition
konsert konserten concert
kurs kurset course
lade lading ladepunkt ladepunkter charging charger charge-point
nøkkel nøkkelen keys
møne mønet mønehøyde mønehøyden mønehøgd mønehøgda ridge
nabogrense nabogrensen nabogrensa nabo naboen neighbour
sykdom sjukdom sykdommen sjukdommen illness
brann brannen fire
ulykke accident
gjest gjester gjestar guests guest
natt natta overnatting night overnight
mat food
kaffe coffee
vind wind bles blåser blåse blæs
levere leveres levera leverast deliver delivered
dekk tyres tires
"""
INFLECTED = 3
"""Letters of the longest ending that only inflects: «båtene», and not «båteier»."""
DEADLINE = "=frist"
"""The key of a deadline, which «innen», «senest» and «by» before a day say as well as the word does."""
_KEY = {word: f"={line.split()[0]}" for line in _SAME.strip().splitlines() for word in line.split()}
_EMPTY = STOPWORDS | frozenset(
    "ja nei yes no not ikke ikkje ingen inga uten utan without med with under over etter før mer meir mindre "
    "minst også òg altså "
    "bli blir blitt verta vert gjelder gjeld finnes finn finner finst ligger ligg står was were has have had "
    "will would this these "
    "their they them our us your hos hjå hva hvilke kva veldig gjerne dessverre helst så derfor difor men but "
    "because fordi "
    "than more less about into up down its if as by from who which also very still now here where when what how "
    "nå no akkurat "
    "tiden kan could may might must should få får fått fekk skal skulle må måtte vil ville har hatt gjør gjer "
    "blant ca cirka omtrent "
    "den denne dette disse desse alt alle mange noen nokon noko dere dykk dykkar deres deg din ditt dine oss "
    "vårt våre vår di "
    "klokka klokken kl frå fra til ved mellom between innen innan within hver kvar every each per da då hei hi "
    "hello".split()
)


@lru_cache(maxsize=50_000)
def key(word: str) -> str | None:
    """What a word in lower case is compared by; None for words that say nothing of their own."""
    if word in _EMPTY or len(word) < 2:
        return None
    if word in _KEY:
        return _KEY[word]
    plain = BOKMAL.get(word) or NORWEGIAN.get(word) or NORWEGIAN.get(word.removesuffix("s"), word)
    if plain in _KEY:
        return _KEY[plain]
    root = stem(plain)
    if root in _KEY and len(plain) - len(root) <= INFLECTED:
        return _KEY[root]
    return _ELIDED.sub(r"\1", _DOUBLED.sub(r"\1", root)) if len(root) > 3 else word


@lru_cache(maxsize=50_000)
def keys_of(word: str) -> tuple[str, ...]:
    """The keys of a word in lower case: its own, or those of both parts of a compound of known words (søknadsfrist)."""
    own = key(word)
    if own is None:
        return ()
    if own[0] != "=":
        for at in range(4, len(word) - 2):
            head, tail = word[:at], word[at:]
            if tail in _KEY and (head in _KEY or (head.endswith("s") and head[:-1] in _KEY)):
                return _KEY.get(head) or _KEY[head[:-1]], _KEY[tail]
    return (own,)


_DOUBLED, _ELIDED = re.compile(r"([bdfgklmnprst])\1"), re.compile(r"(?<=\w{3})e([lrn])$")
"""«Enkel» and «enkle», «gammel» and «gamle» are one word."""
PART = 0.6
"""How far a compound is the same as its part: elsykkel and sykkel."""


@lru_cache(maxsize=200_000)
def match(one: str, other: str) -> float:
    """How far two keys name the same thing: 1 where equal or an inflection, less for a part of a compound, or 0."""
    if one == other:
        return 1.0
    short, long = sorted((one.lstrip("="), other.lstrip("=")), key=len)
    if len(short) < 4:
        return 0.0
    rest = len(long) - len(short)
    if long.startswith(short):
        return 1.0 if rest <= 3 else PART
    if len(short) >= 5 and short in long:
        return PART
    return 1.0 if len(short) >= 6 and short[:-2] == long[: len(short) - 2] and rest <= 3 else 0.0


def same(one: str, other: str) -> bool:
    """Whether two keys name the same thing, or one a part of the other."""
    return match(one, other) > 0


def nearest(word: str, others: Collection[str]) -> float:
    """How far a key is the same as the one of others that is most like it."""
    if word in others:
        return 1.0
    return max([match(word, other) for other in others], default=0.0)
