"""What a clause says of a thing rather than which thing: open or closed, free or paid, allowed or not, first or last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.check.bounds import bound
from service.check.lexicon import key, keys_of
from service.check.poles import ANY_POLE, POLES
from service.check.values import Value
from service.norwegian import lowered

_DENIAL = re.compile(
    r"\b(?:ikke|ikkje|ikkej|aldri|ingen|inga|ingenting|inkje|not|never|none|nobody|cannot|nor|\w*forbud\w*|"
    r"\w*forbod\w*|(?:stay|keep|steer) (?:off|away|out|clear)|(?:seg|deg|dykk|dere) unna|styr unna|la være|"
    r"forbidden|prohibited|banned|"
    r"unntatt|unnateke|fritatt|friteke|exempt|(?:slipper|slepp)(?! (?:ikke |ikkje |deg |dei |de |du )?(?:inn|til|ut|fram))|"
    r"verken|hverken|korkje|neither|nekt\w+|refuse\w*|rather than|instead of|i stedet for|i staden for|heller enn|"
    r"unødvendig|mangler|manglar)\b|n['’]t\b"
)
_NOT_A_DENIAL = re.compile(
    r"\bikke (?:bare|minst|nøl|sant)\b|\bikkje (?:berre|minst|nøl|sant)\b|\bnot only\b|"
    r"\bno (?:more|less|fewer|longer|later|higher|earlier|sooner) than\b|\bingen årsak\b|\bno problem\b|"
    r"\b(?:ikke|ikkje|not|never|aldri) (?:more|less|mer|meir|mindre|fler|flere|fleire)(?= (?:enn|than)\b|\s*\d|\s{3})|"
    r"\b(?:ikke|ikkje|not|aldri|never) (?:(?:vere|vera|være|be|er|is|blir|bli|vert) )?(?:(?:\w+[ea]re|\w+er) (?:enn|than)\b|"
    r"(?:over|under)(?=\s{3}|\s*$))|"
    r"\b(?:ikke|ikkje|not|n['’]t)\b[^,.;]{0,25}\b(?:ennå|enda|enno|endå|yet)\b|\b(?:eller (?:ikke|ikkje)|or not)\b|"
    r"^\W*(?:nei\b|no\b(?=\W*[,.!]|\W*$)),?|\bno\.?\s?\d|\bnå er\b"
)
_ONCE_MORE = re.compile(r"(\b(?:ikke|ikkje|aldri|ingen|inga|not|never|no)\b.{0,80}?)\b(?:verken|hverken|korkje|neither)\b")
"""«Ikke … verken … eller» denies once."""
_JOINED = re.compile(r"((?:\b(?:ikke|ikkje|aldri|not|never)\b|n['’]t\b).{0,80}?\b(?:og|and|or|"
    r"eller)\b.{0,20}?)(?:\b(?:ikke|ikkje|aldri|not|never)\b|n['’]t\b)")
"""«Are not tested and should not be used» denies both, once."""
_WITHOUT = re.compile(r"\b(?:uten|utan|without|uavhengig av)\s+(?:å\s+|at\s+(?:du|de|dere|man|ein|en|eg|jeg|vi|"
    r"me)\s+)?((?:[^\W\d_]+\s*){1,3})", re.IGNORECASE)
_NO_WORD = r"(?:\b(?:ikke|ikkje|aldri|ingen|inga|not|never|no|cannot|nobody|none|hverken|verken|forb[ou]\w+)\b|n['’]t\b)"
_NOT_WITHOUT = re.compile(rf"{_NO_WORD}.*\b(?:uten|utan|without)\b|^\W*(?:uten|utan|without)\b(?=.*{_NO_WORD})")
"""«Ikke uten nøkkel» and «uten nøkkel går det ikke» are with a key; «lag uten salg trenger ikke søke» is a plain denial."""
_NOT_WITH = re.compile(r"\b(?:ikke|ikkje|not|ingen|inga)\s+(?:\w+\s+){0,2}(?:med|with)\b")
"""«Ikke ta med helseopplysninger» is without them."""
_NO_NEED = re.compile(r"\b(?:treng\w*|behøv\w*|need) (?:(?:du|de|dere|dei|ein|man|you) )?(?:ikke|ikkje|not)\b|"
    r"(?:do not|don['’]t) need\b")
"""«Trenger ikke søke om platting uten tak» says no double no."""
_WITH = re.compile(r"\b(?:med|with)\s+((?:[^\W\d_]+\s*){1,2})", re.IGNORECASE)
_NEXT = re.compile(r",| (?:og|and|dersom|hvis|viss|if|når|when) ")
"""Where a denial ends: «det er ingen påmelding og det koster ingenting»."""
_TO_BE = frozenset("være vere vera bli være be being".split())
_ENGLISH_DENIAL = re.compile(r"\bno\b")
_EACH = re.compile(r"\b(?:hver|kvar|every|each)\W*$", re.IGNORECASE)
_NO = re.compile(r"\W{0,5}(?:nei|no(?=\W*[,.!]|\W*$)|not)\b", re.IGNORECASE)
_TURNS = frozenset("stenger stengjer stenge closes close lukker åpner åpne opnar opens".split())
"""What happens at a time of day: a hall that closes at three is open until three."""
_NOT_UNTIL = re.compile(
    r"(?:\b(?:ikke|ikkje|ingen|not|no|cannot|never|aldri)\b|n['’]t\b).*\b(?:unless|med mindre|før|until|before|"
    r"annet enn|anna enn|other than)\b"
)
"""«Ikke uten nøkkel» is with a key, and «ikke før klokka ti» from ten."""
_PASSIVE = re.compile(
    r"\b\w+(?:t|dd|es|as|ast|a|ed|en|ne)(?: +(?!og\b|and\b|med\b|"
    r"with\b)\w+){0,2} +(?<!grunn )(?<!bilde )(?<!bilete )(?<!kopi )(?<!bilder )(?:av|by) +(?:(?:en|ein|ei|et|eit|a|an|"
    r"the|annan|"
    r"annen|another) +)*"
    r"(?!(?:that|this|same|then|mail|e-?mail|e-?post|phone|telefon|letter|brev)\b)([^\W\d_]{4,})"
)
_FLIPS = {
    "lock": {"locked": "unlocked", "unlocked": "locked"}, "open": {"open": "closed", "closed": "open"},
    "paid": {"free": "paid", "paid": "free"},
}  # fmt: skip
_WHO_PAYS = re.compile(r"\b(?:som|who) (?:\w+ (?:og|and) )?(?:betal\w+|pays?)\b")
"""«Det er banken som betaler» says who pays, and nothing of what others do."""
SAID_BY_DENIAL = ("duty", "booking", "sign-up", "boil")
"""Axes with a pole that is itself a denial: «trenger ikke»."""
_CANNOT = re.compile(r"\b(?:kan|can|cannot|får|may)\b")
"""«Kan ikke betale» is not «gratis»."""
_ASKING = re.compile(
    r"^\W*(?!(?:Etter|Under|Over|Her|Der|Når|Før|Eller|For|Hver|Per)\b)(?:[A-ZÆØÅ][a-zæøå]+r|Kan|Vil|Skal|Skulle|Må|Vart|Blei|"
    r"Kjem|Vert|Står|Treng|Har|"
    r"kjem|kommer|blir|vert|mistar|mister)\s+"
    r"(?:det|du|de|dere|dei|vi|me|ein|man|en|han|hun|ho|den|eg|jeg)\b")
"""A sentence that begins with its verb states nothing: «Hjelper det ikke, ring oss»."""
_PROVIDED = re.compile(
    r"^\W*(?:Skal|Vil|Er|Har|Kan|Må|Får|Blir|Vert|[A-ZÆØÅ][a-zæøå]+er)\s[^,.?!]{3,80},\s{1,3}(?=(?:må|kan|får|skal|"
    r"trenger|treng|"
    r"trengs|trengst|er|blir|vert|koster|kostar|går|gjelder|gjeld|slipper|slepp|vil|meld|ring|send|kontakt|ta|gi|"
    r"[a-zæøå]{3,20}(?:es|ast))\b)"
    r"|^\W*(?:Den|De|Dei|Alle|Anyone|Those|People) (?:som|who) (?:mangl\w+|lacks?)\s[^,.?!]{3,80},\s")
"""A condition that begins with its verb («Skal gjestene betale, må …») says nothing of what is so."""
_CONDITIONS = re.compile(r"\b(?:selv om|sjølv om|even if|even though|hvis|viss|om du|om (?:det|de|dei|den|han|hun|ho|man|"
    r"ein|en|ingen|noen|nokon) (?:ikke|ikkje)|dersom|unless|med mindre|if|bare|"
    r"berre|kun|only|unntatt|"
    r"unnateke|except)\b", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True)
class Stance:
    """``poles`` are (axis, pole) pairs, ``spoken`` the keys of the words that say them; ``denied`` whether the clause
    denies; ``lacking`` and ``having`` keys after «uten» and «med»; ``bounds`` the upper or lower limit said of each value;
    ``conditional`` where turning a statement round may keep it true; ``refusing`` whether it begins with no;
    ``doer`` the key of who does it, in the passive; ``focus`` keys of what follows the denial; ``turned`` whether its
    denial has turned a pole or a limit round («betaler ingen» is free).
    """

    poles: frozenset[tuple[str, str]]
    spoken: frozenset[str]
    denied: bool
    lacking: frozenset[str]
    having: frozenset[str]
    bounds: tuple[str, ...]
    conditional: bool
    refusing: bool
    turned: bool
    focus: frozenset[str]
    doer: str


def stance_of(text: str, values: Sequence[Value], english: bool) -> Stance:
    """The stance of a clause whose values are blanked out of ``text``; their places are places in it."""
    provided, stated = _PROVIDED.match(text), lowered(text)
    stated = _blanked(stated, provided) if provided else stated
    poles, places, said, plain = _poles(stated, values)
    plain, denials, not_until = _denials(stated, plain, english)
    denied = denials % 2 == 1
    turned = False
    lacking = _after(_WITHOUT, text)
    if denied and ((lacking and _NOT_WITHOUT.search(_NO_NEED.sub(_spaces, stated))) or not_until):
        denied, turned, lacking = False, True, frozenset()
    if turned and not_until and poles.get("when") == {"before"}:
        poles["when"] = {"after"}
    for axis, flips in _FLIPS.items():
        found = poles.get(axis, set())
        cannot = axis == "paid" and _CANNOT.search(stated)
        if denied and len(found) == 1 and found <= set(flips) and not cannot and _comes_first(plain, places[axis]):
            poles[axis], denied, turned = {flips[pole] for pole in found}, False, True
            if axis == "paid" and len(included := poles.get("included", set())) == 1:
                poles["included"] = {"in", "extra"} - included
    _recur(poles, denied, values, text)
    if any(value.dimension == "kroner" for value in values):
        poles.setdefault("paid", set()).add("paid")
    elif "half" in poles.get("paid", ()):  # «pay half price»
        poles["paid"] = {"half"}
    return Stance(
        frozenset((axis, pole) for axis, found in poles.items() for pole in found),
        frozenset(name for word in said if (name := key(word))), denied,
        lacking, frozenset() if denied and _NOT_WITH.search(stated) else _after(_WITH, text),
        tuple(bound(text, value) for value in values),
        bool(provided or _CONDITIONS.search(text) or _ASKING.match(text)), bool(_NO.match(text)), turned,
        _focus(plain, english) if denied else frozenset(), _doer(text),
    )  # fmt: skip


def _recur(poles: dict[str, set[str]], denied: bool, values: Sequence[Value], text: str) -> None:
    """How often it is: every week on a day with «every»; in even weeks it is every other, whatever else is said."""
    if "parity" in poles:
        poles.pop("often", None)
        if denied:
            poles.pop("parity")
    elif "often" not in poles and any(value.kind == "weekday" and _EACH.search(text[: value.start]) for value in values):
        poles["often"] = {"week"}


def _denials(stated: str, plain: str, english: bool) -> tuple[str, int, bool]:
    """The text (in lower case) without what only looks like a denial, how often it denies, and whether it says «not until»."""
    if not (_DENIAL.search(stated) or _ENGLISH_DENIAL.search(stated)):
        return plain, 0, False
    plain = _JOINED.sub(_first_only, _ONCE_MORE.sub(_first_only, _NOT_A_DENIAL.sub(_spaces, plain)))
    denials = len(_DENIAL.findall(plain)) + (len(_ENGLISH_DENIAL.findall(plain)) if english else 0)
    return plain, denials, bool(_NOT_UNTIL.search(_NOT_A_DENIAL.sub(_spaces, stated)))


def _poles(text: str, values: Sequence[Value]) -> tuple[dict[str, set[str]], dict[str, int], list[str], str]:
    """The poles said on each axis, where, by which words, and the text (in lower case) without these words."""
    poles: dict[str, set[str]] = {}
    places: dict[str, int] = {}
    said: list[str] = []
    left = plain = text
    axis_before = ""
    if not ANY_POLE.search(text):
        return poles, places, said, plain
    text = _WHO_PAYS.sub(lambda match: "_" * len(match.group()), text)
    for axis, pole, pattern in POLES:
        left = text if axis != axis_before else left
        axis_before = axis
        for match in pattern.finditer(left):
            if match.group() in _TURNS and any(value.kind == "clock" for value in values):
                continue
            poles.setdefault(axis, set()).add(pole)
            places[axis] = match.start()
            said += match.group().split()
            left = _blanked(left, match)
            plain = plain if axis in SAID_BY_DENIAL else _blanked(plain, match)
    return poles, places, said, plain


def _comes_first(text: str, place: int) -> bool:
    """Whether a denial is of what stands at a place: before it, no comma between («ikke lagt ned, bare stengt»)."""
    ends = [match.end() for denial in (_DENIAL, _ENGLISH_DENIAL) for match in denial.finditer(text, 0, place)]
    return bool(ends) and not _NEXT.search(text[max(ends) : place])


def _blanked(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + "_" * len(match.group()) + text[match.end() :]


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _first_only(match: re.Match[str]) -> str:
    return match.group(1) + " " * (match.end() - match.end(1))


def _after(pattern: re.Pattern[str], text: str) -> frozenset[str]:
    found = set()
    for match in pattern.finditer(text.lower()):
        for word in match.group(1).split():
            if name := key(word):
                found.add(name)
            elif word not in _TO_BE:
                break
    return frozenset(found)


def _doer(text: str) -> str:
    match = _PASSIVE.search(text.lower())
    return (key(match.group(1)) or "") if match else ""


def _focus(text: str, english: bool) -> frozenset[str]:
    """The keys of what a clause denies: the words after the denial («tas ikke imot kort»)."""
    found = [*_DENIAL.finditer(text), *(_ENGLISH_DENIAL.finditer(text) if english else ())]
    after = text[max(match.end() for match in found) :].split(",")[0] if found else ""
    return frozenset(name for word in re.findall(r"[^\W\d_]+", after.lower()) for name in keys_of(word))
