"""Instruments as plain data, for tests: one whole example, and any that Hypothesis thinks of."""

from hypothesis import strategies as st

from evaluation.instruments.filing import AUDIENCES, CANDOURS, LAYOUTS, PURPOSES
from evaluation.instruments.script import Script, ScriptItem, ScriptSection

AGREE = {"low": 1, "high": 5, "low_anchor": "Not at all", "high_anchor": "Very much"}


def scale(key, **more):
    """Ask for a mark from 1 to 5."""
    return ScriptItem(**{"key": key, "kind": "scale", "text": f"Mark {key}.", **AGREE, **more})


def yes_no(key, **more):
    """Ask for yes or no."""
    return ScriptItem(**{"key": key, "kind": "yes_no", "text": f"Is it {key}?", **more})


def choice(key, **more):
    """Ask for one of two answers."""
    options = (("tea", "Tea"), ("coffee", "Coffee"))
    told = {"key": key, "kind": "choice", "text": f"Which {key}?", "options": options}
    return ScriptItem(**{**told, **more})


def script(*items, sections=(), **more):
    """Return an instrument with these questions."""
    about = {"key": "survey", "title": "A survey", "audience": "mentee", "candour": "confidential"}
    return Script(**{**about, "minutes": 9, "items": items, "sections": sections, **more})


def whole():
    """Return one with everything there is."""
    german = {"de": {"text": "Gut?", "low_anchor": "Gar nicht", "high_anchor": "Sehr"}}
    labels = {"de": {"text": "Was?", "options": {"tea": "Tee", "coffee": "Kaffee"}}}
    table = (scale("a", subscale="ease", translations=german), scale("b", subscale="ease"))
    after_met = {"asked_if_key": "met", "asked_if_values": (True,)}
    return script(
        yes_no("met", is_required=True),
        sections=(
            ScriptSection(
                "Table", "Think back.\nTwice.", "matrix", {"de": {"title": "Tafel"}}, table
            ),
            ScriptSection(
                "More",
                items=(
                    choice("drink", translations=labels, **after_met),
                    ScriptItem("why", "text", "Why?", is_core=False),
                ),
            ),
        ),
        translations={"de": {"title": "Umfrage"}},
    )


letters = st.characters(
    exclude_categories=["Cc", "Cs"],
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
keys = st.from_regex(r"[-a-zA-Z0-9_]{1,20}", fullmatch=True)
languages = st.sampled_from(["de", "fr", "pt-br", "zh-hans"])


def texts(most):
    """Return lines of at most so many letters, empty ones among them."""
    return st.text(letters, max_size=most)


def words(most):
    """Return lines with something to read."""
    return texts(most).filter(str.strip)


def told(**names):
    """Return translations of some texts."""
    return st.dictionaries(languages, st.fixed_dictionaries({}, optional=names), max_size=3)


@st.composite
def items(draw, key):
    """Return any question a file can hold, asked of anybody."""
    kind = draw(st.sampled_from(["scale", "choice", "several", "yes_no", "text"]))
    low = draw(st.integers(-10, 89)) if kind == "scale" else None
    pairs = st.lists(st.tuples(words(160), words(160)), max_size=4, unique_by=lambda pair: pair[0])
    options = tuple(draw(pairs)) if kind in {"choice", "several"} else ()
    names = {"text": texts(300), "low_anchor": texts(60), "high_anchor": texts(60)}
    if options:
        values = st.sampled_from([value for value, _label in options])
        names["options"] = st.dictionaries(values, texts(160))
    answers = st.one_of(st.booleans(), st.integers(-10, 100), texts(160))
    return ScriptItem(
        key=key,
        kind=kind,
        text=draw(words(300)),
        low=low,
        high=None if low is None else low + draw(st.integers(1, 10)),
        low_anchor=draw(texts(60)),
        high_anchor=draw(texts(60)),
        options=options,
        is_reversed=draw(st.booleans()),
        is_required=draw(st.booleans()),
        is_core=draw(st.booleans()),
        subscale=draw(texts(60)),
        asked_if_key=draw(st.one_of(st.just(""), keys)),
        asked_if_values=tuple(draw(st.lists(answers, max_size=3))),
        translations=draw(told(**names)),
    )


@st.composite
def scripts(draw):
    """Return any instrument a file can hold, wise or not."""
    taken = draw(st.lists(keys, max_size=5, unique=True))
    cut = draw(st.integers(0, len(taken)))
    head = {"title": texts(120), "introduction": st.text(letters | st.just("\n"), max_size=200)}
    candour = draw(st.sampled_from(CANDOURS))
    section = ScriptSection(
        title=draw(words(120)),
        introduction=draw(head["introduction"]),
        layout=draw(st.sampled_from(LAYOUTS)),
        translations=draw(told(**head)),
        items=tuple(draw(items(key)) for key in taken[cut:]),
    )
    return Script(
        key=draw(keys),
        title=draw(words(120)),
        introduction=draw(head["introduction"]),
        purpose=draw(st.sampled_from(PURPOSES)),
        audience=draw(st.sampled_from(AUDIENCES)),
        subject="programme"
        if candour == "anonymous"
        else draw(st.sampled_from(["partner", "mentee"])),
        candour=candour,
        minutes=draw(st.integers(1, 60)),
        language=draw(languages),
        translations=draw(told(**head)),
        items=tuple(draw(items(key)) for key in taken[:cut]),
        sections=(section,) if draw(st.booleans()) else (),
    )
