"""Four small files as a system exports them, and one with all their oddities; every child is invented."""

from dataclasses import dataclass
from typing import Literal

ExampleName = Literal["all", "clean", "zeros", "dates", "titles"]


@dataclass(frozen=True)
class ExampleFile:
    """A file's name and what is written in it."""

    name: str
    text: str


_EXAMPLES: dict[ExampleName, ExampleFile] = {
    "clean": ExampleFile(
        "clean.csv",
        "CHILD,DECOM,PLACE,WEEKS\n"
        "C1001,2024-04-02,U4,31\nC1002,2024-04-19,U4,12\nC1003,2024-05-06,K2,8\n"
        "C1004,2024-06-09,U1,40\nC1005,2024-06-26,,5\nC1006,2024-07-30,U1,22\n",
    ),
    "zeros": ExampleFile(
        "zeros.csv",
        "CHILD,UPN,PLACE,WEEKS\n"
        "0012,1234567890123456,U4,31\n0113,1234567890123457,U4,12\n0205,1234567890123458,K2,8\n"
        "1004,,U1,40\n0031,1234567890123461,,5\n1106,1234567890123462,U1,22\n",
    ),
    "dates": ExampleFile(
        "dates.csv",
        "CHILD,DOB,DECOM,PLACE\n"
        "C1001,03/04/2012,02/04/2024,U4\nC1002,11/09/2010,09/04/2024,U4\nC1003,05/05/2015,06/05/2024,K2\n"
        "C1004,01/12/2008,09/06/2024,U1\nC1005,07/02/2019,12/06/2024,\nC1006,10/10/2011,03/07/2024,U1\n",
    ),
    "titles": ExampleFile(
        "titles.csv",
        "Annex A: List 8 (children in care),,,\nPrinted 2 December 2024,,,\n,,,\n"
        "CHILD,DECOM,PLACE,WEEKS\n"
        "C1001,2024-04-02,U4,31\nC1002,2024-04-19,U4,12\nC1003,2024-05-06,K2,8\nC1004,2024-06-09,U1,40\n"
        "C1005,2024-06-26,,5\n",
    ),
    "all": ExampleFile(
        "list_8.csv",
        "Annex A: List 8 (children in care),,,\nPrinted 2 December 2024,,,\n"
        "CHILD,DECOM,PLACE,ETHNIC\n"
        "0012,02/04/2024,U4,WBRI\n0113,09/04/2024,U4,NA\n0205,06/05/2024,K2,MWBC\n1004,09/06/2024,U1,WBRI\n"
        "0031,12/06/2024,,BAFR\n1106,03/07/2024,U1,NA\n0012,08/09/2024,K2,WBRI\n",
    ),
}


def example_file(name: ExampleName) -> ExampleFile:
    """Return one of the files: clean, ids with leading zeros, days and months, titles above the headings."""
    return _EXAMPLES[name]
