"""The figures at the end of a crawl: what waits, how complete it is, whether the counts are as expected."""

from sqlalchemy import func, select

from crawler.collecting.collection import Collection
from crawler.outlet_file import Outlet
from models.crawl import Address
from models.vocabulary import AddressKind, AddressState

_MAX_NAMED = 12


def close_collection(collection: Collection) -> None:
    """Write the closing figures and issues of a crawl that came to its end, and commit for the last time."""
    for outlet in collection.outlets.values():
        for kind in AddressKind:
            collection.tally.put(outlet.key, f"{kind.value}.waiting_after", collection.waiting(outlet.key, kind))
        _note_completeness(collection, outlet)
        _note_listings(collection, outlet)
        collection.tally.put(outlet.key, "finished", 1)
    if collection.frontier.is_spent and any(collection.waiting(key, AddressKind.ARTICLE) for key in collection.outlets):
        collection.issues.warn("", f"Đã đủ {collection.order.max_pages} trang một đêm, phần còn lại để đêm sau.")
    collection.visits.write()
    collection.discovery.sightings.write()
    collection.ledger.close()


def _note_completeness(collection: Collection, outlet: Outlet) -> None:
    """Count the articles that listings named in this pass, those held of them and those missing."""
    pass_start = collection.frontier.lanes[outlet.key].pass_start
    rows = collection.session.execute(
        select(Address.state, func.count())
        .where(
            Address.outlet_key == outlet.key,
            Address.kind == AddressKind.ARTICLE,
            Address.article_id.is_not(None),
            Address.last_seen_at >= pass_start,
        )
        .group_by(Address.state)
    )
    by_state = dict(rows.tuples().all())
    listed = sum(by_state.values())
    held = by_state.get(AddressState.KEPT, 0)
    for name, number in (("listed", listed), ("held", held), ("missing", listed - held)):
        collection.tally.put(outlet.key, name, number)
    expected = outlet.discovery.expected
    if listed < expected.minimum:
        collection.issues.alarm(
            outlet.key, f"Chỉ thấy {listed} bài, ít hơn mức thường có ({expected.minimum}): trang có thể đã đổi."
        )
    elif listed > expected.maximum and not collection.window.is_backfill:
        collection.issues.warn(outlet.key, f"Thấy {listed} bài, nhiều hơn mức thường có ({expected.maximum}).")


def _note_listings(collection: Collection, outlet: Outlet) -> None:
    """Name the listings that gave nothing; none of them is required."""
    problems = collection.visits.problems(outlet.key)
    if problems:
        named = "; ".join(f"{url.removeprefix(outlet.addresses.origin)}: {why}" for url, why in problems[:_MAX_NAMED])
        rest = f"; và {len(problems) - _MAX_NAMED} nơi khác" if len(problems) > _MAX_NAMED else ""
        collection.issues.note(outlet.key, f"Không lấy được danh sách ở {named}{rest}.")
