"""Tables that came in: one is done, and one waits for somebody to put three cells right."""

from mentorship.demo.cast import Cast
from programmes.actions.table_import_work import go_on
from programmes.actions.table_imports import (
    TableFile,
    bring_table,
    say_what_it_means,
    start_apply,
    start_check,
)
from programmes.importing.answers import Answers
from programmes.importing.enums import DateOrder, ImportKind
from programmes.models import Cohort, Import

_HEADER = "Staff no;Name;E-mail;Role;Joined;Job title;Department;Languages"
_WAITING = (
    "G-2201;Priya Raman;priya.raman@guildhall.example;Mentee;03/04/2026;Planner;Planning;English",
    "G-2202;Tom Ellery;tom.ellery at guildhall;Mentee;03/04/2026;Surveyor;Estates;English",
    "G-2203;Hanna Lis;hanna.lis@guildhall.example;Mentor;31/02/2026;Engineer;Estates;Polski",
    "G-2204;Femi Adewale;femi.adewale@guildhall.example;Guide;08/04/2026;Nurse;Health;English",
    "G-2205;Beth Carrow;beth.carrow@guildhall.example;Mentor;09/04/2026;Teacher;Schools;English",
)


def build_imports(cohort: Cohort, cast: Cast) -> None:
    """Import one table, and leave another half-way."""
    known = cohort.participants.by_name().select_related("person")[:12]
    lines = tuple(f";{each.person.name};{each.person.email};;;;;English" for each in known)
    done = _checked("languages-spoken.csv", lines, ImportKind.MEMBERS, cohort, cast)
    start_apply(done, by=cast.coordinator)
    go_on(done.pk)
    _checked("nominations-estates.csv", _WAITING, ImportKind.PEOPLE, cohort, cast)


def _checked(
    name: str, lines: tuple[str, ...], kind: ImportKind, cohort: Cohort, cast: Cast
) -> Import:
    """Bring a table as Excel saves it, and have it checked."""
    content = "\r\n".join((_HEADER, *lines, "")).encode("utf-8-sig")
    run = bring_table(
        TableFile(name, content),
        kind=kind,
        organisation=cohort.programme.organisation,
        programme=cohort.programme,
        by=cast.coordinator,
    )
    go_on(run.pk)
    run.refresh_from_db()
    answers = Answers.from_json(run.answers)
    answers.date_order = DateOrder.DAY_FIRST
    say_what_it_means(run, answers, cohort=cohort)
    start_check(run)
    go_on(run.pk)
    run.refresh_from_db()
    return run
