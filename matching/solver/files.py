"""The plain file interface: one JSON object says the problem, whoever wrote it.

Everything that is not as it should be is refused with one sentence that names the place, as in
`score[2][5]`; positions count from 0.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from matching.solver.checking import check
from matching.solver.matrix import MatrixScores
from matching.solver.model import (
    BadProblemError,
    Group,
    IntArray,
    Mode,
    PinsConflictError,
    Problem,
    ScoreArray,
    Tiers,
)

KEYS = (
    "score",
    "score_npy",
    "capacity",
    "groups",
    "demand",
    "mentee_ids",
    "mentor_ids",
    "pins",
    "forbid",
    "mentee_prefs",
    "mentor_prefs",
)
MOST_SCORE = int(np.iinfo(np.int16).max)
MOST_PLACES = 1_000_000_000
WITHOUT_SCORE = {Mode.RANK_MAXIMAL, Mode.STABLE}

Id = int | str


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem in the order of the file, and what its people are called there."""

    problem: Problem
    mentee_ids: tuple[Id, ...]
    mentor_ids: tuple[Id, ...]


def read_instance(text: str, folder: Path, mode: Mode) -> Instance:
    """Return the instance that a JSON text holds; a `score_npy` is looked for in `folder`.

    Raises BadProblemError with one sentence about the first thing that is wrong, and
    PinsConflictError with the pins that cannot all be kept.
    """
    data = _json(text)
    seats = _numbers(_wanted(data, "capacity"), "capacity", 0)
    scores = _scores(data, folder, len(seats), mode)
    mentees, mentors = scores.shape
    problem = Problem(
        scores=MatrixScores(scores),
        # More than could ever be used is as good as one more than that.
        capacity=np.minimum(seats, mentees + 1),
        demand=np.minimum(_demand(data, mentees), mentors + 1),
        groups=_groups(data.get("groups", []), mentors),
        pins=_pairs(data, "pins", scores.shape),
        forbidden=_pairs(data, "forbid", scores.shape),
        mentee_wishes=_wishes(data, "mentee_prefs", mentees, mentors),
        mentor_wishes=_wishes(data, "mentor_prefs", mentors, mentees),
    )
    if mode == Mode.RANK_MAXIMAL and problem.mentee_wishes is None:
        raise BadProblemError("The mode rank_maximal needs mentee_prefs.")
    _check(problem)
    return Instance(problem, _ids(data, "mentee_ids", mentees), _ids(data, "mentor_ids", mentors))


def _check(problem: Problem) -> None:
    """Refuse what contradicts itself; pins that cannot all be kept are named as in the file."""
    try:
        check(problem)
    except PinsConflictError as error:
        named = ", ".join(str(list(pin)) for pin in error.pins)
        sentence = f"{str(error).removesuffix('.')} (pins {named})."
        raise PinsConflictError(sentence, error.pins) from error


