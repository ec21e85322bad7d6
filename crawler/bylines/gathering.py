"""What has been read of a byline so far, and how it becomes a `ParsedByline`."""

from dataclasses import dataclass, field, replace

from models.records import Credit, ParsedByline
from models.vocabulary import CreditRole, Signature


@dataclass(slots=True)
class Gathering:
    """Credits, sources and remarks in printed order. Filled by `parse`, never handed out."""

    credits: list[Credit] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    has_group: bool = False
    is_taken_over: bool = False
    reads_as_prose: bool = False
    named_last: list[int] = field(default_factory=list)
    known_before: int = 0

    def add_name(self, name: str, roles: tuple[CreditRole, ...], affiliation: str | None = None) -> None:
        """Add one credit a role; a repeated name in the same role is one credit."""
        name = " ".join(name.split())
        self.known_before = len(self.credits)
        known = {(credit.name, credit.role): i for i, credit in enumerate(self.credits)}
        for role in roles:
            if (name, role) not in known:
                known[name, role] = len(self.credits)
                self.credits.append(Credit(name, role, affiliation))
        self.named_last = [known[name, role] for role in roles]

    def add_source(self, source: str) -> None:
        """Add a press name once."""
        if source not in self.sources:
            self.sources.append(source)

    def take_over(
        self, people: tuple[str, ...], press: tuple[str, ...], roles: tuple[CreditRole, ...], *, has_group: bool
    ) -> None:
        """Add what a "Theo …" names: the piece was published elsewhere first."""
        self.is_taken_over = True
        self.has_group = self.has_group or has_group
        for person in people:
            self.add_name(person, roles)
        for name in press:
            self.add_source(name)

    def add_note(self, note: str) -> None:
        """Add a remark once."""
        if note and note not in self.notes:
            self.notes.append(note)

    def place_last(self, office: str) -> None:
        """Give the name printed last its office, in all its roles; a second office is joined by a comma."""
        for i in self.named_last:
            last = self.credits[i]
            joined = f"{last.affiliation}, {office}" if last.affiliation else office
            self.credits[i] = replace(last, affiliation=joined)

    def change_last_roles(self, roles: tuple[CreditRole, ...]) -> None:
        """Give the name printed last the roles that a bracket after it names."""
        last = self.credits[self.named_last[0]]
        del self.credits[self.known_before :]
        self.add_name(last.name, roles, last.affiliation)

    def conclude(self, printed: str) -> ParsedByline:
        """Make the record. Prose names nobody, whatever was found in it."""
        if self.reads_as_prose:
            return ParsedByline(printed, (), Signature.NONE)
        return ParsedByline(
            printed=printed,
            credits=tuple(self.credits),
            signature=self._signature(),
            sources=tuple(self.sources),
            note="; ".join(self.notes) or None,
        )

    def _signature(self) -> Signature:
        if self.credits:
            return Signature.NAMED
        if self.has_group:
            return Signature.COLLECTIVE
        if self.sources:
            return Signature.REPRINT if self.is_taken_over else Signature.AGENCY
        return Signature.NONE
