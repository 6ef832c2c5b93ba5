"""Walkthroughs as one HTML file: player, scenes and storyboards in it, nothing fetched from anywhere."""

import json
from html import escape
from importlib.resources import files

from fingerpost.walkthroughs.scene import Scene
from fingerpost.walkthroughs.storyboard import storyboard

_PLAYER = files("fingerpost").joinpath("static/standalone.js")
# the browser itself refuses any request: what is needed stands in the file
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
_STYLE = (
    ":root{color-scheme:light dark;font-family:system-ui,sans-serif;line-height:1.45}"
    "body{max-width:82rem;margin:0 auto;padding:1rem}h1{font-size:1.25rem;margin:0}"
    "p{max-width:68ch}table{font-variant-numeric:tabular-nums}td,th{padding:0 .5em}"
)
_ABOUT = (
    "Arrow keys move the steps. This file needs no internet. It holds the rows it shows: "
    "keep it as you keep the table they come from."
)


def page(*scenes: Scene) -> str:
    """Return a whole HTML page that plays the scenes; without script it shows their storyboards."""
    title = escape(scenes[0].title if len(scenes) == 1 else "Walkthroughs")
    heading = "Walkthrough" if len(scenes) == 1 else "Walkthroughs"
    players = "".join(
        f'<div data-fingerpost-walkthrough><script type="application/json">{_json(scene)}</script>'
        f"{storyboard(scene)}</div>"
        for scene in scenes
    )
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title} · fingerpost</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>{heading}</h1><p>{_ABOUT}</p>{players}</main>"
        f"<script>{_PLAYER.read_text(encoding='utf-8')}</script></body></html>"
    )


def _json(scene: Scene) -> str:
    """Return the scene as JSON that no text in it can break out of."""
    return json.dumps(scene.to_dict(), ensure_ascii=False).replace("<", "\\u003c")
