"""Four small files as a system exports them, and one with all their oddities; every child is invented.

Those called List 8 have columns of Annex A's List 8; URNs and UPRNs (up to 12 digits, GeoPlace) are of no
real place.
"""

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
        "CHILD,AGE_BAND,UPRN,PLACE\n"
        "0012,5-9,999000000012,U4\n0113,16-17,999000000113,U4\n0205,1-4,999000000205,K2\n"
        "1004,16-17,999000001004,U1\n0031,5-9,999000000031,\n1106,5-9,999000001106,U1\n",
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
        "Child Unique ID,Gender,Ethnicity,URN of Placement\n"
        "C1001,a) Male,White British,ZZ010000\nC1002,b) Female,African,ZZ010000\n"
        "C1003,b) Female,White British,ZZ010003\nC1004,a) Male,Indian,ZZ010000\n"
        "C1005,b) Female,White British,\n",
    ),
    "all": ExampleFile(
        "list_8.csv",
        "Annex A: List 8 (children in care),,,\nPrinted 2 December 2024,,,\n"
        "Child Unique ID,Gender,Date of Birth,URN of Placement\n"
        "0012,a) Male,02/04/2012,ZZ010000\n0113,b) Female,09/04/2010,N/A\n"
        "0205,b) Female,06/05/2015,ZZ010003\n1004,a) Male,09/06/2008,ZZ010000\n"
        "0031,b) Female,12/06/2019,\n1106,a) Male,03/07/2011,N/A\n"
        "0412,b) Female,08/09/2013,ZZ010007\n",
    ),
}


def example_file(name: ExampleName) -> ExampleFile:
    """Return one of the files: clean, ids that Excel changes, days and months, titles above the headings."""
    return _EXAMPLES[name]
