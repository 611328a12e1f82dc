"""The colours of charts; `static/css/data.css` recolours them by attribute for dark pages."""

INK = "#1a202a"
SOFT = "#4f5763"
LINE = "#e4e3e6"
ACCENT = "#00696f"
# What a ring shows through its middle: the paper.
GROUND = "#ffffff"
# Told apart by lightness too, so that a grey print still reads; never one of the status colours.
CATEGORIES = (ACCENT, "#57a3a6", "#4a3f78", "#adb2b9", "#c9bfe6")
# The same for what has an order, from one end to the other over a middle without colour;
# the weaker violet is one of its own, as dark pages make it weaker than the strong one.
_ENDS = ("#4a3f78", "#c9bfe5", "#adb2b9", "#57a3a6", ACCENT)
_PLACES = {2: (0, 4), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
FONT = "Inter"


def colours(number: int, *, is_ordered: bool = False) -> tuple[str, ...]:
    """Return as many colours as there are parts, 1 to 5, that tell them apart.

    Ordered parts have those of a scale. Raises ValueError for more.
    """
    if not 1 <= number <= len(CATEGORIES):
        raise ValueError(f"There are colours for {len(CATEGORIES)} parts at most.")
    if is_ordered and number in _PLACES:
        return tuple(_ENDS[place] for place in _PLACES[number])
    return CATEGORIES[:number]
