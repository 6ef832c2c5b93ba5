"""A module's sheet as a page to print: one side of A4, whole in one file, with nothing to load."""

import re
from html import escape

ON_SCREEN_ALONE = (
    '<p class="how">To print this page: in the list of files on the left, right-click its name, choose '
    "<em>Open in New Browser Tab</em>, and press Ctrl+P there.</p>"
)
"""What JupyterLab, whose own Print… takes no page of HTML, leaves a reader to find out; it is not printed."""
NOT_PRINTED = "@media print{.how{display:none}}"

# The portfolio sheet's plain face, closer set: all tables of a sheet stand on one side of A4.
_STYLE = (
    "@page{size:A4;margin:9mm 11mm}"
    "body{font:9.4pt/1.3 system-ui,sans-serif;max-width:188mm;margin:1em auto;padding:0 1em;"
    "color:#000;background:#fff}"
    "h1{font-size:1.5em;margin:0 0 .3em}p{margin:.55em 0 .25em}ol,ul{margin:0;padding-left:1.6em}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #8c8c8c;padding:.1em .45em;text-align:left;vertical-align:top}"
    "th{background:#eee}tr{break-inside:avoid}"
    "code{font:.92em ui-monospace,Consolas,monospace}.whole{white-space:nowrap}"
    "@media print{body{margin:0;padding:0;max-width:none}}" + NOT_PRINTED
)
_ANCHOR = re.compile(r'<a class="anchor-link".*?</a>')
_CODE = re.compile(r"<code>.*?</code>")
_HYPHENED = re.compile(r"(&quot;|\")(?:(?!\1)[^\s<])*-(?:(?!\1)[^\s<])*\1")
_LINK = re.compile(r"\[the sheet\](?P<page>\([\w-]+-sheet)\.md\)")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def with_print_link(text: str) -> str:
    """Return a lesson's words with the page to print named beside the sheet, wherever they lead to it."""
    return _LINK.sub(r"\g<0> ([to print]\g<page>.html))", text)


def sheet_to_print(markdown: str) -> str:
    """Return a sheet in Markdown as a page of HTML that prints on one side of A4."""
    # half a second, which whoever only makes a link does not wait for
    from nbconvert.filters.markdown_mistune import markdown2html_mistune  # noqa: PLC0415 - see above

    found = _TITLE.search(markdown)
    title = escape(found[1] if found else "One side to keep")
    body = _ANCHOR.sub("", markdown2html_mistune(markdown))
    body = _CODE.sub(lambda code: _as_printed(code[0]), body)
    head = f'<meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
    main = f"<main>{ON_SCREEN_ALONE}{body}</main>"
    return f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{main}</body></html>\n'


def _as_printed(code: str) -> str:
    """Return code with a table's way to write a bar undone; a line ends at no hyphen within quotes."""
    return _HYPHENED.sub(r'<span class="whole">\g<0></span>', code.replace(r"\|", "|"))
