"""The routers of a department's pages."""

from fastapi import APIRouter

from pipeline.desk.department import pages, sending_pages

DEPARTMENT_ROUTERS: tuple[APIRouter, ...] = (pages.router, sending_pages.router)
