"""An instrument in one language; what was not translated stays in its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.enums import ItemKind
from evaluation.models import Instrument, Item, Section


@dataclass(frozen=True, slots=True)
class WordedItem:
    """An item as it is read; `options` are pairs of value and label, in the order of showing."""

    item: Item
    text: str
    low_anchor: str
    high_anchor: str
    options: tuple[tuple[Any, str], ...]


@dataclass(frozen=True, slots=True)
class WordedSection:
    """A heading with its items; items before the first heading have a section without one."""

    section: Section | None
    title: str
    introduction: str
    items: tuple[WordedItem, ...]


@dataclass(frozen=True, slots=True)
class WordedInstrument:
    """An instrument as it is read."""

    instrument: Instrument
    language: str
    title: str
    introduction: str
    sections: tuple[WordedSection, ...]

    @property
    def items(self) -> tuple[WordedItem, ...]:
        """Return all items in order."""
        return tuple(item for section in self.sections for item in section.items)


def languages_of(instrument: Instrument) -> tuple[str, ...]:
    """Return the codes of the languages it can be read in, its own first."""
    return (instrument.language, *sorted(set(instrument.translations) - {instrument.language}))


def language_for(instrument: Instrument, wanted: str) -> str:
    """Return the language somebody reads it in: theirs, one of the same family, or its own."""
    offered = languages_of(instrument)
    if wanted in offered:
        return wanted
    family = wanted.split("-", maxsplit=1)[0]
    return next((code for code in offered if code.split("-")[0] == family), offered[0])


def worded(instrument: Instrument, language: str = "") -> WordedInstrument:
    """Return an instrument in a language; two queries, or none where rows are prefetched."""
    chosen = language or instrument.language
    sections = {section.pk: section for section in instrument.sections.all()}
    groups: dict[Any, list[WordedItem]] = {None: [], **{key: [] for key in sections}}
    for item in instrument.items.all():
        groups[item.section_id].append(_item(item, chosen))
    told = _of(instrument.translations, chosen)
    return WordedInstrument(
        instrument,
        chosen,
        told.get("title") or instrument.title,
        told.get("introduction") or instrument.introduction,
        tuple(
            _section(sections.get(key), items, chosen)
            for key, items in groups.items()
            if items or key is not None
        ),
    )


def _section(section: Section | None, items: list[WordedItem], language: str) -> WordedSection:
    """Return a section in a language."""
    if section is None:
        return WordedSection(None, "", "", tuple(items))
    told = _of(section.translations, language)
    return WordedSection(
        section,
        told.get("title") or section.title,
        told.get("introduction") or section.introduction,
        tuple(items),
    )


def _item(item: Item, language: str) -> WordedItem:
    """Return an item in a language."""
    told = _of(item.translations, language)
    labels = told.get("options") or {}
    options: tuple[tuple[Any, str], ...] = ()
    if item.kind in {ItemKind.CHOICE, ItemKind.SEVERAL}:
        options = tuple((value, labels.get(value) or label) for value, label in item.options)
    return WordedItem(
        item,
        told.get("text") or item.text,
        told.get("low_anchor") or item.low_anchor,
        told.get("high_anchor") or item.high_anchor,
        options,
    )


def _of(translations: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Return what is said in a language, where anything is."""
    told = translations.get(language)
    return told if isinstance(told, dict) else {}
