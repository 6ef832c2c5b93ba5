"""A picture as SVG that stands by itself: dark on white, whatever theme its host has."""

from html import escape

from fingerpost.walkthroughs.scene import Picture, Shape
from fingerpost.walkthroughs.theme import EACH, OTHERS, YOURS

_STYLE = "display:block;max-width:30rem;width:100%;margin:.5em 0;background:#fff"
COLOURS = {
    "yours": YOURS,
    "others": OTHERS,
    "faint": "#d9d9d9",
    "title": "#1f1f1f",
    "label": "#1f1f1f",
    "quiet": OTHERS,
    **dict(zip("ABCDEFGHIJKL", EACH + EACH, strict=True)),
}


def still(picture: Picture) -> str:
    """Return the picture as one `<svg>` element, named by what it shows."""
    shapes = "".join(_shape(shape) for shape in picture.shapes)
    return (
        f'<svg viewBox="0 0 {picture.width} {picture.height}" role="img" '
        f'aria-label="{escape(picture.alt)}" style="{_STYLE}">{shapes}</svg>'
    )


def _shape(shape: Shape) -> str:
    colour = COLOURS[shape.tone]
    at = [f"{number:g}" for number in shape.numbers]
    points = " ".join(f"{x},{y}" for x, y in zip(at[::2], at[1::2], strict=False))
    wide = 1 if shape.tone in {"faint", "quiet"} else 2.5
    dashes = ' stroke-dasharray="3 3"' if shape.tone == "quiet" else ""
    match shape.kind:
        case "rect":
            x, y, width, height = at
            return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{colour}"/>'
        case "circle":
            x, y, radius = at
            return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'
        case "line":
            stroke = f'stroke="{colour}" stroke-width="{wide}"{dashes}'
            return f'<polyline points="{points}" fill="none" {stroke}/>'
        case "area":
            return f'<polygon points="{points}" fill="{colour}" stroke="#fff"/>'
        case "text":
            return _text(shape, at, colour)


def _text(shape: Shape, at: list[str], colour: str) -> str:
    x, y = at
    turned = f' transform="rotate({shape.turn} {x} {y})"' if shape.turn else ""
    bold = ' font-weight="600"' if shape.tone == "title" else ""
    size = 16 if shape.tone == "title" else 13
    return (
        f'<text x="{x}" y="{y}" fill="{colour}" font-size="{size}" font-family="sans-serif"{bold} '
        f'text-anchor="{shape.anchor}"{turned}>{escape(shape.text)}</text>'
    )
