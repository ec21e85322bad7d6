"""Under which outlet an article stands in the ledger: its site on its day, wherever the article came from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.office_files.stored import restore_organisation
from models.organisation import Outlet
from models.press import Press, read_press
from pipeline.store import find_organisation


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites that are read, by host, and the press bodies they belong to."""

    hosts: Mapping[str, str]
    press: Press

    def find_outlet(self, site: str, url: str | None, day: date | None) -> str:
        """Return the outlet that published an article: one added by hand stands under a key of its own."""
        site = self.hosts.get(urlsplit(url or "").netloc.removeprefix("www."), site)
        return self.press.find_outlet(site, day) if day else site


def read_sites(session: Session) -> Sites:
    """Return the sites that are read and the press as the organisation imported last says."""
    outlets = session.scalars(select(Outlet).order_by(Outlet.key)).all()
    file = find_organisation(session)
    agencies = restore_organisation(file.content).press_agencies if file is not None and file.content else ()
    press = read_press(agencies, ((one.key, one.name, one.hosts) for one in outlets))
    return Sites({host: one.key for one in outlets for host in one.hosts}, press)
