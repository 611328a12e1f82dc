"""The colours of charts; `static/css/data.css` recolours them by attribute for dark pages."""

INK = "#1a202a"
SOFT = "#4f5763"
LINE = "#e4e3e6"
ACCENT = "#00696f"
# Told apart by lightness too, so that a grey print still reads; never one of the status colours.
CATEGORIES = (ACCENT, "#57a3a6", "#4a3f78", "#adb2b9", "#c9bfe6")
FONT = "Inter"
