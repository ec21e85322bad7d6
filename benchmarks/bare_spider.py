"""The yardstick of a crawl: a spider that asks for each page and looks at nothing. A program of its own.

`python -m benchmarks.bare_spider CONCURRENCY < addresses` prints how many pages came.
"""

import sys
from collections.abc import AsyncIterator

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    """Asks for every address given."""

    name = "bare"
    pages = 0

    async def start(self) -> AsyncIterator[scrapy.Request]:
        """Yield a request an address."""
        for line in sys.stdin:
            yield scrapy.Request(line.strip(), callback=self.count_page)

    def count_page(self, response: Response) -> None:
        """Count an answer whose page was received whole."""
        BareSpider.pages += response.body.endswith(b"</html>")


def main(concurrency: int) -> None:
    settings = {
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
    }
    crawling = AsyncCrawlerProcess(settings)
    crawling.crawl(BareSpider)
    crawling.start()
    print(BareSpider.pages)


if __name__ == "__main__":
    main(int(sys.argv[1]))
