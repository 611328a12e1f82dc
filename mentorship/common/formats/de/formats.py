"""How German writes dates: “Donnerstag, 26. November 2026, 14:00”."""

DAY = "j. F Y"
WEEKDAY = "l, j. F"
SHORT = "j. M Y"

# By how English writes them, which is how templates and sentences ask for them.
globals().update(
    {
        "j F Y": DAY,
        "j F": "j. F",
        "j M": "j. M",
        "j M Y": SHORT,
        "j M y": "j. M y",
        "l j F": WEEKDAY,
        "l j F Y": f"{WEEKDAY} Y",
        "l, j F Y": f"{WEEKDAY} Y",
        "D j M": "D, j. M",
        "D j F": "D, j. F",
        "D j F Y": "D, j. F Y",
        "j": "j.",
        "j F Y, H:i": f"{DAY}, H:i",
        "j F Y, H:i T": f"{DAY}, H:i T",
        "j F, H:i": "j. F, H:i",
        "j M Y, H:i": f"{SHORT}, H:i",
        "j M Y, H:i:s": f"{SHORT}, H:i:s",
        "l j F, H:i": f"{WEEKDAY}, H:i",
        "l j F Y, H:i": f"{WEEKDAY} Y, H:i",
        "D j F, H:i": "D, j. F, H:i",
        "D j F Y, H:i": "D, j. F Y, H:i",
        "D j M Y, H:i": "D, j. M Y, H:i",
    }
)
