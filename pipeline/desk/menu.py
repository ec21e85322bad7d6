"""The desk's menu: its rooms in the order of a working day, each shown to those who may enter."""

from dataclasses import dataclass

from pipeline.desk.access.rights import Right
from pipeline.desk.visit import Visitor


@dataclass(frozen=True, slots=True)
class Entry:
    """A room in the menu; paths that begin with `path` belong to it."""

    name: str
    path: str
    right: Right


ENTRIES = (
    Entry("Cần duyệt", "/duyet", Right.REVIEW),
    Entry("Kế hoạch", "/ke-hoach", Right.READ),
    Entry("Kế hoạch của đơn vị", "/don-vi", Right.SEND_OWN_PLANS),
    Entry("Tìm kiếm", "/tim", Right.READ),
    Entry("Báo cáo", "/bao-cao", Right.READ),
    Entry("Tác giả", "/tac-gia", Right.READ),
    Entry("Khen thưởng", "/khen-thuong", Right.READ),
    Entry("Quản trị", "/quan-tri", Right.ADMINISTER),
)


def list_entries(visitor: Visitor | None) -> list[Entry]:
    """Return the rooms that `visitor` may enter; none before signing in."""
    return [entry for entry in ENTRIES if visitor is not None and visitor.may(entry.right)]
