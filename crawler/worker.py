"""The collecting process: `python -m crawler.worker` reads one CrawlOrder from standard input and obeys it.

Progress goes to standard output as JSON lines. The process ends with the one that started it: when
standard input closes, nobody is left to answer to.
"""

import gc
import json
import os
import sys
import threading

from scrapy.crawler import AsyncCrawlerProcess
from sqlalchemy.orm import Session

from crawler.collecting.closing import close_collection
from crawler.collecting.collection import Collection
from crawler.collecting.scrapy_settings import make_settings
from crawler.collecting.spider import CollectSpider, spider_of
from crawler.order import CrawlError, CrawlOrder
from crawler.outlet_file import OUTLETS_FOLDER, Outlet, load_outlets
from crawler.warc import mend_files
from models.database import open_engine
from models.errors import DiembaoError

_ORPHANED = 70


def run_order(order: CrawlOrder) -> None:
    """Crawl as ordered, in this process; to be called once in it."""
    engine = open_engine(order.database_url)
    with Session(engine, expire_on_commit=False) as session:
        missing = mend_files(session, order.warc_folder)
        session.commit()
        collection = Collection(order, choose_outlets(order), session)
        for name in missing:
            collection.issues.alarm("", f"Tệp lưu trang {name} bị mất hoặc ngắn hơn lúc ghi.")
        crawl_collection(collection)
        close_collection(collection)
    engine.dispose()


def crawl_collection(collection: Collection) -> None:
    """Run Scrapy until nothing is left to ask; raise what broke it."""
    crawler_process = AsyncCrawlerProcess(make_settings(collection))
    crawler = crawler_process.create_crawler(CollectSpider)
    crawler_process.crawl(crawler, collection=collection)
    crawler_process.start()
    broken = spider_of(crawler).broken
    if broken is not None:
        collection.session.rollback()
        raise broken
    how = crawler.stats.get_value("finish_reason") if crawler.stats else None
    if how == "closespider_timeout":
        collection.issues.warn("", "Hết giờ dành cho thu thập, phần còn lại để đêm sau.")
    elif how != "finished":
        collection.session.rollback()
        raise CrawlError("Thu thập bị dừng theo lệnh; chạy lại để làm tiếp.")


def choose_outlets(order: CrawlOrder) -> tuple[Outlet, ...]:
    """Return the ordered outlets; without names, those that still appear in the days asked for."""
    outlets = load_outlets(order.outlets_folder or OUTLETS_FOLDER, order.outlets)
    first_day = order.since or order.now.date()
    if order.outlets is not None:
        return outlets
    return tuple(outlet for outlet in outlets if outlet.valid_to is None or outlet.valid_to >= first_day)


def _die_with_parent() -> None:
    """Wait on the bare descriptor, for a buffered stream would be locked when the process ends."""
    while os.read(0, 4096):
        pass
    os._exit(_ORPHANED)


def main() -> None:
    """Read the order, watch the parent, crawl."""
    with open(0, "rb", buffering=0, closefd=False) as stream:  # a descriptor, not a path
        order = CrawlOrder.from_json(stream.readline().decode())
    gc.freeze()  # what is loaded now stays to the end; looking through it again and again is a tenth of the work
    threading.Thread(target=_die_with_parent, daemon=True).start()
    try:
        run_order(order)
    except DiembaoError as error:
        sys.stdout.write(json.dumps({"problem": str(error)}) + "\n")
        raise SystemExit(1) from error


if __name__ == "__main__":
    main()
