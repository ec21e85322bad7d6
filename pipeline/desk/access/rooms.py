"""The parts of access: the door, one's own account, the administrator's accounts and log, single sign-on."""

from pipeline.desk.access import account_pages, audit_pages, own_account, pages, single_sign_on

ACCESS_ROUTERS = (pages.router, own_account.router, account_pages.router, audit_pages.router, single_sign_on.router)
