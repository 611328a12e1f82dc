"""What an instrument still lacks before it can be asked, and what is worth a thought; pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from evaluation.instruments.script import Script, ScriptItem, ScriptSection, answers_to, is_among

FEWEST_CHOICES = 2
# Seconds that a question takes to read and answer; words of one's own take the time to write them.
SECONDS = {"scale": 7, "yes_no": 6, "choice": 8, "several": 12, "text": 40}
MOST_WORDS_WANTED = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about an instrument, which has its sentence in `words.py` under its code.

    One that `stops` has to be put right before the instrument can be asked. `key` is that of the
    question it is about, if it is about one; `facts` fill the sentence.
    """

    code: str
    stops: bool
    key: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def problems_of(
    script: Script, *, before: Script | None = None, areas: Collection[str] = ()
) -> list[Problem]:
    """Return all problems, those that stop first, each kind in the order of asking.

    `before` is the version that people answered so far; `areas` are the keys of the competencies
    that a competency instrument may ask about.
    """
    found = [
        *_of_the_whole(script),
        *(problem for item in script.in_order() for problem in _of_item(item)),
        *_of_branches(script),
        *(problem for section in script.sections for problem in _of_section(section)),
        *_of_subscales(script, areas),
        *_of_languages(script),
        *(_since(script, before) if before else ()),
    ]
    return sorted(found, key=lambda problem: not problem.stops)


def seconds_of(script: Script) -> int:
    """Return about how many seconds somebody takes who is asked everything."""
    return sum(SECONDS[item.kind] for item in script.in_order())


def _of_the_whole(script: Script) -> Iterator[Problem]:
    """Look at what is promised, and of whom is asked."""
    items = list(script.in_order())
    if not items:
        yield Problem("empty", stops=True)
        return
    if script.subject == "mentee" and script.audience != "line_manager":
        yield Problem("subject_mentee", stops=True)
    if script.subject == "partner" and script.audience not in {"mentor", "mentee"}:
        yield Problem("subject_partner", stops=True)
    if not any(item.is_core for item in items):
        yield Problem("no_core", stops=True)
    texts = Counter(item.text.strip().casefold() for item in items)
    for item in items:
        if texts[item.text.strip().casefold()] > 1:
            yield Problem("asked_twice", stops=True, key=item.key, facts={"question": item.text})
            texts[item.text.strip().casefold()] = 1
    minutes = ceil(seconds_of(script) / 60)
    if minutes > script.minutes:
        yield Problem("longer", stops=False, facts={"minutes": minutes, "said": script.minutes})
    if sum(item.kind == "text" for item in items) > MOST_WORDS_WANTED:
        yield Problem("many_words", stops=False)


def _of_item(item: ScriptItem) -> Iterator[Problem]:
    """Look at one question by itself."""
    about: dict[str, Any] = {"key": item.key, "facts": {"question": item.text}}
    if not item.text.strip():
        yield Problem("no_text", stops=True, key=item.key)
    if item.kind == "scale" and not (item.low_anchor.strip() and item.high_anchor.strip()):
        yield Problem("no_anchors", stops=True, **about)
    elif item.kind == "scale" and item.low_anchor.casefold() == item.high_anchor.casefold():
        yield Problem("same_anchors", stops=True, **about)
    if item.kind in {"choice", "several"}:
        labels = [label.strip().casefold() for _value, label in item.options]
        if len(labels) < FEWEST_CHOICES:
            yield Problem("few_choices", stops=True, **about)
        if len(set(labels)) < len(labels) or "" in labels:
            yield Problem("equal_choices", stops=True, **about)
    if item.is_reversed and item.kind != "scale":
        yield Problem("reversed", stops=True, **about)
    if item.is_required and item.kind == "text":
        yield Problem("must_write", stops=False, **about)


def _of_branches(script: Script) -> Iterator[Problem]:
    """Look at questions that hang on another one."""
    items = {item.key: item for item in script.in_order()}
    before: dict[str, ScriptItem] = {}
    for item in script.in_order():
        if item.asked_if_key:
            parent = items.get(item.asked_if_key)
            facts = {"question": item.text, "other": parent.text if parent else ""}
            code = _wrong_branch(item, parent, before)
            if code:
                yield Problem(code, stops=True, key=item.key, facts=facts)
            elif parent and item.is_core and not parent.is_core:
                yield Problem("hangs_on_left_out", stops=False, key=item.key, facts=facts)
        before[item.key] = item


