"""What a question asks for: a time, a place, a price, a permission …, in bokmål, nynorsk, dialect and English.

Two questions about the same thing that ask for different kinds of answer have different answers: «når åpner biblioteket»
is not answered by where the library is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

_AMOUNT_FOLLOWS = (
    "mange|mye|mykje|my|lang|lenge|langt|stor|store|stort|ofte|ofta|høyt?|høgt?|gamle?|gammel|gammalt|tidlig|tidleg|sent|"
    "seint|fort|raskt?|nær|nære|dypt?|djupt?|mang|møje|brei|bred|tungt?|sterk|bratt|kort"
)
_I = "jeg|vi|man|eg|me|ein|en"
_ASKED = {
    "when": r"(?:^|[.,!?:–-]\s*|\b(?:og|and|men|så|siden|om|vite|veit|vet|seia?|know)\s+)(?:når|ka ti|kva tid|kva ti|ka tid|"
    r"kå ti|kor tid|when|what time)\b|\b(?:klokk[ae]|hvilken? (?:dag|dato|måned|uke|år|tid)|kva (?:dag|dato|månad|veke|år|"
    r"ukedag)|hvilket (?:år|tidspunkt)|(?:hva|kva|ka) dag\w*|what (?:date|day|year)|which (?:day|date|month)|frist\w*|"
    r"deadline|[åo]pningstid\w*|opening hours|[åo]pent?|opne?r?|ope|stenger?|close[sd]?)\b",
    "price": r"\b(?:kost(?:e|er|ar|a|ende)?|pris(?:en|ar|er)?|(?:hva|kva|ka) tar (?:dere|de|dokke)|how much|costs?|price|"
    r"gratis|free|betal\w*|gebyr\w*|avgift\w*|leie(?:pris)?|fee|lønn\w*|kroner|billig\w*|rabatt\w*|avslag på)\b",
    "where": rf"\b(?:hvor|kor|kvar|where|hen|henne)\b(?! (?:{_AMOUNT_FOLLOWS}))",
    "count": r"\b(?:hvor mange|kor mange|ka mange|how many|antall?|talet på)\b",
    "size": rf"\b(?:hvor|kor) (?!mange|mang)(?:{_AMOUNT_FOLLOWS})\b|\bhow (?:long|far|high|tall|deep|big|large|old|close|much|"
    r"early|late|often)\b|\b(?:prosent|temperatur\w*|grense)\b",
    "who": r"\b(?:hvem|kven|kem|who|whom|whose|hvilke[tn]? (?:selskap|etat|organ|firma|parti|person)\w*|"
    r"kva (?:selskap|firma))\b",
    "how": r"\b(?:hvordan|korleis|koss|åssen|how (?:do|can|to|does|should)|framgangsmåte|går (?:jeg|eg|ein|man) fram|søker|"
    r"søkjer|melder|bestiller|book\w*|apply)\b",
    "why": r"\b(?:hvorfor|kvifor|koffor|koffår|why)\b",
    "may": rf"\b(?:(?:er det|e d) (?:ikke )?(?:lov|tillatt|greit|ok|tillate|forbudt|forbode)|(?:får|kan|må) (?:{_I})|får du|"
    r"lov (?:til )?å|lov me|allowed|can (?:i|we|you)|may i|must|trenger|treng|trengs|need|is it ok)\b",
    "exists": r"\b(?:finnes|finst|fins|har (?:dere|dokker|dåkke|de|dokke|øya|kommunen)|er det (?:noen?|noe|ein|en|et|mulig)|"
    r"e d (?:någe|en|ein)|is there|are there|do you have|any)\b",
    "contact": r"\b(?:telefon\w*|nummer\w*|tlf|ring\w*|phone|number|call|e-?post\w*|mail\w*|adresse\w*|address|kontakt\w*|"
    r"contact)\b",
    "now": r"\b(?:nå|no|now|i dag|idag|today|i morgen|i morgon|tomorrow|i kveld|tonight|neste|kommende|komande|next|i år|"
    r"this (?:year|week|weekend)|denne uka|helg[ae]n?|weekend|på (?:mandag|tirsdag|onsdag|torsdag|fredag|lørdag|laurdag|"
    r"søndag)\w*|jul\w*|påske\w*|ledige?)\b",
    "name": r"\b(?:heter|heite|heiter|kalle[rs]?|navn\w*|namn\w*|called|name)\b",
}  # fmt: skip
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _ASKED.items()}
ASKS = tuple(_KINDS)
"""The kinds of answer that can be asked for."""
_NUMBER = r"\d|\b(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|femten|tjue|hundre)\b"
_HOLDS = {
    "price": re.compile(r"kroner|prosent|promille|gratis|koste|betale", re.IGNORECASE),
    "when": re.compile(
        r"\d|dag|uke|\b(?:mandag|sommer|høst|vår|vinter|døgn|år|januar|februar|mars|april|mai|juni|juli|august|september|"
        r"oktober|november|desember|først)", re.IGNORECASE),
    "count": re.compile(_NUMBER, re.IGNORECASE),
}  # fmt: skip
"""What a text must hold to answer a question of that kind."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ELSEWHERE = re.compile(
    r"\b(?:haugesund|karmøy|bokn|kvitsøy|røvær|stavanger|bergen|oslo|tysvær|sveio|kopervik|skudeneshavn|åkrehamn|bømlo|stord|"
    r"sandnes|vindafjord|etne|fedje)",
    re.IGNORECASE,
)
"""Places that are not ours; the neighbours and the towns citizens name."""


@lru_cache(maxsize=20_000)
def kinds(question: str) -> frozenset[str]:
    """The kinds of answer a question asks for; often one, sometimes none or several."""
    return frozenset(kind for kind, pattern in _KINDS.items() if pattern.search(question))


def fit(question: str, text: str, questions: Sequence[str]) -> dict[str, float]:
    """How well what is asked for fits a passage's text and the questions written for it; each figure 0 to 1.

    ``kind_best`` and ``kind_share``: the most alike of its questions in kind, and the share that ask for all that is asked.
    ``holds``: the text holds such a thing, or its questions ask for it. ``now``: what counts today is asked for, as none of
    its questions do. ``gone``: and the text tells of a year gone by. ``elsewhere``: a place is named that the passage does
    not know. ``exists``: whether there is such a thing.
    """
    asked, written = kinds(question), [kinds(item) for item in questions]
    now = "now" in asked and not any("now" in other for other in written)
    known = " ".join([text, *questions]).lower()
    often = {kind for kind in asked if sum(kind in other for other in written) >= len(written) / 4}
    return {
        "kind_best": max((_alike(asked, other) for other in written), default=0.5),
        "kind_share": sum(asked <= other for other in written) / len(written) if written else 0.5,
        "holds": float(all(kind in often or _HOLDS[kind].search(text) for kind in asked & _HOLDS.keys())),
        "now": float(now),
        "gone": float(now and any(int(year) < date.today().year for year in _YEAR.findall(text))),
        "elsewhere": float(any(place.lower() not in known for place in _ELSEWHERE.findall(question))),
        "exists": float("exists" in asked),
    }


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.5
