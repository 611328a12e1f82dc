"""The copy of all that is kept of a person: one packed file, for programs and for reading.

`read-me.html` is the page to read, `manifest.json` lists every file with its hash, `schema.json`
says what each kind and field is, `data/` has one file of rows for each kind, `files/` has what was
sent in, and `data/traces.json` where else the person is named as who did something. Moments are in
UTC, days are ISO 8601.
"""

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.text import capfirst

from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.privacy.areas import area_of
from mentorship.accounts.privacy.files import files_of
from mentorship.accounts.privacy.reading import ReadRow, read_row
from mentorship.accounts.privacy.telling import Teller, plain
from mentorship.accounts.privacy.traces import traces_of
from mentorship.accounts.privacy.walking import Kind, find, kinds, whose

VERSION = 1
# So many rows of a kind stand on the page to read; all of them are in its file.
ROWS_TO_READ = 200


@dataclass(slots=True)
class Written:
    """What was written: how many rows and files, and how many fields were held back."""

    rows: int = 0
    held_back: int = 0
    entries: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """One kind on the page to read."""

    title: str
    area: str
    rows: list[ReadRow]
    total: int


def write_copy(
    target: IO[bytes],
    person: Person,
    *,
    organisation: Organisation | None = None,
    with_confidence: bool = False,
    through_hands: bool = False,
) -> Written:
    """Write the copy of a person's data to `target`; see `telling` for what is held back.

    With an organisation it holds what that organisation keeps, else everything. `through_hands`
    says that an administrator fetches it for somebody who cannot sign in.
    """
    found = whose(person, organisation)
    teller = Teller(found, with_confidence=with_confidence, through_hands=through_hands)
    written, sections, schema = Written(), [], {}
    with (
        translation.override(person.language),
        timezone.override(person.time_zone),
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for kind in kinds():
            section = _write_kind(packed, kind, teller, written)
            if section is not None:
                sections.append(section)
                schema[kind.label] = _schema_of(kind)
        traces = list(traces_of(found))
        _write_json(packed, "data/traces.json", [plain(each) for each in traces], written)
        _write_json(packed, "schema.json", schema, written)
        written.held_back = teller.held_back
        page = _page(person, organisation, sections, teller, traces=len(traces))
        _write(packed, "read-me.html", page.encode(), written)
        _write(packed, "read-me.css", render_to_string("privacy/copy_page.css").encode(), written)
        manifest = _manifest(person, organisation, teller, written)
        packed.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return written


def _write_kind(
    packed: zipfile.ZipFile, kind: Kind, teller: Teller, written: Written
) -> Section | None:
    """Write the rows of one kind and their files; None where there are none."""
    found = find(kind, teller.whose)
    if not teller.keys(found):
        return None
    section = Section(
        title=capfirst(str(kind.model._meta.verbose_name_plural)),
        area=str(area_of(kind.label).title),
        rows=[],
        total=len(teller.keys(found)),
    )
    told = []
    for row, fields in teller.rows(found):
        fields["files"] = [_write(packed, *file, written) for file in files_of(row)]
        told.append(fields)
        if len(section.rows) < ROWS_TO_READ:
            section.rows.append(read_row(row, fields))
    written.rows += len(told)
    _write_json(packed, f"data/{kind.label}.json", told, written, rows=len(told))
    return section


def _write(
    packed: zipfile.ZipFile, path: str, content: bytes, written: Written, **more: Any
) -> str:
    """Write one file and list it; return its path."""
    packed.writestr(path, content)
    digest = hashlib.sha256(content).hexdigest()
    written.entries.append({"path": path, "bytes": len(content), "sha256": digest, **more})
    return path


def _write_json(
    packed: zipfile.ZipFile, path: str, content: Any, written: Written, **more: Any
) -> None:
    """Write rows, or what describes them."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    _write(packed, path, text.encode(), written, **more)


def _schema_of(kind: Kind) -> dict[str, Any]:
    """Say what a kind and each of its fields is."""
    classes = kind.privacy.classes()
    fields = (*kind.model._meta.concrete_fields, *kind.model._meta.many_to_many)
    return {
        "label": str(kind.model._meta.verbose_name),
        "is": (kind.model.__doc__ or "").partition("\n")[0],
        "kept": kind.privacy.keeping.value,
        "fields": {
            each.name: {
                "label": str(each.verbose_name),
                "type": each.get_internal_type(),
                "class": classes[each.name].value,
                **(
                    {"leads_to": each.related_model._meta.label_lower}
                    if each.related_model is not None
                    else {}
                ),
                **_rule(kind, each.name),
            }
            for each in fields
        },
    }


def _rule(kind: Kind, name: str) -> dict[str, str]:
    """Return by which rule a field may be held back."""
    rule = kind.privacy.withheld.get(name)
    return {"rule": rule.value} if rule is not None else {}


def _manifest(
    person: Person, organisation: Organisation | None, teller: Teller, written: Written
) -> dict[str, Any]:
    """Say what this is, of whom, and what is in it."""
    return {
        "format": "mentorship.copy",
        "version": VERSION,
        "made_at": plain(timezone.now()),
        "person": {"id": str(person.pk), "name": person.name},
        "organisation": str(organisation.pk) if organisation is not None else None,
        "with_confidence": teller.with_confidence,
        "through_an_administrator": teller.through_hands,
        "fields_held_back": teller.held_back,
        "rows": written.rows,
        "anonymous_answers": "not included: nobody can tell which are whose",
        "files": written.entries,
    }


def _page(
    person: Person,
    organisation: Organisation | None,
    sections: list[Section],
    teller: Teller,
    *,
    traces: int,
) -> str:
    """Return the page to read."""
    areas: dict[str, list[Section]] = {}
    for section in sections:
        areas.setdefault(section.area, []).append(section)
    context = {
        "person": person,
        "organisation": organisation,
        "areas": list(areas.items()),
        "made_at": timezone.localtime(),
        "teller": teller,
        "traces": traces,
        "language": person.language,
    }
    return render_to_string("privacy/copy_page.html", context)
