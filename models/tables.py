"""All tables in one import, for migrations and for `create_all` in tests."""

from models.account import Account, AuditEntry, DeskSession, SavedFilter
from models.article import Article, ArticleCredit, ArticleState, Author, Revision
from models.base import Base
from models.crawl import Address, AddressForm, AddressSighting, ListingVisit, PageSnapshot, WarcFile
from models.desk import ArticleCorrection, ArticleNote, CountStanding, QueueRank, SecondReading
from models.evidence import EvidenceCitation, EvidenceFolder
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
from models.person import PenNameLink, Person, PersonName, RewardGiven, WorkRating
from models.plan import Plan, PlanDeadline, PlanDocument, PlanField, PlanItem, PlanItemFunction, PlanRelation
from models.sketch import TextSketch
from models.tag import Classifier, ClassifierRelease, Match, Review, RiskSetting, Tag

__all__ = [
    "Account",
    "Address",
    "AddressForm",
    "AddressSighting",
    "Agency",
    "Article",
    "ArticleCorrection",
    "ArticleCredit",
    "ArticleNote",
    "ArticleState",
    "AuditEntry",
    "Author",
    "Base",
    "Classifier",
    "ClassifierRelease",
    "CountStanding",
    "Department",
    "DepartmentFunction",
    "DeskSession",
    "District",
    "EvidenceCitation",
    "EvidenceFolder",
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
    "PenNameLink",
    "Person",
    "PersonName",
    "Plan",
    "PlanDeadline",
    "PlanDocument",
    "PlanField",
    "PlanItem",
    "PlanItemFunction",
    "PlanRelation",
    "PressAgency",
    "QueueRank",
    "Review",
    "Revision",
    "RewardGiven",
    "RiskSetting",
    "Run",
    "RunCount",
    "RunIssue",
    "SavedFilter",
    "SecondReading",
    "StageRun",
    "Submission",
    "Tag",
    "TextSketch",
    "WarcFile",
    "WorkRating",
]
