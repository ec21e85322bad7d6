"""The routers of this room."""

from fastapi import APIRouter

from pipeline.desk.article import fixing_pages, kept_pages, pages

ARTICLE_ROUTERS: tuple[APIRouter, ...] = (pages.router, kept_pages.router, fixing_pages.router)
