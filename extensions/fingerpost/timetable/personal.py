"""From a cohort's file to the request of the cohort itself or of one of its learners."""

from collections.abc import Sequence
from dataclasses import replace

from fingerpost.timetable.cohorts import Cohort, Learner
from fingerpost.timetable.planning import Request
from fingerpost.timetable.sessions import Session, plan_sessions, reserved_minutes
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.weeks import StudyCalendar, StudyTime


def study_time(cohort: Cohort, learner: Learner | None = None) -> StudyTime:
    """Return when the cohort, or one of its learners, can study; a learner's own leave comes on top."""
    own = learner or Learner("", "")
    minutes = own.minutes_a_week or cohort.minutes_a_week
    return StudyTime(
        start=cohort.start,
        minutes_a_week=minutes,
        working_days=cohort.working_days,
        leave=cohort.leave + own.leave,
        windows=cohort.windows + own.windows,
        other_hours={**cohort.more_hours, **own.more_hours},
    )


def sessions_of(cohort: Cohort) -> tuple[Session, ...]:
    """Return the cohort's live sessions; none where its file asks for none."""
    if cohort.sessions is None:
        return ()
    calendars = {learner.id: StudyCalendar(study_time(cohort, learner)) for learner in cohort.learners}
    own = StudyCalendar(study_time(cohort))
    return plan_sessions(cohort.sessions, own, calendars, until=cohort.latest_end)


def request_for(
    cohort: Cohort, syllabus: Syllabus, *, sessions: Sequence[Session] = (), learner: Learner | None = None
) -> Request:
    """Return what is asked of the planner; optional work left out and modules already done are taken away."""
    own = learner or Learner("", "")
    done = frozenset(cohort.already_done + own.already_done)
    left_out = cohort.leave_out_optional + own.leave_out_optional
    optional = frozenset(
        unit.id
        for module in syllabus.modules
        for unit in module.units
        if module.id in left_out and unit.kind == "optional"
    )
    time = study_time(cohort, learner)
    reserved = reserved_minutes(sessions, learner=learner.id if learner else None)
    return Request(
        time=replace(time, reserved=reserved),
        syllabus=syllabus.without(units=optional, modules=done),
        latest_end=own.latest_end or cohort.latest_end,
        due_weekday=cohort.due_weekday,
    )
