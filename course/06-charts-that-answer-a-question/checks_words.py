"""Module 06: what the words of a chart say, and the slips we know. It holds no right answer."""

import re

from fingerpost.grading.chart_looks import alt_text_of, words_of
from fingerpost.grading.declare import slip

# ---------------------------------------------------------------- finding_said


def named_in(told, points):
    """Return the key that a text names; of several the longest, so that 'school nurse' is not 'school'."""
    found = [key for key in points if re.search(rf"\b{re.escape(key.casefold())}", told.casefold())]
    return max(found, key=len, default="")


def largest(points):
    """Return the key with the largest number."""
    return max(points, key=lambda key: points[key])


@slip(
    "M06-TITLE",
    saw='Your title reads "{title}" and does not say who refers.',
    why="It says what is drawn. A reader wants to know what you found.",
    next='Say the finding: who refers most? Put the name in with an f-string, `f"… {{top}} …"`.',
    elsewhere="There, the title does not say what was found.",
    tasks="finding_said",
)
def title_without_a_finding(value, _data):
    return None if named_in(value.title, value.points) else {"title": value.title[:60] or "nothing"}


@slip(
    "M06-OTHERTOP",
    saw='Your title names "{named}", and another bar is longer.',
    why="The question asks who refers most, and that is the longest bar.",
    next="Take the name from the first row of the counted table, and put it in with an f-string.",
    elsewhere="There, the words name a source that is not the largest.",
    tasks="finding_said",
)
def title_names_another(value, _data):
    named = named_in(value.title, value.points)
    return {"named": named} if named and value.points[named] < value.points[largest(value.points)] else None


WANTED = (("the unit", r"referral"), ("the period", r"2024"), ("where the data come from", r"\bcin\b|census"))


@slip(
    "M06-NOUNIT",
    saw="Missing in the words of your chart: {missing}.",
    why="A reader cannot tell whether 60 is children, a rate or a share, nor of which year.",
    next='Add a line below the title: `alt.Title("…", subtitle="…")`.',
    elsewhere="There, unit, period or source is missing.",
    tasks="finding_said",
)
def unit_period_or_source_missing(value, _data):
    told = words_of(value)
    missing = [name for name, pattern in WANTED if not re.search(pattern, told, re.IGNORECASE)]
    return {"missing": ", ".join(missing)} if missing else None


# ---------------------------------------------------------------- described


@slip(
    "M06-NOALT",
    saw="Your chart has no description.",
    why="Someone who hears the page is told that there is a picture, but nothing about what it shows.",
    next='Give it one: `.properties(description="…")`.',
    elsewhere="There, the chart has no description.",
    tasks="described",
)
def no_description(value, _data):
    return None if alt_text_of(value).strip() else {}


MOST_WORDS = 60


@slip(
    "M06-ALTLONG",
    saw="Your description has {n} words.",
    why="It is read aloud in one go, and cannot be skimmed.",
    next="Keep the finding and its number, 60 words at most.",
    elsewhere="There, the description is too long.",
    tasks="described",
)
def long_description(value, _data):
    n = len(alt_text_of(value).split())
    return {"n": n} if n > MOST_WORDS else None


def tells_number(told, number, total):
    """Return whether a text holds the number itself, or its share in per cent."""
    shares = {f"{100 * number / total:.{places}f}" for places in (0, 1)}
    plain = told.replace(",", "")
    return any(
        re.search(rf"(?<![\d.]){re.escape(form)}(?![\d]|\.\d)", plain) for form in {f"{number:.0f}", *shares}
    )


@slip(
    "M06-ALTNOFIND",
    saw="Your description does not say {missing}.",
    why="Those who see the chart get more than that: who comes first, and with how many.",
    next="Write the finding as you would say it on the telephone; an f-string puts name and number in.",
    elsewhere="There, the description does not fit what the chart shows.",
    tasks="described",
)
def description_without_the_finding(value, _data):
    told, top = alt_text_of(value), largest(value.points)
    if named_in(told, value.points) == top:
        return None
    lacking = ["who refers most"] + ([] if holds_the_number(value) else ["how many referrals that is"])
    return {"missing": " and ".join(lacking)}


def holds_the_number(value):
    """Return whether the description says how many referrals the largest source made."""
    total = sum(value.points[key] for key in value.points)
    return tells_number(alt_text_of(value), value.points[largest(value.points)], total)


@slip(
    "M06-ALTNOFIND",
    saw="Your description says who refers most, and not how many referrals that is.",
    why="Someone who hears it cannot look the number up in the chart.",
    next="Put the number in with an f-string, or the share as a percentage.",
    elsewhere="There, the description does not say how many.",
    tasks="described",
)
def description_without_the_number(value, _data):
    return None if holds_the_number(value) else {}
