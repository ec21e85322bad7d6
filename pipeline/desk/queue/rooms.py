"""The routers of this room."""

from fastapi import APIRouter

from pipeline.desk.queue import list_pages, pages, second_pages

QUEUE_ROUTERS: tuple[APIRouter, ...] = (pages.router, list_pages.router, second_pages.router)
