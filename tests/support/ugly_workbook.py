"""A workbook as one finds them: title, merged cells, notes, a hidden sheet, names, tables, broken fills."""

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
CODES = ("U4", "U6", "K2", "R3")
ROWS = 40


def write_ugly_workbook(file: Path) -> Path:
    """Write the workbook, with no saved values yet."""
    with xlsxwriter.Workbook(file) as book:
        day, bold = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True})
        settings = book.add_worksheet("Settings")
        settings.write_row(0, 0, ["Standard", 20])
        settings.write(1, 0, "As at")
        settings.write_datetime(1, 1, date(2025, 3, 31), day)
        settings.hide()
        book.define_name("Standard", "=Settings!$B$1")
        main = book.add_worksheet("Placements")
        main.activate()
        placements(main, day, bold)
        places(book.add_worksheet("Place codes"))
        summary(book.add_worksheet("Summary"), bold)
    return file


def placements(sheet: Worksheet, day: object, bold: object) -> None:
    """Title merged over the columns, headings in row 4, data in 5 to 44, a total below, a note beside."""
    rng = Random(7)  # noqa: S311 - a workbook for a test
    sheet.merge_range("A1:F1", "Placements of invented children", bold)
    sheet.write_row(
        "A4",
        ["Child", "Code", "Started", "Ended", "Days", "Place", "Late", "Review due", "Times seen", "Lasted"],
    )
    sheet.write("L2", "checked by the invented team")
    for number in range(ROWS):
        row, line = number + 4, number + 5
        if number == 20:  # a blank row in the middle
            continue
        start = date(2024, 4, 1) + timedelta(days=rng.randrange(300))
        sheet.write(row, 0, f"C{rng.randrange(18):03}")
        sheet.write(row, 1, "zz" if number == 7 else rng.choice(CODES))
        sheet.write_datetime(row, 2, start, day)
        if number == 11:
            sheet.write(row, 3, "31/12/2024")  # a date as text
        elif number % 5:
            sheet.write_datetime(row, 3, start + timedelta(days=rng.randrange(1, 90)), day)
        sheet.write_formula(row, 4, f"=IF(C{line}<Settings!$B$2,Settings!$B$2-C{line},0)")
        sheet.write_formula(
            row, 5, f"=IFERROR(VLOOKUP(B{line},'Place codes'!$A$2:$B$5,2,FALSE),\"not known\")"
        )
        sheet.write_formula(row, 6, f'=IF(E{line}>Standard,"late","in time")')
        sheet.write_formula(row, 7, f"=EDATE(C{line},1)", day)
        sheet.write_formula(row, 8, f"=COUNTIF($A$5:$A$44,A{line})")
        sheet.write_formula(row, 9, f'=IF(ISNUMBER(D{line}),D{line}-C{line},"open")')
    sheet.write(16, 4, 99)  # a number typed inside the fill
    sheet.write_formula(30, 6, '=IF(E31>99,"late","in time")')  # a broken fill
    sheet.write_row("A46", ["Total"])
    sheet.write_formula("E46", "=SUM(E5:E44)")


def places(sheet: Worksheet) -> None:
    """A small table of Excel's own, with a column of numbers kept as text."""
    names = ["Foster carer", "Another foster carer", "Children's home", "Residential school"]
    rows = [[code, name, text] for code, name, text in zip(CODES, names, ("1", "2", "3", "4"), strict=True)]
    sheet.add_table(
        "A1:D5",
        {
            "name": "PlaceCodes",
            "data": rows,
            "columns": [
                {"header": "Code"},
                {"header": "Name"},
                {"header": "Order"},
                {"header": "Placements"},
            ],
        },
    )
    for line in range(2, 6):
        sheet.write_formula(line - 1, 3, f"=COUNTIF(Placements!$B$5:$B$44,A{line})")


def summary(sheet: Worksheet, bold: object) -> None:
    """Single cells, a table across two questions, and what cannot be worked out again."""
    sheet.write("A1", "Summary", bold)
    sheet.write("A3", "Placements")
    sheet.write_formula("B3", "=COUNTA(Placements!A5:A44)")
    sheet.write("A4", "Share late")
    sheet.write_formula("B4", '=COUNTIF(Placements!G5:G44,"late")/B3')
    sheet.write("A5", "Average days of U4")
    sheet.write_formula("B5", '=ROUND(AVERAGEIFS(Placements!E5:E44,Placements!B5:B44,"U4"),1)')
    sheet.write("A6", "Today")
    sheet.write_formula("B6", "=TODAY()")
    sheet.write("A7", "Other book")
    sheet.write_formula("B7", '=INDIRECT("B3")')
    sheet.write_row("A10", ["Place", "late", "in time", "All"])
    names = ["Foster carer", "Another foster carer", "Children's home", "Residential school"]
    for number, name in enumerate(names):
        line = number + 11
        sheet.write(line - 1, 0, name)
        for place, letter in enumerate("BC", start=1):
            text = f"=COUNTIFS(Placements!$F$5:$F$44,$A{line},Placements!$G$5:$G$44,{letter}$10)"
            sheet.write_formula(line - 1, place, text)
        sheet.write_formula(line - 1, 3, f"=SUM(B{line}:C{line})")


def worked_out(file: Path, folder: Path) -> Path:
    """Return the workbook as LibreOffice saves it, with the values it worked out in the cells."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing; binder/fetch_programs.py installs it"
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    words = [
        program,
        f"-env:UserInstallation=file://{folder / 'profile'}",
        "--headless",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run([*words, "--outdir", str(folder / "saved"), str(file)], check=True, capture_output=True)
    return folder / "saved" / file.name
