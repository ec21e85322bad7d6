"""The parts of the room on authors and rewards."""

from pipeline.desk.people import (
    board_pages,
    decision_pages,
    ledger_pages,
    name_pages,
    registry_pages,
    sector_pages,
)

PEOPLE_ROUTERS = (
    registry_pages.router,
    decision_pages.router,
    name_pages.router,
    sector_pages.router,
    board_pages.router,
    ledger_pages.router,
)
