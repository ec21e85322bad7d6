"""The office as its tables stand, for a database whose files were not kept whole."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.organisation import Agency, Department, OfficeFile
from models.plan import Plan, PlanDeadline, PlanDocument, PlanItem, PlanItemKind
from models.vocabulary import Verification
from reports.office.forms import DEFAULT_FORMS
from reports.office.record import Office, OfficeAgency, OfficeDeadline, OfficeDepartment, OfficeDocument, OfficeItem
from reports.record import Letterhead, PlanHead


def read_tables(session: Session, plan: Plan) -> Office:
    """Return the office as the tables say at present."""
    file = session.get_one(OfficeFile, plan.office_file_id)
    deadlines = select(PlanDeadline).where(PlanDeadline.plan_id == plan.id).order_by(PlanDeadline.code)
    documents = select(PlanDocument).where(PlanDocument.plan_id == plan.id).order_by(PlanDocument.code)
    departments = session.scalars(select(Department).order_by(Department.id))
    return Office(
        plan=PlanHead(plan.code, plan.title, plan.short_title, file.sha256),
        agency_code=plan.agency_code,
        issued_on=plan.issued_on,
        document_number=plan.document_number,
        period=(plan.count_from, plan.period_to),
        items=_list_items(plan),
        departments=tuple(_make_department(line) for line in departments),
        agencies=tuple(_make_agency(agency) for agency in session.scalars(select(Agency).order_by(Agency.code))),
        deadlines=tuple(
            OfficeDeadline(d.code, d.what, d.rule, d.sender_role, d.recipient, d.last_valid, d.last_valid_day)
            for d in session.scalars(deadlines)
        ),
        documents=tuple(
            OfficeDocument(d.number, d.kind, d.issuer, d.issued_on, d.subject, tuple(d.cited_in))
            for d in session.scalars(documents)
            if d.cited_in
        ),
        recipients=(),
        signer_position="GIÁM ĐỐC",
        forms=DEFAULT_FORMS,
        outlet_order=(),
    )


def _list_items(plan: Plan) -> tuple[OfficeItem, ...]:
    items = {item.id: item for item in plan.items}
    return tuple(
        OfficeItem(
            code=item.code,
            row=_find_row(item, items).code,
            kind=item.kind,
            position=item.position,
            reference=item.plan_reference or "",
            short_name=item.short_name,
            full_text=item.full_text or "",
            windows=tuple(
                (date.fromisoformat(window["from"]), date.fromisoformat(window["to"]))
                for window in item.timing.get("windows", ())
            ),
        )
        for item in plan.items
    )


def _find_row(item: PlanItem, items: dict[int, PlanItem]) -> PlanItem:
    while item.kind is PlanItemKind.SUBTHEME and item.parent_id is not None:
        item = items[item.parent_id]
    return item


def _make_department(line: Department) -> OfficeDepartment:
    return OfficeDepartment(
        code=line.code,
        name=line.name,
        kind=line.kind,
        agency_code=line.agency_code,
        aliases=(*line.aliases, *line.name_candidates),
        is_confirmed=line.verification is not Verification.UNVERIFIED,
        sends_monthly_plan=line.sends_monthly_plan,
        valid_from=line.valid_from,
        valid_to=line.valid_to,
    )


def _make_agency(agency: Agency) -> OfficeAgency:
    letterhead = Letterhead(
        agency.letterhead_parent, agency.letterhead_name, agency.place_name, agency.document_code, agency.name
    )
    return OfficeAgency(
        agency.code, agency.name, letterhead, tuple(agency.aliases), agency.valid_to, agency.successor_code
    )
