"""Files that mean harm, or were cut off."""

import io
import zipfile

from openpyxl import Workbook


def workbook(rows, *, sheets=("People",), hidden=()):
    """Return a workbook; the rows stand on its first sheet."""
    book = Workbook()
    book.remove(book.active)
    for name in sheets:
        sheet = book.create_sheet(name)
        if name in hidden:
            sheet.sheet_state = "hidden"
    for row in rows:
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def with_sheet(xml):
    """Return a workbook whose first sheet is other XML than it was written with."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["Name"], ["Amara"]]))) as given,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in given.infolist():
            is_sheet = entry.filename.endswith("sheet1.xml")
            made.writestr(entry.filename, xml if is_sheet else given.read(entry))
    return written.getvalue()


def zip_bomb(megabytes=200):
    """Return a workbook of 200 kB that would unpack to 200 MB."""
    return with_sheet(b" " * 1024 * 1024 * megabytes)


def billion_laughs():
    """Return a workbook whose XML grows without end."""
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">' for n in range(10)
    )
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>'
    return with_sheet(f"{xml}<worksheet><sheetData>&l9;</sheetData></worksheet>".encode())
