"""What a template of a mentor profile is made of, as plain data."""

from dataclasses import dataclass

from programmes.blueprints.model import ExpectationDraft, Words


@dataclass(frozen=True, slots=True)
class ProfileTemplate:
    """Expectations with their criteria, from the field, to be chosen from."""

    key: str
    title: Words
    summary: Words
    suits: Words
    expectations: tuple[ExpectationDraft, ...]
