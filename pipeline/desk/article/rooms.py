"""The routers of this room."""

from fastapi import APIRouter

from pipeline.desk.article import adding_pages, fixing_pages, kept_pages, pages

ARTICLE_ROUTERS: tuple[APIRouter, ...] = (pages.router, kept_pages.router, fixing_pages.router, adding_pages.router)
