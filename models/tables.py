"""All tables in one import, for migrations and for `create_all` in tests."""

from models.article import Article, ArticleCredit, Author, Revision
from models.base import Base
from models.crawl import Address, AddressForm, ListingVisit, PageSnapshot, WarcFile
from models.night import Run, RunCount, RunIssue, StageRun
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
from models.tag import Classifier, Match, Review, Tag

__all__ = [
    "Address",
    "AddressForm",
    "Agency",
    "Article",
    "ArticleCredit",
    "Author",
    "Base",
    "Classifier",
    "Department",
    "DepartmentFunction",
    "District",
    "Function",
    "ListingVisit",
    "Match",
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
    "Run",
    "RunCount",
    "RunIssue",
    "StageRun",
    "Tag",
    "WarcFile",
]
