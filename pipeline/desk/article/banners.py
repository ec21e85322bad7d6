"""What a reader must know of an article before reading it, as sentences above it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.article import Article
from models.crawl import Address
from models.vocabulary import ArticleOrigin, ArticleStatus, Signature
from pipeline.articles.asking import BY_HAND
from pipeline.desk.article.company import Companion
from pipeline.desk.wording import write_day, write_instant

NOTICE, WARNING, ALARM = "notice", "warning", "alarm"


@dataclass(frozen=True, slots=True)
class Banner:
    """One sentence with its look (a class of the style sheet) and where it leads, if anywhere."""

    look: str
    words: str
    link: str | None = None
    link_words: str | None = None


def list_banners(article: Article, address: Address | None, publications: Sequence[Companion]) -> tuple[Banner, ...]:
    """Return the banners of an article, the gravest first."""
    return (
        *_tell_status(article),
        *_tell_origin(article, address),
        *_tell_reprint(article, publications),
        *_tell_unsigned_reprint(article),
    )


def _tell_status(article: Article) -> Iterator[Banner]:
    since = write_instant(article.status_since)
    reason = f" ({article.status_reason})" if article.status_reason else ""
    match article.status:
        case ArticleStatus.REMOVED:
            words = f"Đã gỡ: báo không còn đăng trang này, thấy lúc {since}{reason}. Bản chụp vẫn được giữ."
            yield Banner(ALARM, words)
        case ArticleStatus.QUARANTINED:
            words = f"Chờ xem lại: {article.status_reason or 'trang thiếu nội dung'}. Bài chưa được tính ở đâu cả."
            yield Banner(WARNING, words, f"/bai/{article.id}/sua", "Sửa bằng tay")
        case ArticleStatus.EDITED:
            words = f"Đã sửa: báo đổi nội dung trang, thấy lúc {since}{reason}."
            yield Banner(WARNING, words, f"/bai/{article.id}/so-sanh", "Xem hai bản cạnh nhau")
        case ArticleStatus.LIVE:
            pass


def _tell_origin(article: Article, address: Address | None) -> Iterator[Banner]:
    if article.origin is ArticleOrigin.IMPORTED:
        kept = "" if address is not None else " Không có bản chụp trang của báo."
        yield Banner(NOTICE, f"Bổ sung thủ công ngày {write_day(article.first_seen_at)}.{kept}")
    elif address is not None and address.channel == BY_HAND:
        yield Banner(NOTICE, "Bổ sung thủ công: địa chỉ do người đưa vào, trang do chương trình tải và chụp lại.")


def _tell_reprint(article: Article, publications: Sequence[Companion]) -> Iterator[Banner]:
    first = next((one for one in publications if one.is_first_publication and not one.is_self), None)
    if article.duplicate_of_id is not None and first is not None:
        words = (
            f"Đăng lại: cùng tác phẩm với «{first.title or 'bài không tiêu đề'}», đăng {write_day(first.published_at)}."
        )
        yield Banner(NOTICE, words, f"/bai/{first.id}", "Mở bản đăng đầu tiên")


def _tell_unsigned_reprint(article: Article) -> Iterator[Banner]:
    if article.signature is Signature.REPRINT and article.duplicate_of_id is None:
        yield Banner(NOTICE, "Dòng tác giả cho biết bài lấy lại từ nơi khác; bản đầu tiên không có trong kho.")
