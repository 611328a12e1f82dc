"""An instrument as a file that another organisation can take in; pure.

The file is JSON. What is read here comes from anywhere: everything is checked before it is used.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from evaluation.instruments.script import (
    ANCHOR_LENGTH,
    HIGHEST_MARK,
    INTRODUCTION_LENGTH,
    KEY_LENGTH,
    LABEL_LENGTH,
    LOWEST_MARK,
    MOST_ITEMS,
    MOST_LANGUAGES,
    MOST_MARKS,
    MOST_MINUTES,
    MOST_OPTIONS,
    MOST_SECTIONS,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Script,
    ScriptItem,
    ScriptSection,
)

CODE_LENGTH = 10
FORMAT, VERSION = "mentorship-instrument", 1
MOST_BYTES = 512 * 1024
MOST_FAULTS = 12
KINDS = ("scale", "choice", "yes_no", "several", "text")
AUDIENCES = ("mentor", "mentee", "sponsor", "line_manager")
SUBJECTS = ("programme", "partner", "mentee")
CANDOURS = ("anonymous", "confidential", "named")
LAYOUTS = ("list", "matrix")
PURPOSES = (
    *("baseline", "session", "pulse", "mid", "close", "follow_up", "competency_self"),
    *("competency_other", "relationship", "sponsor", "manager", "other"),
)
_KEY = re.compile(r"[-a-zA-Z0-9_]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
# They make a text read otherwise than it is written.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a file, and where; it has its sentence in `words.py` under its code."""

    code: str
    where: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


class RefusedFileError(ValueError):
    """The file is not taken; `faults` say why."""

    def __init__(self, *faults: Fault) -> None:
        """Keep the first of the reasons."""
        self.faults = faults[:MOST_FAULTS]
        super().__init__(", ".join(f"{fault.where} {fault.code}" for fault in self.faults))


def written(script: Script) -> str:
    """Return an instrument as the text of a file; reading it gives the same again."""
    held = {"format": FORMAT, "format_version": VERSION, "instrument": asdict(script)}
    return json.dumps(held, ensure_ascii=False, indent=2) + "\n"


def read(content: bytes) -> Script:
    """Return the instrument in a file; raises RefusedFileError with all that is wrong."""
    held = _parsed(content)
    if not isinstance(held, dict) or held.get("format") != FORMAT:
        raise RefusedFileError(Fault("other_format"))
    if str(held.get("format_version")) != str(VERSION):
        raise RefusedFileError(Fault("other_version"))
    reading = _Reading()
    reading.names(held, {"format", "format_version", "instrument"}, "")
    script = reading.script(held.get("instrument"))
    if reading.faults:
        raise RefusedFileError(*reading.faults)
    return script


def is_plain(text: str, *, lines: bool = False) -> bool:
    """Tell whether a text is safe to keep and to show: no unseen controls, no half letters.

    Only where it may have several `lines` may they be broken.
    """
    allowed = "\n\r\t" if lines else ""
    return not any(
        letter in _TURNING or (unicodedata.category(letter) in {"Cc", "Cs"})
        for letter in text
        if letter not in allowed
    )


def _printable(text: str) -> str:
    """Return a text of a file as a page can show it, with what it cannot as question marks."""
    return "".join(letter if is_plain(letter) else "?" for letter in text)


