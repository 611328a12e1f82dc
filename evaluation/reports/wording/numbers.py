"""Numbers that somebody typed: digits of every script, number words in English and German.

Words count from three on.

Years, dates, times of day and ordinals say when or which, and not how many: they may be typed.
"""

import re
import unicodedata
from collections.abc import Iterator

# What stands where something was that may contain digits.
GONE = "\ufffc"

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|"
    "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
)
_CURRENCIES = "EUR|GBP|USD|CHF|SEK|NOK|DKK|PLN|CZK|JPY|INR|AUD|CAD"
_YEAR = r"(?:19|20)\d{2}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?"
_NOT_MORE = r"(?![\w%€$£]|[.,/:-]\d|\s*(?:%|per\s?cent))"
_NOT_BEFORE = r"(?<![\w.,/:€$£¥₹+-])"
_SAFE = re.compile(
    # How sure an interval is says how it was reckoned; it is no result.
    r"\b9[059]%\s(?:confidence\s)?intervals?\b|\b9[059]\s?%-(?:Konfidenzi|I)ntervalle?n?s?\b|"
    + "|".join(
        _NOT_BEFORE + pattern + _NOT_MORE
        for pattern in (
            rf"{_YEAR}-\d\d-\d\d",
            rf"{_DAY}(?:\s?(?:–|-|to|and|bis|und)\s?{_DAY})?\s(?:of\s)?(?:{_MONTHS})\b\.?(?:,?\s{_YEAR})?",
            rf"(?:{_MONTHS})\.?\s{_DAY}(?:,?\s{_YEAR})?",
            rf"{_DAY}[./](?:0?[1-9]|1[0-2])[./](?:{_YEAR}|\d\d)",
            r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?=\s?(?:a\.?m|p\.?m|o’clock|h\b))",
            r"(?:[01]?\d|2[0-3]):[0-5]\d",
            rf"{_YEAR}(?:\s?[–/-]\s?(?:{_YEAR}|\d\d))?",
            r"\d{1,3}(?:st|nd|rd|th)",
            # A name that begins with a capital letter: Q3, COVID-19, B2B; but no money.
            rf"(?!(?:{_CURRENCIES})\W?\d)[A-Z][A-Za-z]*-?\d{{1,2}}[A-Za-z]*",
        )
    )
)
_COUNTED = (
    "three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    "hundreds?|thousands?|millions?|billions?|dozens?"
)
# Without “elf”, which is an English word.
_UNITS = "drei|vier|fünf|sechs|sieben|acht|neun"
_TENS = "zwanzig|dreißig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
_GERMAN = (
    rf"(?:{_UNITS}|zehn|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|"
    rf"(?:(?:ein|zwei|{_UNITS})und)?(?:{_TENS})|(?:ein|zwei|{_UNITS})?(?:hundert|tausend)e?n?|"
    r"millionen?|milliarden?)"
)
_WORD = re.compile(
    rf"\b(?:(?:one|two|a)[\s-])?(?:{_COUNTED})(?:[\s-](?:and\s)?(?:{_COUNTED}|one|two))*\b"
    rf"|\b{_GERMAN}\b|\b(?:ein|zwei|drei)\s(?:drittel|viertel|fünftel|zehntel)\b|\bhälfte\b"
    r"|\b(?:one\s|a\s)?half\sof\b|\b(?:a|one|two)[\s-](?:thirds?|quarters?|fifths?|tenths?)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
_EDGES = ".,;:!?()[]“”‘’'\"«»…–—" + GONE
LONGEST = 24


def typed_numbers(text: str) -> list[str]:
    """Return each number that stands in a text, as it is written there, in its order."""
    left = _SAFE.sub(lambda found: GONE * len(found[0]), text)
    found = [*_digits(left), *((m.start(), m[0]) for m in _WORD.finditer(left))]
    return [words for _place, words in sorted(found)]


def without(text: str, names: frozenset[str]) -> str:
    """Return a text without the names in it that have a number of their own, such as “Cohort 5”.

    A name that is nothing but a number hides nothing, and one goes only as a whole word.
    """
    for name in sorted(names, key=len, reverse=True):
        if any(sign.isalpha() for sign in name):
            whole = re.compile(rf"(?<!\w){re.escape(name)}(?![\w%]|[.,]\d)", re.IGNORECASE)
            text = whole.sub(GONE, text)
    return text


def _digits(text: str) -> Iterator[tuple[int, str]]:
    """Yield runs of signs that hold a numeral, with where they stand."""
    for token in _TOKEN.finditer(text):
        if _has_numeral(token[0]):
            # What may be typed can touch what may not: “2027:36”.
            parts = [part for part in token[0].split(GONE) if _has_numeral(part)]
            for part in parts:
                yield token.start(), part.strip(_EDGES)[:LONGEST]


def _has_numeral(text: str) -> bool:
    """Tell whether there is a numeral of any script in it."""
    return any(unicodedata.category(sign).startswith("N") for sign in text)
