"""An instrument in two languages beside each other; pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from evaluation.instruments.script import (
    ANCHOR_LENGTH,
    INTRODUCTION_LENGTH,
    LABEL_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
    Script,
    ScriptItem,
    Translations,
)

_HEAD = (("title", TITLE_LENGTH), ("introduction", INTRODUCTION_LENGTH))
_HEAD_NAMES = tuple(name for name, _most in _HEAD)
_ANCHORS = ("low_anchor", "high_anchor")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in its own language and in another; `most` is how many letters it may have.

    Words at the ends of scales and answers to choose from recur: what reads the same in both
    languages is one phrase, `times` of it, so that nobody types it twice.
    """

    name: str
    own: str
    told: str
    most: int
    times: int = 1


def phrases_of(script: Script, code: str) -> list[Phrase]:
    """Return what there is to say in another language, questions first in the order of asking."""
    phrases = list(_singles(script, code))
    counted: dict[tuple[str, str], int] = defaultdict(int)
    longest: dict[tuple[str, str], int] = {}
    for own, told, most in _shared(script, code):
        counted[own, told] += 1
        longest[own, told] = min(most, longest.get((own, told), most))
    return [
        *phrases,
        *(Phrase(_name_of(*pair), *pair, longest[pair], times) for pair, times in counted.items()),
    ]


def told_in(script: Script, code: str, texts: Mapping[str, str]) -> Script:
    """Return the instrument with texts in a language, by the names of their phrases.

    What is empty is not told, so that people read it in the instrument's own language.
    """
    sections = tuple(
        replace(
            section,
            translations=_with(
                section.translations,
                code,
                _named(f"section-{place}", _HEAD_NAMES, texts),
            ),
            items=tuple(_item_told(item, code, texts) for item in section.items),
        )
        for place, section in enumerate(script.sections, start=1)
    )
    return replace(
        script,
        translations=_with(
            script.translations, code, _named("whole", _HEAD_NAMES, texts), keep=True
        ),
        items=tuple(_item_told(item, code, texts) for item in script.items),
        sections=sections,
    )


def without(script: Script, code: str) -> Script:
    """Return the instrument without one of its other languages."""

    def less(translations: Translations) -> dict[str, Mapping[str, Any]]:
        return {each: told for each, told in translations.items() if each != code}

    def item(each: ScriptItem) -> ScriptItem:
        return replace(each, translations=less(each.translations))

    return replace(
        script,
        translations=less(script.translations),
        items=tuple(map(item, script.items)),
        sections=tuple(
            replace(
                each,
                translations=less(each.translations),
                items=tuple(map(item, each.items)),
            )
            for each in script.sections
        ),
    )


def _singles(script: Script, code: str) -> Iterator[Phrase]:
    """Return the texts that stand for themselves."""
    yield from _heads("whole", script, script.translations.get(code, {}))
    yield from (_question(item, code) for item in script.items)
    for place, section in enumerate(script.sections, start=1):
        yield from _heads(f"section-{place}", section, section.translations.get(code, {}))
        yield from (_question(item, code) for item in section.items)


def _heads(stem: str, part: Any, told: Mapping[str, Any]) -> Iterator[Phrase]:
    """Return the title of a part, and what people read first there."""
    for name, most in _HEAD:
        own = getattr(part, name)
        if own:
            yield Phrase(f"{stem}-{name}", own, told.get(name, ""), most)


def _question(item: ScriptItem, code: str) -> Phrase:
    """Return the words of a question."""
    told = item.translations.get(code, {}).get("text", "")
    return Phrase(f"item-{item.key}-text", item.text, told, TEXT_LENGTH)


def _shared(script: Script, code: str) -> Iterator[tuple[str, str, int]]:
    """Return what recurs, in both languages, with how long it may be."""
    for item in script.in_order():
        told = item.translations.get(code, {})
        for name in _ANCHORS:
            if getattr(item, name):
                yield getattr(item, name), told.get(name, ""), ANCHOR_LENGTH
        labels = told.get("options", {})
        for value, label in item.options:
            yield label, labels.get(value, ""), LABEL_LENGTH


def _item_told(item: ScriptItem, code: str, texts: Mapping[str, str]) -> ScriptItem:
    """Return a question with its texts in a language."""
    before = item.translations.get(code, {})
    words: dict[str, Any] = _named(f"item-{item.key}", ("text",), texts)
    for name in _ANCHORS:
        own = getattr(item, name)
        words[name] = texts.get(_name_of(own, before.get(name, "")), "") if own else ""
    labels = before.get("options", {})
    told = {
        value: texts.get(_name_of(label, labels.get(value, "")), "")
        for value, label in item.options
    }
    words["options"] = {value: label for value, label in told.items() if label}
    return replace(item, translations=_with(item.translations, code, words))


def _named(stem: str, names: tuple[str, ...], texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts by their own names."""
    return {name: texts.get(f"{stem}-{name}", "") for name in names}


def _with(
    translations: Translations, code: str, words: Mapping[str, Any], *, keep: bool = False
) -> dict[str, Mapping[str, Any]]:
    """Return translations with what is said in one language, and without what is empty."""
    said = {name: text for name, text in words.items() if text}
    others = {each: told for each, told in translations.items() if each != code}
    # The whole instrument keeps the language on offer, even while nothing is said in it.
    return {**others, code: said} if said or keep else others


def _name_of(own: str, told: str) -> str:
    """Return the name of a phrase that recurs."""
    both = f"{len(own)} {own}{told}"
    return f"phrase-{sha256(both.encode()).hexdigest()[:16]}"
