"""The rooms of the desk, each a router of its own."""

from fastapi import APIRouter

from pipeline.desk.access import pages as access
from pipeline.desk.article.rooms import ARTICLE_ROUTERS
from pipeline.desk.home import pages as home
from pipeline.desk.reporting import pages as reporting

ROUTERS: tuple[APIRouter, ...] = (access.router, home.router, *ARTICLE_ROUTERS, reporting.router)