def _wrong_branch(
    item: ScriptItem, parent: ScriptItem | None, before: Mapping[str, ScriptItem]
) -> str:
    """Return what is wrong with a condition; nothing where all is well."""
    if parent is None:
        return "hangs_on_nothing"
    if parent.key not in before:
        return "hangs_on_later"
    answers = answers_to(parent)
    wanted = item.asked_if_values
    if not wanted or not all(is_among(value, answers) for value in wanted):
        return "hangs_on_no_answer"
    return ""


def _of_section(section: ScriptSection) -> Iterator[Problem]:
    """Look at a heading and, of a table, whether it has one scale."""
    facts = {"section": section.title}
    if not section.items:
        yield Problem("empty_section", stops=True, facts=facts)
    if section.layout != "matrix" or not section.items:
        return
    scales = {(each.kind, each.low, each.high) for each in section.items}
    anchors = {(each.low_anchor, each.high_anchor) for each in section.items}
    if len(scales) > 1 or len(anchors) > 1 or section.items[0].kind != "scale":
        yield Problem("no_table", stops=True, facts=facts)
    elif any(each.asked_if_key for each in section.items):
        yield Problem("table_with_gaps", stops=False, facts=facts)


def _of_subscales(script: Script, areas: Collection[str]) -> Iterator[Problem]:
    """Look at questions that are added up."""
    members: dict[str, list[ScriptItem]] = defaultdict(list)
    is_of_areas = script.purpose in {"competency_self", "competency_other"}
    for item in script.in_order():
        if item.subscale:
            members[item.subscale].append(item)
            if item.kind != "scale":
                facts = {"question": item.text}
                yield Problem("subscale_kind", stops=True, key=item.key, facts=facts)
    for name, items in members.items():
        facts = {"subscale": name}
        if len({(each.low, each.high) for each in items if each.kind == "scale"}) > 1:
            yield Problem("subscale_scales", stops=True, facts=facts)
        if len(items) == 1:
            yield Problem("subscale_single", stops=False, key=items[0].key, facts=facts)
        elif all(each.is_reversed for each in items):
            yield Problem("subscale_reversed", stops=False, facts=facts)
        if is_of_areas and name not in areas:
            yield Problem("unknown_area", stops=True, key=items[0].key, facts=facts)
    if is_of_areas and not members:
        yield Problem("no_area", stops=True)


def _of_languages(script: Script) -> Iterator[Problem]:
    """Look for texts that are not there in a language that is offered."""
    for code in sorted(set(script.translations) - {script.language}):
        missing = sum(1 for has in _told(script, code) if not has)
        if missing:
            yield Problem("untranslated", stops=False, facts={"code": code, "number": missing})


def _told(script: Script, code: str) -> Iterator[bool]:
    """Tell of each text whether it is there in a language."""
    yield from _has(script.translations, code, title=script.title, introduction=script.introduction)
    for section in script.sections:
        words = {"title": section.title, "introduction": section.introduction}
        yield from _has(section.translations, code, **words)
    for item in script.in_order():
        words = {"text": item.text, "low_anchor": item.low_anchor, "high_anchor": item.high_anchor}
        yield from _has(item.translations, code, **words)
        labels = item.translations.get(code, {}).get("options") or {}
        yield from (bool(labels.get(value)) for value, _label in item.options)


def _has(translations: Mapping[str, Mapping[str, Any]], code: str, **words: str) -> Iterator[bool]:
    """Tell of each text that is not empty whether it is there."""
    told = translations.get(code, {})
    yield from (bool(told.get(name)) for name, text in words.items() if text)


def _since(script: Script, before: Script) -> Iterator[Problem]:
    """Look for questions that kept their key, and with it their past, but are answered otherwise.

    Their figures would be set against each other, and could not be.
    """
    earlier = {item.key: item for item in before.in_order()}
    for item in script.in_order():
        was = earlier.get(item.key)
        if was is None:
            continue
        if (was.kind, was.low, was.high, was.is_reversed) != (
            item.kind,
            item.low,
            item.high,
            item.is_reversed,
        ):
            yield Problem("other_scale", stops=True, key=item.key, facts={"question": item.text})
