"""The monthly plans of six departments for 2023 against the miniature's articles, with gold made by hand."""

from demo.monthly_plans.loading import monthly_plans, plan_gold
from demo.monthly_plans.records import GoldAnswer, MonthlyPlan, PlanGold, PlannedObligation, PlanRow
from demo.monthly_plans.rendering import render_plans

__all__ = [
    "GoldAnswer",
    "MonthlyPlan",
    "PlanGold",
    "PlanRow",
    "PlannedObligation",
    "monthly_plans",
    "plan_gold",
    "render_plans",
]
