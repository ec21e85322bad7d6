"""The months nobody named are looked for without a pause."""

from crawler.collecting.collection import Collection
from crawler.collecting.fates import Fate, Reason, Task, Verdict
from crawler.outlet_file import load_outlets
from tests.crawler.crawl_site import OUTLET_FILE, Site, Workplace

WITH_MONTHS = OUTLET_FILE.replace(
    "sitemaps: [/sitemap.xml]", 'sitemaps: [/sitemap.xml]\n  monthly_sitemaps: ["/thang-{year}-{month02}.xml"]'
)


def test_months_are_asked_right_after_the_last_listing(tmp_path) -> None:
    """When the last answer is in, the next task is a guessed sitemap; while one is under way nothing is guessed."""
    place = Workplace(tmp_path, WITH_MONTHS)
    with Site() as site, place.session() as session:
        collection = Collection(place.order(site), load_outlets(place.outlets), session)
        listings = take_all(collection)
        for task in listings[:-1]:
            collection.store(Verdict(task, Fate.DROPPED, Reason.NOT_A_PAGE, 200))
        early = take_all(collection)

        collection.store(Verdict(listings[-1], Fate.DROPPED, Reason.NOT_A_PAGE, 200))
        guessed = collection.take_task()

    assert early == []
    assert guessed is not None
    assert guessed.url.startswith("https://thu.example/thang-")
    assert len(listings) == 3


def take_all(collection: Collection) -> list[Task]:
    """What can be asked at once."""
    tasks = []
    while (task := collection.take_task()) is not None:
        tasks.append(task)
    return tasks
