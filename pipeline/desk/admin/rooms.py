"""The parts of administration."""

from pipeline.desk.admin import classifiers, nights, organisation, plans

ADMIN_ROUTERS = (nights.router, classifiers.router, organisation.router, plans.router)
