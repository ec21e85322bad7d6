"""The tone towards the matter reported."""

import pytest

from classify.rules.book import RuleBook
from classify.tone import ToneReader
from models.records import ArticleText
from models.vocabulary import Tone


@pytest.mark.parametrize(
    ("title", "lead", "tone"),
    [
        ("Dân thôn kêu cứu vì trại lợn bốc mùi", "", Tone.CRITICAL),
        ("Mô hình ủ rác tại vườn lan tỏa khắp xã", "", Tone.POSITIVE),
        ("Công bố bảng giá đất mới", "Bảng giá áp dụng từ tháng tới.", Tone.NEUTRAL),
        ("Một công ty bị phạt 90 triệu đồng", "", Tone.NEUTRAL),
        ("Xử phạt chủ trại lợn gây ô nhiễm", "", Tone.NEUTRAL),
        ("Xử phạt chủ trại lợn gây ô nhiễm", "Dân vẫn bức xúc vì mùi hôi.", Tone.CRITICAL),
        ("Yếu tố khiến tôm lớn chậm", "Cơ quan điều tra khởi tố vụ án.", Tone.NEUTRAL),
        ("Hồ thôn đã giảm ô nhiễm", "Cả xã phấn khởi, chung tay giữ sạch.", Tone.POSITIVE),
    ],
)
def test_tone_follows_title_and_lead(book: RuleBook, title: str, lead: str, tone: Tone) -> None:
    """Complaint, praise, or neither; a fault put right is no complaint, a fine as such no judgement."""
    assert ToneReader(book.aliases).tell(ArticleText(title, lead)) is tone


def test_the_opening_decides_only_when_the_head_is_silent(book: RuleBook) -> None:
    """One word in the body is not enough, several are."""
    reader = ToneReader(book.aliases)

    assert reader.tell(ArticleText("Chuyện ở hồ thôn", "", "Nước bốc mùi.")) is Tone.NEUTRAL
    assert reader.tell(ArticleText("Chuyện ở hồ thôn", "", "Nước bốc mùi, dân bức xúc, xã chậm trễ.")) is Tone.CRITICAL
