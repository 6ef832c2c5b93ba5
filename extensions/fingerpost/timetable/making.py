"""Whole cohorts planned: the cohort's own plan, its sessions, and every learner's."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fingerpost.courseware.sources import Course
from fingerpost.timetable.book import Book, ModuleFacts, Timetable, timetable_of
from fingerpost.timetable.changes import Change
from fingerpost.timetable.cohorts import Cohort, Learner
from fingerpost.timetable.personal import request_for, sessions_of
from fingerpost.timetable.planning import Plan, Request, ShortOfTimeError, make_plan
from fingerpost.timetable.risk import risk_line
from fingerpost.timetable.sessions import Session
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.troubles import SomeDoNotFitError
from fingerpost.timetable.ways_out import refusal

Solve = Callable[[Request], Plan]
"""Turns a request into a plan; raises `ShortOfTimeError`."""


@dataclass(frozen=True)
class Asked:
    """What is asked for one person, how it is planned, and what they had before."""

    learner: Learner | None
    request: Request
    solve: Solve = make_plan
    before: Timetable | None = None


def make_book(cohort: Cohort, syllabus: Syllabus, course: Course, *, as_at: date) -> Book:
    """Return the plans of the cohort and of every learner; raises `DoesNotFitError` or `SomeDoNotFitError`.

    Learners go through the modules in the cohort's order.
    """
    sessions = sessions_of(cohort)
    whole = Asked(None, request_for(cohort, syllabus, sessions=sessions))
    plan = plan_asked(cohort, whole)
    asked = [
        Asked(one, replace(request_for(cohort, syllabus, sessions=sessions, learner=one), lead=plan.modules))
        for one in cohort.learners
    ]
    plans = plan_learners(cohort, asked, whole=replace(whole.request, lead=plan.modules), plan=plan)
    return bound(cohort, course, whole, plan, zip(asked, plans, strict=True), sessions=sessions, as_at=as_at)


def plan_asked(cohort: Cohort, asked: Asked) -> Plan:
    """Return one person's plan; raises `DoesNotFitError` with the hours missing and three ways out."""
    try:
        return asked.solve(asked.request)
    except ShortOfTimeError as trouble:
        raise refusal(asked.request, trouble, who=_named(cohort, asked.learner)) from None


def plan_learners(cohort: Cohort, asked: Sequence[Asked], *, whole: Request, plan: Plan) -> list[Plan]:
    """Return every learner's plan, the cohort's `plan` itself where the `whole` cohort asks the same.

    Ways out are worked out for the first learner who is refused; the others are named with their hours.
    """
    plans, short = [], []
    for one in asked:
        if one.request == whole:
            plans.append(plan)
            continue
        try:
            plans.append(one.solve(one.request))
        except ShortOfTimeError as trouble:
            short.append((one, trouble))
    if not short:
        return plans
    first = refusal(short[0][0].request, short[0][1], who=_named(cohort, short[0][0].learner))
    if len(short) == 1:
        raise first
    others = tuple(
        (one.learner.name, trouble.minutes) for one, trouble in short[1:] if one.learner is not None
    )
    raise SomeDoNotFitError(first, others)


def bound(
    cohort: Cohort,
    course: Course,
    whole: Asked,
    plan: Plan,
    learners: Iterable[tuple[Asked, Plan]],
    *,
    sessions: Sequence[Session],
    as_at: date,
    changes: Sequence[Change] = (),
) -> Book:
    """Return the book of these plans."""
    risks: dict[int, str] = {}

    def kept(asked: Asked, plan: Plan) -> Timetable:
        if id(plan) not in risks:
            risks[id(plan)] = risk_line(plan, as_at=as_at) or ""
        who, name = (asked.learner.id, asked.learner.name) if asked.learner else ("", cohort.name)
        told = timetable_of(plan, who=who, name=name, before=asked.before)
        return replace(told, risk=risks[id(plan)])

    own = kept(whole, plan)
    return Book(
        stem=cohort.stem,
        name=cohort.name,
        as_at=as_at,
        due_time=cohort.due_time,
        modules=_facts(course),
        cohort=own,
        learners={told.id: told for told in (kept(asked, its_plan) for asked, its_plan in learners)},
        sessions=tuple(session for session in sessions if session.day <= own.last_study_day),
        not_entered=cohort.not_entered,
        off_the_job_minutes=cohort.off_the_job_minutes,
        changes=tuple(changes),
    )


def _facts(course: Course) -> Mapping[str, ModuleFacts]:
    return {
        module.id: ModuleFacts(module.id, module.folder, module.title, module.ksbs)
        for module in course.modules
    }


def _named(cohort: Cohort, learner: Learner | None) -> str:
    return f"{cohort.name}, {learner.name}" if learner else cohort.name
