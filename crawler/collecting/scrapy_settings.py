"""Scrapy's settings for a crawl: a polite, careful guest that leaves every decision to the spider."""

from typing import Any

from crawler.collecting.collection import Collection

_OFF = None
_UNUSED_MIDDLEWARES = (
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware",
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware",
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware",
    "scrapy.downloadermiddlewares.retry.RetryMiddleware",
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware",
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware",
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware",
)
_UNUSED_SPIDER_MIDDLEWARES = (
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware",
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware",
    "scrapy.spidermiddlewares.referer.RefererMiddleware",
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware",
    "scrapy.spidermiddlewares.depth.DepthMiddleware",
)
_HANDLER = "crawler.collecting.download.GuardedDownloadHandler"


def make_settings(collection: Collection) -> dict[str, Any]:
    """Return the settings for a collection's crawl."""
    guest = collection.order.guest
    real = [
        outlet
        for key, outlet in collection.outlets.items()
        if not collection.origins.find_target(outlet.addresses.origin)
    ]
    return {
        "ORIGINS": collection.order.origins,
        # An outlet that is mapped is never asked at its real address as well.
        "OUTLET_HOSTS": sorted({host for outlet in real for host in outlet.hosts}),
        "USER_AGENT": guest.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
            "Accept-Language": "vi,en;q=0.3",
            "Accept-Encoding": "gzip, deflate",
        },
        "SCHEDULER": "crawler.collecting.scheduler.DatabaseScheduler",
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "ITEM_PIPELINES": {"crawler.collecting.keeper.Keeper": 100},
        "DOWNLOADER_MIDDLEWARES": dict.fromkeys(_UNUSED_MIDDLEWARES, _OFF)
        | {"crawler.collecting.robots.RobotsGate": 100},
        "SPIDER_MIDDLEWARES": dict.fromkeys(_UNUSED_SPIDER_MIDDLEWARES, _OFF),
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER} | dict.fromkeys(("file", "ftp", "s3", "data"), _OFF),
        "DOWNLOAD_MAXSIZE": guest.max_bytes,
        "DOWNLOAD_TIMEOUT": guest.timeout,
        "DOWNLOAD_DELAY": guest.delay,
        "DOWNLOAD_DELAY_JITTER": 0,
        "CONCURRENT_ITEMS": 1,  # an answer gives one verdict, and Scrapy starts this many tasks for every answer
        "WARN_ON_GENERATOR_RETURN_VALUE": False,  # would read our source anew for every answer
        "CONCURRENT_REQUESTS": 64,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_SLOTS": {
            key: {"concurrency": collection.width_of(key), "delay": collection.delay_of(key)}
            for key in collection.outlets
        },
        "CLOSESPIDER_TIMEOUT": guest.max_seconds,
        "COOKIES_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "ROBOTSTXT_OBEY": False,  # obeyed by RobotsGate, which also refuses where the answer is unknown
        "LOG_LEVEL": "WARNING",
        "LOG_FORMATTER": "crawler.collecting.quiet.QuietFormatter",
        "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    }
