"""The rooms of the desk, each a router of its own."""

from fastapi import APIRouter

from pipeline.desk.access.rooms import ACCESS_ROUTERS
from pipeline.desk.admin.rooms import ADMIN_ROUTERS
from pipeline.desk.article.rooms import ARTICLE_ROUTERS
from pipeline.desk.department.rooms import DEPARTMENT_ROUTERS
from pipeline.desk.home import pages as home
from pipeline.desk.people.rooms import PEOPLE_ROUTERS
from pipeline.desk.plan.rooms import PLAN_ROUTERS
from pipeline.desk.queue.rooms import QUEUE_ROUTERS
from pipeline.desk.reporting import pages as reporting
from pipeline.desk.search.rooms import SEARCH_ROUTERS

ROUTERS: tuple[APIRouter, ...] = (
    *ACCESS_ROUTERS,
    home.router,
    *QUEUE_ROUTERS,
    *ARTICLE_ROUTERS,
    *SEARCH_ROUTERS,
    reporting.router,
    *PLAN_ROUTERS,
    *DEPARTMENT_ROUTERS,
    *PEOPLE_ROUTERS,
    *ADMIN_ROUTERS,
)
