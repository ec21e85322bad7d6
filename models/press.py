"""Which site stands for a press body on a day: after two bodies merged, the sites of both count as one outlet. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.office_files.organisation import PressAgency


@dataclass(frozen=True, slots=True)
class PressBody:
    """A press body with the keys of its sites, in the order of its addresses."""

    agency: PressAgency
    sites: tuple[str, ...]

    def name_on(self, day: date) -> str:
        """Return the name borne on a day, of several the one taken last; its own if no dated one covers the day."""
        borne = {
            one.first_day: one.name
            for one in self.agency.names_over_time
            if one.first_day is not None and one.first_day <= day and (one.last_day is None or day <= one.last_day)
        }
        return borne[max(borne)] if borne else self.agency.name


@dataclass(frozen=True, slots=True)
class Press:
    """The bodies that have several sites, and the own name of every site followed, by key."""

    merged: tuple[PressBody, ...]
    names: Mapping[str, str]

    def find_outlet(self, site: str, day: date) -> str:
        """Return the outlet as which `site` counts on `day`: the site of its body's first address, or itself."""
        body = self._find_body(site, day)
        return body.sites[0] if body is not None else site

    def list_names(self, day: date) -> dict[str, str]:
        """Return the name of each site on `day`; the first site of a body bears the body's name."""
        return {site: self._name(site, day) for site in self.names}

    def _name(self, site: str, day: date) -> str:
        body = self._find_body(site, day)
        return body.name_on(day) if body is not None and body.sites[0] == site else self.names[site]

    def _find_body(self, site: str, day: date) -> PressBody | None:
        return next((one for one in self.merged if site in one.sites and one.agency.holds_on(day)), None)


def read_press(agencies: Iterable[PressAgency], sites: Iterable[tuple[str, str, Iterable[str]]]) -> Press:
    """Return the press of an organisation; `sites` are key, name and hosts of those followed."""
    followed = [(key, name, tuple(hosts)) for key, name, hosts in sites]
    owners = {host: key for key, _, hosts in followed for host in hosts}
    bodies = (
        PressBody(agency, tuple(dict.fromkeys(owners[one] for one in agency.domains if one in owners)))
        for agency in agencies
    )
    return Press(tuple(body for body in bodies if len(body.sites) > 1), {key: name for key, name, _ in followed})
