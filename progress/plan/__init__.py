"""The plan: what to do each day until the exam, made anew each day from where a person stands.

Pure are `loads`, `days`, `skips` and `enough`; `rows` reads what they need.
"""

from progress.plan.summaries import PlanPage, read_plan
from progress.plan.tasks import Task, TodayPlan, today

__all__ = ["PlanPage", "Task", "TodayPlan", "read_plan", "today"]
