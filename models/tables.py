"""All tables in one import, for migrations and for `create_all` in tests."""

from models.article import Article, ArticleCredit, ArticleState, Author, Revision
from models.base import Base
from models.crawl import Address, AddressForm, ListingVisit, PageSnapshot, WarcFile
from models.ledger import ObligationGap, ObligationLink, ObligationMatch
from models.night import Run, RunCount, RunIssue, StageRun
from models.obligation import MonthlyPlanFile, Obligation, ObligationChange, ObligationContact, Submission
from models.organisation import (
    Agency,
    Department,
    DepartmentFunction,
    District,
    Function,
    OfficeFile,
    Outlet,
    PressAgency,
)
from models.plan import Plan, PlanDeadline, PlanDocument, PlanField, PlanItem, PlanItemFunction, PlanRelation
from models.sketch import TextSketch
from models.tag import Classifier, ClassifierRelease, Match, Review, RiskSetting, Tag

__all__ = [
    "Address",
    "AddressForm",
    "Agency",
    "Article",
    "ArticleCredit",
    "ArticleState",
    "Author",
    "Base",
    "Classifier",
    "ClassifierRelease",
    "Department",
    "DepartmentFunction",
    "District",
    "Function",
    "ListingVisit",
    "Match",
    "MonthlyPlanFile",
    "Obligation",
    "ObligationChange",
    "ObligationContact",
    "ObligationGap",
    "ObligationLink",
    "ObligationMatch",
    "OfficeFile",
    "Outlet",
    "PageSnapshot",
    "Plan",
    "PlanDeadline",
    "PlanDocument",
    "PlanField",
    "PlanItem",
    "PlanItemFunction",
    "PlanRelation",
    "PressAgency",
    "Review",
    "Revision",
    "RiskSetting",
    "Run",
    "RunCount",
    "RunIssue",
    "StageRun",
    "Submission",
    "Tag",
    "TextSketch",
    "WarcFile",
]
