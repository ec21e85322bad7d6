"""Last body paragraphs of old pages: byline lines against sentences, captions and headings."""

import pytest

from crawler.bylines import looks_like_byline


@pytest.mark.parametrize(
    "paragraph",
    [
        "Lam Khê",
        "LAM KHÊ - TÚ VỌNG",
        "Lam Khê, Tú Vọng/HTTV",
        "L.K",
        "Bài, ảnh: Lam Khê",
        "Tin, ảnh: Cộng tác viên",
        "Lam Khê (tổng hợp)",
        "Khê (t/h)",
        "Lam Khê - Hải Dương",
        "Lam Khê (Video: Tú Vọng)",
        "Lam Khê (Sở TN&MT)",
        "Lam Khê - Phòng TN&MT huyện Kỳ Anh",
        "PV",
        "Nhóm PV",
        "PV/TTXVN",
        "Theo TTXVN",
        "(Theo Dân trí)",
        "TTXVN",
        "Theo Lam Khê",
        "Ảnh: Lam Khê - Video: Tú Vọng",
    ],
)
def test_byline_lines_are_recognised(paragraph: str) -> None:
    """A line that holds nothing but names, a group or a source is the byline."""
    assert looks_like_byline(paragraph)


@pytest.mark.parametrize(
    "paragraph",
    [
        "",
        "Ảnh minh họa",
        "Ảnh: Lam Khê",
        "Video: Toàn cảnh buổi ra quân",
        "Đồng lúa Cẩm Bình - Ảnh: Lam Khê",
        "Hà Tĩnh",
        "Kỳ Anh",
        "Hương Sơn",
        "Hải Dương - Hà Nam",
        "Cầu Bến Thủy",
        "- Giải Nhì Thạch Bình",
        "Kinh tế",
        "Giải pháp bền vững",
        "Lam Khê là người đầu tiên ra đồng.",
        "Lam Khê.",
        "Lam Khê (chị gái của anh Tú)",
        "Kỹ sư Lam Khê",
        "Ông T.K.",
        "Anh L. T. K.",
        "Sở Tài nguyên và Môi trường",
        "Báo chí vào cuộc sớm",
        "PV sẽ tiếp tục thông tin",
        "Theo đó, 12 hộ được hỗ trợ",
        "Theo ông Khê, mùa này được giá",
        "Smith",
        "Đọc thêm",
        "Lam Khê\nTú Vọng",
        "Nói về việc này, Lam Khê:",
    ],
)
def test_text_is_left_in_the_body(paragraph: str) -> None:
    """Sentences, captions, headings and places stay text, also where they hold a name."""
    assert not looks_like_byline(paragraph)
