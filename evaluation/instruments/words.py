"""Problems of an instrument, faults of a file and conditions, as they are said to people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from evaluation.enums import ItemKind
from evaluation.instruments.changes import Change, Kind
from evaluation.instruments.filing import Fault
from evaluation.instruments.lint import Problem
from evaluation.instruments.script import ScriptItem

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PROBLEMS: "dict[str, _StrPromise]" = {
    "empty": _("Nothing is asked yet."),
    "subject_mentee": _("Only line managers can be asked about their mentees."),
    "subject_partner": _("Only mentors and mentees can be asked about whom they meet."),
    "no_core": _("Every question may be left out: mark at least one as always asked."),
    "asked_twice": _("“%(question)s” is asked twice."),
    "longer": _("This takes about %(minutes)d minutes; people are told %(said)d."),
    "many_words": _(
        "More than three questions ask for words. People write in the first ones, and then leave."
    ),
    "no_text": _("A question has no words."),
    "no_anchors": _("Say what the lowest and the highest mark of “%(question)s” mean."),
    "same_anchors": _("Both ends of the scale of “%(question)s” say the same."),
    "few_choices": _("“%(question)s” needs at least two answers to choose from."),
    "equal_choices": _("Two answers to “%(question)s” read the same, or one is empty."),
    "reversed": _("“%(question)s” has no scale, so a low mark cannot be the good one."),
    "must_write": _(
        "“%(question)s” must be answered in words: who has nothing to say will write a dot."
    ),
    "hangs_on_nothing": _("“%(question)s” waits for an answer to a question that is not there."),
    "hangs_on_later": _("“%(question)s” comes before “%(other)s”, on which it hangs."),
    "hangs_on_no_answer": _("“%(question)s” waits for an answer that “%(other)s” does not offer."),
    "hangs_on_left_out": _(
        "“%(question)s” is always asked, but hangs on “%(other)s”, which may be left out."
    ),
    "empty_section": _("Nothing is asked under “%(section)s”."),
    "no_table": _(
        "The questions under “%(section)s” have different scales: they cannot stand in one table."
    ),
    "table_with_gaps": _(
        "A question in the table “%(section)s” is asked of some only: rows will come and go."
    ),
    "subscale_kind": _("“%(question)s” has no scale, so it cannot count towards a subscale."),
    "subscale_scales": _(
        "The questions of the subscale “%(subscale)s” have different marks: no mean can be taken."
    ),
    "subscale_single": _(
        "The subscale “%(subscale)s” has one question: how reliable it is cannot be told."
    ),
    "subscale_reversed": _(
        "Of every question in the subscale “%(subscale)s” a low mark is good. Is that meant?"
    ),
    "unknown_area": _("“%(subscale)s” is none of your mentors’ competencies."),
    "no_area": _("No question says to which competency it belongs: give it as its subscale."),
    "untranslated": _(
        "%(number)d texts are missing in %(language)s: people read them as written here."
    ),
    "other_scale": _(
        "“%(question)s” was answered with other marks before, so its figures could not be compared."
        " Take it out, and ask it as a new question."
    ),
}

FAULTS: "dict[str, _StrPromise]" = {
    "too_large": _("The file is larger than %(most)d kB. No survey is that long."),
    "no_json": _("The file cannot be read: it is no JSON, or it is damaged."),
    "twins": _("The file says the same name twice in one place, so it says two things."),
    "other_format": _("This is no survey that was saved here."),
    "other_version": _("This survey was saved by a newer edition, which this one cannot read."),
    "anonymous_about": _("An anonymous survey cannot be about a person: that tells who answered."),
    "too_many": _("These are too many: at most %(most)d."),
    "same_key": _("“%(value)s” is there twice."),
    "no_scale": _("Only a scale has marks."),
    "bad_scale": _("The highest mark has to be above the lowest, with at most %(most)d marks."),
    "no_pair": _("An answer to choose from is a pair of its short name and its words."),
    "no_object": _("Something else stands here than names with their values."),
    "unknown_name": _("“%(value)s” is nothing a survey has."),
    "no_list": _("A list should stand here."),
    "no_key": _("A short name has letters, digits, hyphens and underscores only."),
    "no_language": _("This is no code of a language, such as de or en-gb."),
    "no_text": _("Words should stand here."),
    "too_long": _("This is longer than %(most)d characters."),
    "unseen": _("There are characters in it that cannot be seen."),
    "not_one_of": _("This has to be one of: %(values)s."),
    "no_whole": _("This has to be a whole number from %(low)d to %(high)d."),
    "no_flag": _("This has to be true or false."),
}

CHANGES: "dict[Kind, _StrPromise]" = {
    Kind.ADDED: _("New: “%(question)s”"),
    Kind.GONE: _("No longer asked: “%(question)s”"),
    Kind.REWORDED: _("“%(question)s” instead of “%(was)s”"),
    Kind.OTHERWISE: _("Asked otherwise: “%(question)s”"),
}

KIND_HINTS: "dict[ItemKind, _StrPromise]" = {
    ItemKind.SCALE: _("Marks between two ends, such as 1 to 5. Gives means, and can be added up."),
    ItemKind.CHOICE: _("Exactly one of the answers you write."),
    ItemKind.YES_NO: _("The quickest there is."),
    ItemKind.SEVERAL: _("As many as fit of the answers you write."),
    ItemKind.TEXT: _("Shown only from ten answers on, shuffled, and never beside other answers."),
}


def problem_in_words(problem: Problem) -> str:
    """Return the sentence of a problem."""
    facts = dict(problem.facts)
    if "code" in facts:
        facts["language"] = language_in_words(facts["code"])
    return str(PROBLEMS[problem.code]) % facts


def change_in_words(change: Change) -> str:
    """Return what became of a question since the version before."""
    return str(CHANGES[change.kind]) % {"question": change.text, "was": change.was}


def fault_in_words(fault: Fault) -> str:
    """Return the sentence of a fault in a file, with where it is."""
    sentence = str(FAULTS[fault.code]) % fault.facts
    if not fault.where:
        return sentence
    return _now("%(where)s: %(sentence)s") % {"where": fault.where, "sentence": sentence}


def language_in_words(code: str) -> str:
    """Return how a language calls itself; its code where nobody knows."""
    family = code.split("-", maxsplit=1)[0]
    known = LANG_INFO.get(code) or LANG_INFO.get(family) or {}
    return str(known.get("name_local") or code)


def answer_in_words(item: ScriptItem, value: Any) -> str:
    """Return how an answer to a question reads."""
    if item.kind == ItemKind.YES_NO:
        return _now("Yes") if value else _now("No")
    return dict(item.options).get(value, str(value))


def condition_in_words(item: ScriptItem, items: Iterable[ScriptItem]) -> str:
    """Return of whom a question is asked; empty where it is of everybody."""
    parent = next((each for each in items if each.key == item.asked_if_key), None)
    if parent is None:
        return ""
    answers = [answer_in_words(parent, value) for value in item.asked_if_values]
    words = _now("Only after “%(question)s”: %(answers)s")
    return words % {"question": parent.text, "answers": ", ".join(answers) or "?"}
