"""From a cohort's file to the request of the cohort itself or of one of its learners."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fingerpost.timetable.cohorts import Cohort, Learner
from fingerpost.timetable.planning import Plan, Request
from fingerpost.timetable.sessions import Session, plan_sessions, reserved_minutes
from fingerpost.timetable.syllabus import Syllabus
from fingerpost.timetable.ways_out import plan_or_refuse
from fingerpost.timetable.weeks import StudyCalendar, StudyTime


@dataclass(frozen=True)
class CohortPlans:
    """The cohort's plan, its live sessions and every learner's own plan by id."""

    cohort: Cohort
    plan: Plan
    sessions: tuple[Session, ...]
    learners: dict[str, Plan]


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
        other_hours=cohort.more_hours,
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
    done = frozenset(cohort.already_done + (learner.already_done if learner else ()))
    optional = frozenset(
        unit.id
        for module in syllabus.modules
        for unit in module.units
        if module.id in cohort.leave_out_optional and unit.kind == "optional"
    )
    time = study_time(cohort, learner)
    reserved = reserved_minutes(sessions, learner=learner.id if learner else None)
    return Request(
        time=replace(time, reserved=reserved),
        syllabus=syllabus.without(units=optional, modules=done),
        latest_end=cohort.latest_end,
        due_weekday=cohort.due_weekday,
    )


def plan_cohort(cohort: Cohort, syllabus: Syllabus) -> CohortPlans:
    """Return the plans of the cohort and of every learner; raises `DoesNotFitError`.

    Learners go through the modules in the cohort's order; equal requests are planned once.
    """
    sessions = sessions_of(cohort)
    request = request_for(cohort, syllabus, sessions=sessions)
    plan = plan_or_refuse(request, who=cohort.name)
    learners = {
        learner.id: plan_learner(cohort, syllabus, learner, sessions=sessions, cohort_plan=plan)
        for learner in cohort.learners
    }
    return CohortPlans(cohort, plan, _while_studying(sessions, plan), learners)


def plan_learner(
    cohort: Cohort, syllabus: Syllabus, learner: Learner, *, sessions: Sequence[Session], cohort_plan: Plan
) -> Plan:
    """Return one learner's plan; the cohort's own where nothing differs."""
    request = request_for(cohort, syllabus, sessions=sessions, learner=learner)
    if request == cohort_plan.request:
        return cohort_plan
    return plan_or_refuse(replace(request, lead=cohort_plan.modules), who=f"{cohort.name}, {learner.name}")


def _while_studying(sessions: Sequence[Session], plan: Plan) -> tuple[Session, ...]:
    return tuple(session for session in sessions if session.day <= plan.last_study_day)
