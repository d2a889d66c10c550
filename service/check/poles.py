"""The axes on which a clause takes a side, and the words of each side in bokmål, nynorsk and English."""

from __future__ import annotations

import re

AXES: dict[str, dict[str, str]] = {
    "open": {
        "open": r"åp(?:en|ent|ne|ner|nar|na|net)|ope|open|opne|opnar|opna|opens|betjent|bemannet|bemanna|betent|staffed",
        "closed": r"steng(?:t|te|er|jer|d|de|e|ja)?|lukk(?:et|a|er|ar|ede|te)|closed|closes|shut|låst|locked|"
        r"ubetjent|ubemannet|ubetent|unstaffed",
    },
    "paid": {
        "free": r"gratis|gebyrfri\w*|kostnadsfri\w*|free of charge|for free|"
        r"(?:uten|utan) (?:(?:å|at \w+) )?(?:betal\w+|kostnad\w*|gebyr\w*)|"
        r"without (?:paying|payment|charge|cost|a fee)|(?:slipper|slepp) å (?:betale|betala)|go free|free|"
        r"(?:koster|kostar|koste|kosta|betaler|betalar) (?:(?:det|du|dere|de|dei|deg|ein|man) )?"
        r"(?:ikke|ikkje|ingenting|ingen ting|inkje)(?: noe| noko)?|"
        r"(?:dekkes|dekkast|dekt|dekket|betales|betalt) av kommunen|(?:dekker|dekkjer|dekkar|betaler|"
        r"betalar) kommunen|kommunen (?:dekker|dekkjer|betaler|betalar)|"
        r"med i prisen|inkludert|included|følger med|følgjer med|costs nothing|no (?:extra )?(?:charge|cost|fee)",
        "paid": r"selges|seljast|selst|selger|sel|sold|sells?|til salgs|til sals|"
        r"koster|kostar|koste|kosta|costs?|betal\w*\b(?! med)|pris(?! på)\w*|price|fee|charge|pays?|(?:dekker|"
        r"dekkjer|dekkar|betaler|betalar) egne|for egen regning|i tillegg|ekstra|extra|mot betaling",
    },
    "included": {
        "in": r"med i prisen|inkludert|included|følger med|følgjer med",
        "extra": r"i tillegg|ekstra|extra|kommer utenom|kjem utanom",
    },
    "duty": {
        "may": r"frivillig(?:e|t)?|valgfri\w*|voluntary|optional|"
        r"(?:treng\w*|behøv\w*|need\w*) (?:(?:du|de|dere|dei|ein|man|you) )?(?:ikke|ikkje|ingen|inga|not|no)|"
        r"(?:do not|don['’]t) (?:need|have) to|no need|not (?:required|necessary|needed)|no \w+ (?:needed|required|necessary)|"
        r"(?:ikke|ikkje) (?:nødvendig|naudsynt|påbudt|obligatorisk)|(?:ingen|ikke|ikkje) (?:(?:noe|noko|et|eit) )?krav",
        "must": r"obligatorisk\w*|påkrev\w*|påkravd\w*|påbud\w*|påbod\w*|kreves|krevst|krevjast|mandatory|compulsory|required|"
        r"må(?! (?:ikke|ikkje))|must(?! not)|have to|has to|husk å|hugs å|remember to",
    },
    "valid": {
        "on": r"gjelder|gjeld|gyldig|in force|valid|fremdeles|framleis",
        "off": r"opphevet|oppheva|opphevd|avlyst|innstilt|avsluttet|avslutta|utløpt|nedlagt|lagt ned|cancelled|"
        r"lifted|expired",
    },
    "decided": {
        "yes": r"(?:sa|sagt|seier|sier|sagde|said)\s+(?:[^\W\d_]+\s+)?ja|said yes|godkjen\w+|innvilg\w+|vedtok|"
        r"vedtatt|vedteke|approved|adopted|granted",
        "no": r"(?:sa|sagt|seier|sier|said)\s+(?:[^\W\d_]+\s+)?nei|said no|avslo|avslått|avslag\w*|avviste|"
        r"forkast\w+|rejected|refused|turned down",
    },
    "order": {"first": r"første|fyrste|first", "last": r"siste|last"},
    "direction": {
        "north": r"nord(?:lig|leg|lige|lege|re|side|sida|siden|over|enden|ligste)?|north(?:ern)?",
        "south": r"sør(?:lig|leg|ligste|side|sida|siden|lege|lige|over|enden)?|south(?:ern)?",
        "east": r"øst(?:lig|re|side|sida|siden|lige|over|enden)?|aust(?:leg|re|side|sida|lege|over|enden)?|"
        r"east(?:ern)?",
        "west": r"vest(?:lig|leg|side|sida|siden|lege|lige|over|enden)?|west\w*",
    },
    "when": {
        "before": r"(?:før|before|i forkant av|ahead of)(?= \w)|på forhånd|på førehand|beforehand|in advance",
        "after": r"(?:etter|after|i etterkant av)(?= (?!at\b)\w)|etterpå|afterwards?",
    },
    "day": {
        "same": r"same? dag(?:en)?|samme dag(?:en)?|(?:på )?selve dagen|(?:på )?sjølve dagen|the same day",
        "before": r"(?:dagen|kvelden) (?:før|i forveien|i forvegen|i førevegen)|the (?:day|evening|night) before",
        "after": r"(?:dagen|morgenen|morgonen) (?:etter|derpå)|neste dag|dagen derpå|the (?:next|following) (?:day|morning)|"
        r"the day after",
    },
    "side": {"left": r"venstre|left", "right": r"høyre|høgre|on the right"},
    "form": {
        "spoken": r"muntlig\w*|munnleg\w*|oral(?:ly)?|verbal(?:ly)?",
        "written": r"skriftlig\w*|skriftleg\w*|in writing|written",
    },
    "parity": {
        "odd": r"oddetall\w*|oddetal\w*|odd(?:-numbered)?(?= (?:week|date|number|house)\w*)",
        "even": r"partall\w*|partal\w*|even(?:-numbered)?(?= (?:week|date|number|house)\w*)",
    },
    "age": {"eldest": r"eldste|oldest|eldest", "youngest": r"yngste|minste|youngest"},
    "heat": {
        "cold": r"kald(?:e|t)?|kald(?:t?vatn|vann)\w*|cold",
        "warm": r"varm(?:e|t)?|varm(?:t?vatn|tvann)\w*|hot|warm",
    },
    "furnished": {
        "with": r"møblert?|møblerte?|furnished", "without": r"umøblert?|umøblerte?|unfurnished",
    },
    "lock": {"locked": r"låst|locked", "unlocked": r"ulåst|unlocked"},
    "height": {"upper": r"øvre|øvste|øverste|upper|top", "lower": r"nedre|nederste|nedste|lower|bottom"},
    "room": {"in": r"innendørs|innandørs|indoors?", "out": r"utendørs|utandørs|outdoors?"},
    "season": {
        "spring": r"våren|vårhalvåret|spring", "summer": r"sommer\w*|sommar\w*|summer",
        "autumn": r"høst\w*|haust\w*|autumn", "winter": r"vinter\w*|winter",
    },
    "often": {
        "two years": r"(?:annethvert|annakvart|hvert annet|hvert andre|kvart andre|every (?:other|second)) (?:år|year)|"
        r"every two years",
        "fortnight": r"annenhver|annan ?kvar|anna ?kvar|every (?:other|second)|fortnightly|"
        r"(?:hver|kvar) (?:fjortende|fjortande) dag|(?:hver|kvar) (?:andre|annen) (?:uke|veke)",
        "day": r"(?:hver|kvar|every|each) (?:(?:eneste|einaste|single) )?(?:dag|day)|alle dager|alle dagar|daily|"
        r"dag(?:lig|leg)(?! (?:leder|leiar))",
        "week": r"(?:hver|kvar|every|each) (?:uke|veke|week)|ukentlig|vekentleg|weekly",
        "month": r"(?:hver|kvar|every|each) (?:måned|månad|month)|månedlig|monthly",
        "year": r"(?:hvert|kvart|every|each) (?:år|year)|årlig|årleg|yearly|annual\w*",
    },
}  # fmt: skip
POLES = [
    (axis, pole, re.compile(rf"\b(?:{pattern})\b"))
    for axis, poles in AXES.items() for pole, pattern in poles.items()
]
"""(axis, pole, its words) in the order they are looked for, in a text in lower case."""
ANY_POLE = re.compile(rf"\b(?:{'|'.join(pattern for poles in AXES.values() for pattern in poles.values())})\b")
"""All of them in one: four clauses of five hold none."""
