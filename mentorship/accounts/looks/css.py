"""The shades of an organisation as a stylesheet, so that no page needs a style of its own."""

from mentorship.accounts.looks.palette import Shades

# What a token is called, and which shade it takes.
TOKENS = {
    "--accent": "accent",
    "--accent-deep": "deep",
    "--accent-mid": "mid",
    "--accent-tint": "tint",
    "--on-accent": "on_accent",
}


def stylesheet(light: Shades, dark: Shades, *, selector: str = ":root") -> str:
    """Return rules that put these shades in the place of the product's own."""
    rules = " ".join(
        f"{token}: light-dark({getattr(light, name)}, {getattr(dark, name)});"
        for token, name in TOKENS.items()
    )
    return f"@layer tokens {{ {selector} {{ {rules} }} }}\n"
