"""The routers of the plan pages."""

from fastapi import APIRouter

from pipeline.desk.plan import board_pages, deadline_pages, month_pages, obligation_pages, original_files, sending_pages

PLAN_ROUTERS: tuple[APIRouter, ...] = (
    board_pages.router,
    deadline_pages.router,
    month_pages.router,
    obligation_pages.router,
    original_files.router,
    sending_pages.router,
)
