"""The routers of the plan pages."""

from fastapi import APIRouter

from pipeline.desk.plan import board_pages

PLAN_ROUTERS: tuple[APIRouter, ...] = (board_pages.router,)