def _parsed(content: bytes) -> Any:
    """Return what the file holds as JSON, however it was made to harm."""
    if len(content) > MOST_BYTES:
        raise RefusedFileError(Fault("too_large", facts={"most": MOST_BYTES // 1024}))
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_without_twins,
            parse_constant=_refuse_constant,
        )
    except RefusedFileError:
        raise
    # A number of a million digits is a ValueError, a thousand brackets are a RecursionError.
    except (ValueError, RecursionError) as error:
        raise RefusedFileError(Fault("no_json")) from error


def _without_twins(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; one that says the same name twice says two things."""
    held = dict(pairs)
    if len(held) < len(pairs):
        raise RefusedFileError(Fault("twins"))
    return held


def _refuse_constant(_word: str) -> NoReturn:
    """Refuse NaN and Infinity, which are not JSON."""
    raise RefusedFileError(Fault("no_json"))


class _Reading:
    """Reads one file, and notes what is wrong instead of stopping at the first of it."""

    def __init__(self) -> None:
        """Begin without faults."""
        self.faults: list[Fault] = []
        self.keys: set[str] = set()

    def script(self, held: Any) -> Script:
        """Read the whole instrument."""
        where = "instrument"
        held = self.names(held, set(Script.__dataclass_fields__), where)
        told = {"title": TITLE_LENGTH, "introduction": INTRODUCTION_LENGTH}
        script = Script(
            key=self.key(held, "key", where),
            title=self.line(held, "title", where, TITLE_LENGTH, needed=True),
            introduction=self.words(held, "introduction", where),
            purpose=self.one_of(held, "purpose", where, PURPOSES),
            audience=self.one_of(held, "audience", where, AUDIENCES),
            subject=self.one_of(held, "subject", where, SUBJECTS),
            candour=self.one_of(held, "candour", where, CANDOURS),
            minutes=self.whole(held, "minutes", where, 1, MOST_MINUTES) or 1,
            language=self.language(held.get("language"), where),
            translations=self.translations(held, where, told),
            items=tuple(self.many(held, "items", where, MOST_ITEMS, self.item)),
            sections=tuple(self.many(held, "sections", where, MOST_SECTIONS, self.section)),
        )
        if script.candour == "anonymous" and script.subject != "programme":
            self.note("anonymous_about", where)
        if len(list(script.in_order())) > MOST_ITEMS:
            self.note("too_many", "items", most=MOST_ITEMS)
        return script

    def section(self, held: Any, where: str) -> ScriptSection:
        """Read a heading with its questions."""
        held = self.names(held, set(ScriptSection.__dataclass_fields__), where)
        told = {"title": TITLE_LENGTH, "introduction": INTRODUCTION_LENGTH}
        return ScriptSection(
            title=self.line(held, "title", where, TITLE_LENGTH, needed=True),
            introduction=self.words(held, "introduction", where),
            layout=self.one_of(held, "layout", where, LAYOUTS),
            translations=self.translations(held, where, told),
            items=tuple(self.many(held, "items", where, MOST_ITEMS, self.item)),
        )

    def item(self, held: Any, where: str) -> ScriptItem:
        """Read a question."""
        held = self.names(held, set(ScriptItem.__dataclass_fields__), where)
        key = self.key(held, "key", where)
        if key in self.keys:
            self.note("same_key", where, value=key)
        self.keys.add(key)
        told = {"text": TEXT_LENGTH, "low_anchor": ANCHOR_LENGTH, "high_anchor": ANCHOR_LENGTH}
        low, high = self.marks(held, where)
        options = tuple(self.many(held, "options", where, MOST_OPTIONS, self.option))
        if len({value for value, _label in options}) < len(options):
            self.note("same_key", f"{where}.options", value="options")
        return ScriptItem(
            key=key,
            kind=self.one_of(held, "kind", where, KINDS),
            text=self.line(held, "text", where, TEXT_LENGTH, needed=True),
            low=low,
            high=high,
            low_anchor=self.line(held, "low_anchor", where, ANCHOR_LENGTH),
            high_anchor=self.line(held, "high_anchor", where, ANCHOR_LENGTH),
            options=options,
            is_reversed=self.flag(held, "is_reversed", where),
            is_required=self.flag(held, "is_required", where),
            is_core=self.flag(held, "is_core", where),
            subscale=self.line(held, "subscale", where, KEY_LENGTH),
            asked_if_key=self.key(held, "asked_if_key", where) if held.get("asked_if_key") else "",
            asked_if_values=tuple(
                self.many(held, "asked_if_values", where, MOST_OPTIONS, self.answer)
            ),
            translations=self.translations(held, where, told, options=options),
        )

    def marks(self, held: Mapping[str, Any], where: str) -> tuple[int | None, int | None]:
        """Read the ends of a scale, which only a scale has."""
        if held.get("kind") != "scale":
            for name in ("low", "high"):
                if held.get(name) is not None:
                    self.note("no_scale", f"{where}.{name}")
            return None, None
        low = self.whole(held, "low", where, LOWEST_MARK, HIGHEST_MARK)
        high = self.whole(held, "high", where, LOWEST_MARK, HIGHEST_MARK)
        if low is not None and high is not None and not 0 < high - low < MOST_MARKS:
            self.note("bad_scale", where, most=MOST_MARKS)
        return low, high

    def option(self, held: Any, where: str) -> tuple[str, str]:
        """Read a pair of value and label."""
        if not isinstance(held, list) or [type(each) for each in held] != [str, str]:
            self.note("no_pair", where)
            return "", ""
        pair = {"value": held[0], "label": held[1]}
        return (
            self.line(pair, "value", where, LABEL_LENGTH, needed=True),
            self.line(pair, "label", where, LABEL_LENGTH, needed=True),
        )

    def answer(self, held: Any, where: str) -> Any:
        """Read an answer that a question waits for."""
        if isinstance(held, str):
            return self.line({"value": held}, "value", where, LABEL_LENGTH)
        if isinstance(held, bool):
            return held
        return self.whole({"value": held}, "value", where, LOWEST_MARK, HIGHEST_MARK)

    def translations(
        self,
        held: Mapping[str, Any],
        where: str,
        told: Mapping[str, int],
        options: Sequence[tuple[str, str]] = (),
    ) -> dict[str, dict[str, Any]]:
        """Read what is said in other languages; `told` is the longest of each text."""
        where = f"{where}.translations"
        languages = held.get("translations", {})
        if not isinstance(languages, dict) or len(languages) > MOST_LANGUAGES:
            self.note("no_object", where)
            return {}
        names = {*told, "options"} if options else set(told)
        read: dict[str, dict[str, Any]] = {}
        for code, said in languages.items():
            here = f"{where}.{_printable(code[:12])}"
            self.language(code, where)
            words = self.names(said, names, here)
            read[code] = {
                name: self.line(words, name, here, most, lines=most == INTRODUCTION_LENGTH)
                for name, most in told.items()
                if name in words
            }
            if "options" in words:
                values = {value for value, _label in options}
                labels = self.names(words["options"], values, f"{here}.options")
                read[code]["options"] = {
                    value: self.line(labels, value, here, LABEL_LENGTH) for value in labels
                }
        return read

    def names(self, held: Any, known: set[str], where: str) -> dict[str, Any]:
        """Return an object without what it should not say, which is noted."""
        if not isinstance(held, dict):
            self.note("no_object", where)
            return {}
        for name in held:
            if name not in known:
                self.note("unknown_name", where, value=_printable(name[:40]))
        return {name: value for name, value in held.items() if name in known}

    def many(
        self,
        held: Mapping[str, Any],
        name: str,
        where: str,
        most: int,
        each: Callable[[Any, str], Any],
    ) -> list[Any]:
        """Read a list, at most so long."""
        here = f"{where}.{name}"
        values = held.get(name, [])
        if not isinstance(values, list):
            self.note("no_list", here)
            return []
        if len(values) > most:
            self.note("too_many", here, most=most)
            return []
        return [each(value, f"{here}[{place}]") for place, value in enumerate(values, start=1)]

    def key(self, held: Mapping[str, Any], name: str, where: str) -> str:
        """Read a short name."""
        text = self.line(held, name, where, KEY_LENGTH, needed=True)
        if text and not _KEY.fullmatch(text):
            self.note("no_key", f"{where}.{name}")
        return text

    def language(self, code: Any, where: str) -> str:
        """Read the code of a language."""
        if not isinstance(code, str) or len(code) > CODE_LENGTH or not _LANGUAGE.fullmatch(code):
            self.note("no_language", f"{where}.language")
            return "en-gb"
        return code

    def words(self, held: Mapping[str, Any], name: str, where: str) -> str:
        """Read some lines."""
        return self.line(held, name, where, INTRODUCTION_LENGTH, lines=True)

    def line(
        self,
        held: Mapping[str, Any],
        name: str,
        where: str,
        most: int,
        *,
        needed: bool = False,
        lines: bool = False,
    ) -> str:
        """Read a text."""
        text = held.get(name, "")
        here = f"{where}.{name}"
        if not isinstance(text, str) or (needed and not text.strip()):
            self.note("no_text", here)
        elif len(text) > most:
            self.note("too_long", here, most=most)
        elif not is_plain(text, lines=lines):
            self.note("unseen", here)
        else:
            return text
        return ""

    def one_of(self, held: Mapping[str, Any], name: str, where: str, values: Sequence[str]) -> str:
        """Read one of some words."""
        value = held.get(name)
        if value in values:
            return str(value)
        self.note("not_one_of", f"{where}.{name}", values=", ".join(values))
        return values[0]

    def whole(
        self, held: Mapping[str, Any], name: str, where: str, low: int, high: int
    ) -> int | None:
        """Read a whole number."""
        value = held.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.note("no_whole", f"{where}.{name}", low=low, high=high)
        return None

    def flag(self, held: Mapping[str, Any], name: str, where: str) -> bool:
        """Read yes or no."""
        value = held.get(name, name == "is_core")
        if not isinstance(value, bool):
            self.note("no_flag", f"{where}.{name}")
        return value is True

    def note(self, code: str, where: str, **facts: Any) -> None:
        """Keep a fault."""
        self.faults.append(Fault(code, where, facts))