def _json(text: str) -> dict[str, Any]:
    """Return the one object of a text."""
    if not text.strip():
        raise BadProblemError("The file is empty.")
    try:
        data = json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as error:
        raise BadProblemError(
            f"The file is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error
    except RecursionError as error:
        raise BadProblemError(
            "The file is not JSON that can be read: it is nested too deep."
        ) from (error)
    except ValueError as error:
        if isinstance(error, BadProblemError):
            raise
        raise BadProblemError("A number in the file has too many digits.") from error
    if not isinstance(data, dict):
        raise BadProblemError("The file must hold one JSON object.")
    _only(data, KEYS, "")
    return data


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object, unless it names a key twice."""
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise BadProblemError(f"The key “{double}” stands there twice.")
    return data


def _only(data: Mapping[str, Any], keys: Sequence[str], where: str) -> None:
    """Refuse a key that is not known."""
    for key in data:
        if key not in keys:
            raise BadProblemError(
                f"The key “{key}”{where} is not known; known are {', '.join(keys)}."
            )


def _wanted(data: Mapping[str, Any], key: str, where: str = "") -> Any:
    """Return what must be there."""
    if key not in data:
        raise BadProblemError(f"The key “{key}” is missing{where}.")
    return data[key]


def _list(value: Any, where: str, length: int | None = None, of: str = "") -> list[Any]:
    """Return a list, perhaps of a length that something else fixes."""
    if not isinstance(value, list):
        raise BadProblemError(f"{where} must be a list, not {_shown(value)}.")
    if length is not None and len(value) != length:
        entries = "1 entry" if len(value) == 1 else f"{len(value)} entries"
        raise BadProblemError(f"{where} has {entries} instead of {length}, one for each {of}.")
    return value


def _number(value: Any, where: str, least: int, most: int = MOST_PLACES) -> int:
    """Return a whole number between two others."""
    if type(value) is not int or not least <= value <= most:
        raise BadProblemError(
            f"{where} is {_shown(value)}, and must be a whole number from {least} to {most}."
        )
    return value


def _numbers(value: Any, where: str, least: int) -> IntArray:
    """Return a list of whole numbers."""
    entries = _list(value, where)
    return np.array(
        [_number(entry, f"{where}[{place}]", least) for place, entry in enumerate(entries)],
        dtype=np.int64,
    )


def _shown(value: Any) -> str:
    """Return a value as JSON writes it, not too long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 30 else f"{text[:29]}…"  # noqa: PLR2004  (a third of a line)


def _demand(data: Mapping[str, Any], mentees: int) -> IntArray:
    """Return how many mentors each mentee wants; one, where nothing is said."""
    if "demand" not in data:
        return np.ones(mentees, dtype=np.int64)
    _list(data["demand"], "demand", mentees, "mentee")
    return _numbers(data["demand"], "demand", 1)


def _scores(data: Mapping[str, Any], folder: Path, mentors: int, mode: Mode) -> ScoreArray:
    """Return mentees × mentors from the file, or from the one that it names; 0 where none are."""
    if "score" in data and "score_npy" in data:
        raise BadProblemError("Only one of score and score_npy can be given.")
    if "score" in data:
        return _table(_list(data["score"], "score"), mentors)
    if "score_npy" in data:
        return _loaded(data["score_npy"], folder, mentors)
    if mode not in WITHOUT_SCORE:
        raise BadProblemError(f"The mode {mode} needs score or score_npy.")
    if "mentee_prefs" not in data:
        raise BadProblemError(f"The mode {mode} needs mentee_prefs or score.")
    return np.zeros((len(_list(data["mentee_prefs"], "mentee_prefs")), mentors), dtype=np.int16)


def _table(rows: list[Any], mentors: int) -> ScoreArray:
    """Return the scores of a list of rows."""
    table = np.full((len(rows), mentors), -1, dtype=np.int16)
    for i, row in enumerate(rows):
        entries = _list(row, f"score[{i}]", mentors, "mentor in capacity")
        for j, entry in enumerate(entries):
            if entry is None:
                continue
            if type(entry) is not int or not 0 <= entry <= MOST_SCORE:
                raise BadProblemError(
                    f"score[{i}][{j}] is {_shown(entry)}, and must be null or a whole number from "
                    f"0 to {MOST_SCORE}."
                )
            table[i, j] = entry
    return table


def _loaded(name: Any, folder: Path, mentors: int) -> ScoreArray:
    """Return the scores of an .npy file."""
    if not isinstance(name, str):
        raise BadProblemError(f"score_npy must be the name of a file, not {_shown(name)}.")
    try:
        table = np.load(folder / name, allow_pickle=False)
    except OSError as error:
        raise BadProblemError(
            f"The file “{name}” of score_npy cannot be read: {error.strerror or error}."
        ) from error
    except (ValueError, EOFError) as error:
        raise BadProblemError(f"The file “{name}” of score_npy is not an .npy file.") from error
    if not isinstance(table, np.ndarray) or table.dtype != np.int16 or table.ndim != 2:  # noqa: PLR2004  (rows and columns)
        raise BadProblemError(f"The file “{name}” of score_npy must hold a table of int16.")
    if table.shape[1] != mentors:
        raise BadProblemError(
            f"The table of score_npy has {table.shape[1]} columns, and capacity has {mentors} "
            "mentors."
        )
    return table


def _groups(value: Any, mentors: int) -> tuple[Group, ...]:
    """Return the groups; no mentor is in two."""
    groups: list[Group] = []
    seen: dict[int, int] = {}
    for number, entry in enumerate(_list(value, "groups")):
        where = f"groups[{number}]"
        if not isinstance(entry, dict):
            raise BadProblemError(f"{where} must be an object, not {_shown(entry)}.")
        _only(entry, ("members", "capacity"), f" in {where}")
        listed = _list(_wanted(entry, "members", f" in {where}"), f"{where}.members")
        members = [_position(j, f"{where}.members[{k}]", mentors) for k, j in enumerate(listed)]
        for j in members:
            if j in seen:
                both = f"{where} twice" if seen[j] == number else f"groups[{seen[j]}] and {where}"
                raise BadProblemError(f"Mentor {j} is in {both}.")
            seen[j] = number
        ceiling = _number(_wanted(entry, "capacity", f" in {where}"), f"{where}.capacity", 0)
        groups.append(Group(tuple(members), ceiling))
    return tuple(groups)


def _position(value: Any, where: str, people: int) -> int:
    """Return the position of somebody who is there."""
    if type(value) is not int or not 0 <= value < people:
        known = f"from 0 to {people - 1}" if people else "of somebody, and nobody is there"
        raise BadProblemError(f"{where} is {_shown(value)}, and must be a position {known}.")
    return value


def _pairs(data: Mapping[str, Any], key: str, shape: tuple[int, ...]) -> frozenset[tuple[int, int]]:
    """Return pairs of positions."""
    pairs = set()
    for number, entry in enumerate(_list(data.get(key, []), key)):
        where = f"{key}[{number}]"
        if not isinstance(entry, list) or len(entry) != 2:  # noqa: PLR2004  (a mentee and a mentor)
            raise BadProblemError(f"{where} must be [mentee, mentor], not {_shown(entry)}.")
        pairs.add(
            (
                _position(entry[0], f"{where}[0]", shape[0]),
                _position(entry[1], f"{where}[1]", shape[1]),
            )
        )
    return frozenset(pairs)


def _wishes(
    data: Mapping[str, Any], key: str, people: int, others: int
) -> tuple[Tiers, ...] | None:
    """Return the tiers of each person; None where that side was not asked."""
    if key not in data:
        return None
    of = "mentee" if key == "mentee_prefs" else "mentor"
    return tuple(
        _tiers(entry, f"{key}[{person}]", others)
        for person, entry in enumerate(_list(data[key], key, people, of))
    )


def _tiers(value: Any, where: str, others: int) -> Tiers:
    """Return the tiers of one person, each of the others at most once."""
    seen: set[int] = set()
    tiers = []
    for rank, entry in enumerate(_list(value, where)):
        tier = []
        for k, other in enumerate(_list(entry, f"{where}[{rank}]")):
            named = _position(other, f"{where}[{rank}][{k}]", others)
            if named in seen:
                raise BadProblemError(f"{where} names {named} twice.")
            seen.add(named)
            tier.append(named)
        tiers.append(tuple(tier))
    return tuple(tiers)


def _ids(data: Mapping[str, Any], key: str, people: int) -> tuple[Id, ...]:
    """Return what people are called, by default their positions; no two the same."""
    if key not in data:
        return tuple(range(people))
    of = "mentee" if key == "mentee_ids" else "mentor"
    ids = _list(data[key], key, people, of)
    seen: dict[Id, int] = {}
    for place, entry in enumerate(ids):
        if type(entry) not in {int, str}:
            raise BadProblemError(
                f"{key}[{place}] is {_shown(entry)}, and must be text or a number."
            )
        if entry in seen:
            raise BadProblemError(f"{key}[{place}] is {_shown(entry)}, as {key}[{seen[entry]}] is.")
        seen[entry] = place
    return tuple(ids)
