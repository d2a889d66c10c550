"""The axes on which a clause takes a side, and the words of each side in bokmål, nynorsk and English."""

from __future__ import annotations

import re

AXES: dict[str, dict[str, str]] = {
    "open": {
        "open": r"åp(?:en|ent|ne|ner|nar|na|net)|ope|open|opne|opnar|opna|opens|betjent|bemannet|bemanna|betent|staffed",
        "closed": r"steng(?:t|te(?! dør)|er|jer|d|de(?! dør)|e|ja)?|lukk(?:et|a|er|ar|ede|te)(?! konvolutt)|closed|closes|"
        r"shut|låst|locked|"
        r"ubetjent|ubemannet|ubetent|unstaffed",
    },
    "paid": {
        "free": r"gratis|(?:gebyr|kostnads|betalings|avgifts)fri\w*|free of charge|for free|"
        r"(?:uten|utan) (?:(?:å|at \w+) )?(?:ekstra )?(?:betal\w+|kostnad\w*|gebyr\w*|tillegg i prisen)|(?:uten|"
        r"utan) at det kost\w+ (?:\w+ ){0,2}?(?:noe|noko|ekstra|ei? krone)|(?:ingen|inga) (?:betaling|kostnad|utgift)\w*|"
        r"without (?:paying|payment|charge|cost|a fee)|(?:slipper|slepp) å (?:betale|betala)|go free|free(?! to\b)|"
        r"(?:koster|kostar|koste|kosta|betaler|betalar) (?:[^\W\d_]+ ){0,2}?"
        r"(?:ikke|ikkje|ingenting|ingen ting|inkje)(?: det)?(?: noe| noko)?(?: ekstra)?|(?:do not|don['’]t) pay|"
        r"(?:dekkes|dekkast|dekt|dekket|betales|betalt) av kommunen|(?:dekker|dekkjer|dekkar|betaler|"
        r"betalar) kommunen|kommunen (?:dekker|dekkjer|betaler|betalar)|"
        r"med i (?:prisen|leien|leiga|avgiften|avgifta)|inkludert|included|medre(?:gn|kn)\w+|følger med|følgjer med|"
        r"costs? nothing|nothing to pay|no payment|"
        r"no (?:extra )?(?:charge|cost|fee)|(?:ikke|ikkje) (?:\w+ )?ekstra (?:betaling|kostnad|gebyr)\w*",
        "half": r"halv pris|halve prisen|half(?: the)? price|halvparten av prisen|halve? (?:billett|takst|billetten|taksten)|"
        r"half fare",
        "paid": r"selges|seljast|selst|selger|sel|sold|sells?|til salgs|til sals|"
        r"koster|kostar|koste|kosta|costs?|betal\w*\b(?! med)|pris(?! på)\w*|price|fee|charge|pays?|(?:dekker|"
        r"dekkjer|dekkar|betaler|betalar) egne|(?:for|på) (?:egen|eigen|eiers|eigars|eigarens|din|"
        r"eierens) (?:regning|rekning)|"
        r"at (?:the|your) (?:\w+[’']s )?(?:own )?(?:expense|cost)|i tillegg|ekstra|extra|on top|mot betaling",
    },
    "included": {
        "in": r"(?:ikke|ikkje|ingen|inga|uten|utan|not|no) (?:at det kost\w+ )?(?:(?!love|lova|promise|vente|"
        r"venta)\w+ )?(?:ekstra|extra)|med i (?:prisen|"
        r"leien|leiga|avgiften|"
        r"avgifta)|inkluder\w+|includ(?:ed|es?)|(?<!not )including|comes? with the (?:\w+ )?(?:fee|price|rent)|følger med|"
        r"følgjer med|(?:kosten |"
        r"maten )?medre(?:gn|kn)\w+",
        "extra": r"i tillegg|ekstra|extra|on top|in addition|kommer utenom|kjem utanom|exclud\w+|ekskl\w*|not including",
    },
    "duty": {
        "may": r"frivillig(?:e|t)?|valgfri\w*|voluntary|optional|"
        r"(?:treng\w*|behøv\w*|need\w*) (?:(?:du|de|dere|dei|ein|man|you) )?(?:ikke|ikkje|ingen|inga|not|no)|"
        r"(?:do not|don['’]t) (?:need|have) to|no need|not (?:required|necessary|needed)|no \w+ (?:is |are )?(?:needed|"
        r"required|necessary)|"
        r"(?:kreves|krevst|krevs|trengs|trengst)(?: det)? (?:ikke|ikkje|ingen)|(?:ikke|ikkje|ingen \w+ er) (?:nødvendig|"
        r"naudsynt|påbudt|påbode|obligatorisk)|(?:ingen|ikke|ikkje) (?:(?:noe|"
        r"noko|et|eit) )?krav",
        "must": r"obligatorisk\w*|påkrev\w*|påkravd\w*|påbud\w*|påbod\w*|kreves|krevst|krevjast|mandatory|compulsory|required|"
        r"må(?! (?:ikke|ikkje|gjerne))|must(?! not)|have to|has to|husk å|hugs å|remember to",
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
        "after": r"(?:etter|after|i etterkant av)(?= (?!(?:at|avtale|søknad|behov|agreement|inntekt|forbruk|målt|loven|"
        r"lova|tur|sorg)\b)\w)|etterpå|afterwards?",
    },
    "counted": {
        "received": r"(?:etter|fra|frå|after|from|since) (?:at )?(?:\w+ ){0,5}?(?:motta(?:tt|ke\w*)|mottok|mottar|"
        r"mottek\w*|"
        r"fikk|fekk|får|kom fram|kom frem|received?|got|get)",
        "dated": r"(?:etter|fra|frå|after|from|since) (?:at )?(?:\w+ ){0,3}?(?:(?:vedtaks|faktura|brev|"
        r"utstedelses)dato\w*|"
        r"datoen|the date|(?:vedtaket|varselet|meldingen|meldinga|skatteseddelen|avslaget|avgjørelsen|avgjerda|brevet|"
        r"fakturaen|rekninga|regningen|decision|letter|invoice|notice) "
        r"(?:ble|blei|vart|er|var|was|is) (?:gjort|fattet|fatta|skrevet|skrive|vedtatt|vedteke|utstedt|datert|made|"
        r"written|issued|"
        r"dated|sent|sendt))",
    },
    "booking": {
        "none": r"(?:uten|utan) (?:å (?:bestille?|bestilla|tinge) )?(?:time\w*|bestilling|tinging)|drop[ -]?in|"
        r"(?:treng\w*|behøv\w*|trengst) (?:\w+ )?(?:ikke|ikkje|ingen|inga) (?:å )?(?:(?:bestille?|bestilla|tinge|tinga|ha) )?"
        r"(?:time\w*|bestill\w*|tinging)|(?:ingen|inga) (?:time|bestilling|timebestilling|tinging)|"
        r"(?:slipper|slepp) å (?:bestille|tinge)|(?:no|without) (?:booking|an appointment|appointment)\w*|"
        r"(?:no need|need not|not need|n['’]t need|n['’]t have) (?:to )?book",
        "needed": r"(?:må|husk å|hugs å|skal) (?:\w+ ){0,2}?(?:(?:ha|bestille?|bestilla|tinge|tinga|avtale|"
        r"avtala) (?:\w+ )?time|"
        r"(?:for|fore)?(?:hånds|hands)?(?:bestille|bestilla|bestilles|bestillast|reservere|reservera)\b)|"
        r"bestill (?:deg )?time|tim(?:e|en) må bestilles|"
        r"(?:please|must|need to|have to) (?:be )?book(?:ed)?|by appointment",
    },
    "sign-up": {
        "none": r"(?:uten|utan|ingen|inga) påmelding|(?:treng\w*|behøv\w*) (?:\w+ )?(?:ikke|ikkje) (?:å )?(?:melde?|"
        r"melda) (?:\w+ )?på|"
        r"(?:ikke|ikkje) (?:nødvendig|naudsynt) med påmelding|(?:no|without) (?:registration|sign-up)|"
        r"(?:no need|need not|not need|n['’]t need) to (?:register|sign up)",
        "needed": r"må (?:\w+ ){0,2}?(?:melde?|melda) (?:\w+ )?på|(?:husk|hugs) (?:påmelding|å melde?|å melda)|"
        r"påmelding (?:kreves|krevst|er nødvendig)|"
        r"(?:must|need to|have to) (?:sign up|register)|registration (?:is )?required",
    },
    "boil": {
        "none": r"(?:treng\w*|behøv\w*) (?:\w+ )?(?:ikke|ikkje) (?:å )?kok\w*|(?:ikke|ikkje) (?:nødvendig|naudsynt) å kok\w*|"
        r"trygt å drikk\w+|(?:ikke|ikkje) helse(?:farlig|farleg|skadelig|skadeleg)|safe to drink|"
        r"(?:no need|need not|not need|n['’]t need|not necessary) to boil",
        "needed": r"(?:må|skal|bør|husk å|hugs å|anbefal\w+|tilrå\w*|rår til) (?:\w+ ){0,2}?kok\w+|kok (?:\w+ )?(?:vannet|"
        r"vatnet|drikke\w*|alt)|få kokt vann|"
        r"boil (?:the |your |all )?(?:drinking )?water|must be boiled",
    },
    "trip": {
        "one way": r"(?:én|en|ein|éin|ei) (?:vei|veg)|one[- ]way|enkeltbillett\w*|single (?:fare|ticket)",
        "return": r"tur[ -/]+retur\w*|t/r|round[- ]trip|return (?:fare|ticket|trip)|"
        r"(?:fram|frem) og (?:tilbake|attende)",
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
