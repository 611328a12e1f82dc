"""A survey that is being written: a table, a branch, and two languages, one of them half done."""

from datetime import date
from typing import Any

from evaluation.actions.instrument_versions import new_version, take_in
from evaluation.actions.instruments import freeze
from evaluation.instruments.script import Script, ScriptItem, ScriptSection
from mentorship.accounts.models import Organisation
from mentorship.demo.programmes import Year

LOOKED_BACK = "mentor-close"
AGREE: dict[str, Any] = {
    "low": 1,
    "high": 5,
    "low_anchor": "Not at all",
    "high_anchor": "Very much",
}
GERMAN = {"low_anchor": "Gar nicht", "high_anchor": "Sehr"}


def _mark(key: str, text: str, german: str, *, is_reversed: bool = False) -> ScriptItem:
    """Ask for a mark, in both languages."""
    told = {"de": {"text": german, **GERMAN}}
    return ScriptItem(
        key=key,
        kind="scale",
        text=text,
        subscale="ease",
        is_reversed=is_reversed,
        translations=told,
        **AGREE,
    )


FIRST_WEEKS = Script(
    key="first-weeks",
    title="The first weeks with your mentor",
    introduction="We ask so that the next cohort starts more easily. It takes three minutes.",
    audience="mentee",
    candour="anonymous",
    minutes=3,
    translations={"de": {"title": "Die ersten Wochen mit Ihrer Mentorin, Ihrem Mentor"}},
    items=(
        ScriptItem(
            key="met",
            kind="yes_no",
            text="Have the two of you met?",
            is_required=True,
            translations={"de": {"text": "Haben Sie sich schon getroffen?"}},
        ),
    ),
    sections=(
        ScriptSection(
            title="How it began",
            introduction="Please think of your first two meetings.",
            layout="matrix",
            translations={"de": {"title": "Wie es anfing"}},
            items=(
                _mark("easy", "It was easy to find a time.", "Ein Termin war leicht zu finden."),
                _mark("clear", "I knew what to expect.", "Ich wusste, was mich erwartet."),
                _mark("alone", "I felt left alone.", "Ich fühlte mich allein.", is_reversed=True),
            ),
        ),
        ScriptSection(
            title="What would help",
            items=(
                ScriptItem(
                    key="hindrance",
                    kind="several",
                    text="What kept you from meeting?",
                    options=(("time", "No time"), ("reply", "No reply"), ("place", "No room")),
                    asked_if_key="met",
                    asked_if_values=(False,),
                ),
                ScriptItem(key="help", kind="text", text="What would help you now?", is_core=False),
            ),
        ),
    ),
)


def build_editor(organisation: Organisation, year: Year, today: date) -> None:
    """Let a survey be half written, and one that was asked have a newer version under way."""
    for asked in organisation.instruments.filter(waves__isnull=False).distinct():
        freeze(asked)
    take_in(organisation, FIRST_WEEKS, by=None)
    new_version(organisation.instruments.filter(key=LOOKED_BACK).earliest("version"), by=None)
