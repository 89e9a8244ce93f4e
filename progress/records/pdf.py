"""A record of achievement as a page of paper. The same record gives the same bytes."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import font_source_serif_pro as serif
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from progress.models import Record
from progress.records.records import in_groups

FONTS = Path(serif.font_directory)
INK, SOFT, TEAL = (28, 28, 26), (92, 92, 86), (15, 92, 92)
MARGIN = 28  # millimetres
REGULAR, BOLD = "SourceSerifPro-Regular.ttf", "SourceSerifPro-Semibold.ttf"
LONGEST_AT_FULL_SIZE = 30  # characters of a name


def write_record(record: Record, *, verify_url: str) -> bytes:
    """Return the record as a PDF of one page.

    Args:
        verify_url: where anybody can verify it.
    """
    pdf = FPDF(orientation="landscape", format="A4")
    pdf.set_creation_date(record.issued_at)
    pdf.set_title(f"Record of achievement: {record.course.title}")
    pdf.set_author("Notewright")
    pdf.set_lang("en-GB")
    pdf.add_font("serif", "", FONTS / REGULAR)
    pdf.add_font("serif", "B", FONTS / BOLD)
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_auto_page_break(False)
    pdf.add_page()
    draw_margin(pdf)
    line(pdf, "Record of achievement", size=15, colour=TEAL, after=14)
    line(pdf, record.name, size=size_of(record.name), style="B", after=6)
    line(pdf, "has studied", size=15, colour=SOFT, after=4)
    line(pdf, record.course.title, size=22, after=12)
    for sentence in sentences_of(record):
        line(pdf, sentence, size=13, after=2)
    pdf.set_y(-MARGIN - 20)
    line(pdf, f"Issued on {long_date(record.issued_at.date())}.", size=11, colour=SOFT, after=1)
    line(pdf, f"Verify it with the code {in_groups(record.code)} at", size=11, colour=SOFT, after=1)
    line(pdf, verify_url, size=11, colour=TEAL, after=0, link=verify_url)
    return bytes(pdf.output())


def letters_missing(text: str) -> str:
    """Return the signs of a text that the font of a name cannot print, each once, in order."""
    return "".join(dict.fromkeys(sign for sign in text if ord(sign) not in printable()))


@cache
def printable() -> frozenset[int]:
    """Return the code points of the font of a name."""
    with TTFont(FONTS / BOLD, lazy=True) as font:
        return frozenset(font.getBestCmap())


def draw_margin(pdf: FPDF) -> None:
    """Draw the mark of the house: a margin line with a tick beside it."""
    pdf.set_draw_color(*TEAL)
    pdf.set_line_width(0.6)
    pdf.line(MARGIN - 8, MARGIN - 6, MARGIN - 8, pdf.h - MARGIN + 6)
    pdf.set_line_width(1)
    pdf.polyline([(MARGIN - 16, 38), (MARGIN - 14, 40.5), (MARGIN - 10.5, 35)])


def line(
    pdf: FPDF,
    text: str,
    *,
    size: int,
    after: int,
    style: str = "",
    colour: tuple[int, int, int] = INK,
    link: str = "",
) -> None:
    """Write a paragraph and leave `after` millimetres below it."""
    pdf.set_font("serif", style, size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.45, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L", link=link)
    pdf.ln(after)


def size_of(name: str) -> int:
    return 34 if len(name) <= LONGEST_AT_FULL_SIZE else 24


def sentences_of(record: Record) -> list[str]:
    """Return what the record attests, in sentences."""
    figures = record.figures
    told = [
        f"Read all {figures['lessons']} lessons and knew {figures['known']} of "
        f"{figures['facts']} facts, each asked in several ways and on more than one day."
    ]
    if figures["first"]:
        first, last = (date.fromisoformat(figures[name]) for name in ("first", "last"))
        told.append(
            f"Answered {figures['answers']:,} questions on {figures['days']} "
            f"day{'' if figures['days'] == 1 else 's'}, from {long_date(first)} to {long_date(last)}."
        )
    told.append("This is a record of study. It is not a certificate of the exam's owner.")
    return told


def long_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
