"""Functions of Excel that are known here and not translated, each with its reason."""

_OUTSIDE = "asks the outside world or Excel itself, which a table cannot answer: write its result into a cell"
_TEXT_TO_REFERENCE = (
    "builds a reference out of text, so what it reads is not known until it runs:"
    " name the cells, or use INDEX"
)
_MONEY = "is a financial function, which is not translated: returns of children's services do not need it"
_LAMBDA = "needs a function made inside the formula, which is not translated: write one column a step"

REFUSED: dict[str, str] = {
    "INDIRECT": _TEXT_TO_REFERENCE,
    "GETPIVOTDATA": "reads a PivotTable's view, which is no cell: group the PivotTable's source instead",
    **dict.fromkeys(
        ("CELL", "INFO", "WEBSERVICE", "RTD", "CUBEVALUE", "CUBEMEMBER", "STOCKHISTORY", "CALL"), _OUTSIDE
    ),
    "HYPERLINK": "makes a link to click, which a table does not hold: keep its second argument as text",
    **dict.fromkeys(("PMT", "NPV", "IRR", "PV", "FV", "RATE", "XNPV", "XIRR", "IPMT", "PPMT", "SLN"), _MONEY),
    **dict.fromkeys(("LAMBDA", "MAP", "REDUCE", "SCAN", "BYROW", "BYCOL", "MAKEARRAY"), _LAMBDA),
}
