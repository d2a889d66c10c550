"""Units of measure in bokmål, nynorsk and English, with their dimension and size; and what prices are counted by."""

from __future__ import annotations

import re

_TABLE = """
kroner 1 kr krone kroner kronene krona kronor nok
kroner 50 femtilapp femtilapper femtilappar
kroner 100 hundrelapp hundrelapper hundrelappar
kroner 1000 tusenlapp tusenlapper tusenlappar
euro 1 euro euros eur €
dollar 1 dollar dollars usd $
pund 1 pund pound pounds gbp £
promille 1 promille ‰
prosent 1 prosent percent %
length 0.001 mm millimeter millimetre millimetres
length 0.01 cm centimeter centimetre centimetres centimeters
length 1 m meter meteren metre metres meters metrar
length 1000 km kilometer kilometeren kilometers kilometre kilometres kilometrar
length 10000 mil mila
length 1609 mile miles
length 0.3048 fot feet
area 1 m² m2 kvm kvadratmeter kvadratmeteren
area 1000000 km² km2 kvadratkilometer
area 1000 mål dekar dekara
area 10000 hektar hectares hectare
area 1 sqm
mass 0.001 gram g grams
mass 1 kg kilo kilogram kiloen kilos kilograms
mass 1000 tonn tonna tonnes tonne tons ton
volume 1 liter litre litres liters l literen
volume 0.1 dl desiliter
volume 1000 m³ m3 kubikkmeter kubikk
speed 1 km/t km/h kmt kmh
wind 1 m/s sekundmeter
degrees 1 ° grader gradar degrees
power 1 watt w
power 1000 kw kilowatt
energy 1 kwh kilowattime kilowattimer kilowattimar
time 0.0166667 sekund sekunder sekundar seconds second sek
time 1 minutt minutter minuttar minuttene minutta min minutes minute
time 15 kvarter kvarteret
time 60 time timer timen timar timane timene tima timan hour hours t
time 1440 dag dager dagar daga dagen dagane dagene days day døgn døgnet
time 10080 uke uker uken uka veke veker veka vekå vego vega vekene ukene week weeks
workdays 1 virkedag virkedager virkedagar virkedagene yrkedagar arbeidsdag arbeidsdager arbeidsdagar working business
months 1 måned måneder måneden månad månader månaden månadar months month mnd
months 12 år årene åra året years year årig åring åringer åringar
time 1440 natt netter nights night overnatting overnattinger overnattingar
"""
UNITS: dict[str, tuple[str, float]] = {
    word: (line.split()[0], float(line.split()[1])) for line in _TABLE.strip().splitlines() for word in line.split()[2:]
}
"""A unit's word to its dimension and its size in that dimension's own unit (metres, minutes, months, kilos)."""
_GENITIVE = re.compile(r"((?<![^\W\d_])[^\W\d_]{1,30}(?:er|ar|øgn)|år)s(?:[^\W\d_]{3,})?$")


def unit_of(word: str) -> tuple[str, float] | None:
    """The dimension and size of a unit's word, in the genitive too («to ukers frist», «30-minuttersregelen»)."""
    if word in UNITS:
        return UNITS[word]
    genitive = _GENITIVE.match(word)
    return UNITS.get(genitive[1]) if genitive else None


SIGNS_BEFORE = frozenset("kr nok € £ $ usd eur gbp".split())
"""Units that may stand before their number."""

_COUNTED_BY = """
hour time timen timar hour
day dag dagen dager day døgn døgnet
night natt natta natten night døgn døgnet overnatting
week uke uka uken veke veka week
month måned måneden månad månaden month mnd
year år året year
person person personen hode head vaksen voksen adult child barn barnet
piece stykk stykket stk each eining enhet
tent tent telt teltet tents
car car bil bilen vehicle kjøretøy køyretøy
halfyear halvår halvåret semester term
weekend weekend helg helga helgen
season season sesong sesongen
family family familie familien husstand husstanden household
trip trip tur turen reise
kilo kilo kiloen kg kilogram
tonne tonn tonne
litre liter literen litre
metre meter meteren metre
square kvadratmeter m²
trailer henger hengeren hengar hengaren tilhenger tilhengar trailer
load lass lasset load
sack sekk sekken sack bag pose posen
boat båt båten boat
cabin hytte hytta cabin
pitch plass plassen pitch
bike sykkel sykkelen bike
dog hund hunden dog
member medlem medlemmet member
pupil elev eleven pupil
lesson leksjon undervisningstime lesson
"""
COUNTED_BY: dict[str, frozenset[str]] = {}
"""What prices are counted by: a noun to its names («døgnet» is a day and a night)."""
for _line in _COUNTED_BY.strip().splitlines():
    _name, *_nouns = _line.split()
    for _noun in _nouns:
        COUNTED_BY[_noun] = COUNTED_BY.get(_noun, frozenset()) | {_name}
