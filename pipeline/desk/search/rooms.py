"""The routers of this room."""

from fastapi import APIRouter

from pipeline.desk.search import feed_pages, filter_pages, pages

SEARCH_ROUTERS: tuple[APIRouter, ...] = (pages.router, filter_pages.router, feed_pages.router)
