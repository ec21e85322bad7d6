"""Which kind of piece a text is."""

import pytest

from classify.genre import tell_genre
from models.records import ArticleText
from models.vocabulary import Genre

LONG = "Một câu dài vừa phải về việc giữ nguồn nước của làng. " * 30
ASKED = "Vì sao bãi rác chưa đóng cửa?\nChúng tôi đang chờ mặt bằng mới.\n"
CAPTIONS = "Bờ kè mới đổ bê tông. Ảnh: Văn Hòa\nNước rút để lại phù sa. Ảnh: Văn Hòa\nĐò ngang trở lại. Ảnh: Văn Hòa"


@pytest.mark.parametrize(
    ("title", "text", "genre"),
    [
        ("Thu gom rác ở bến", "Sáng nay, thanh niên thu gom rác ở bến.", Genre.NEWS),
        ("Chuyện giữ nước", LONG, Genre.FEATURE),
        ("Phóng sự: Người giữ nước", LONG, Genre.REPORTAGE),
        ("[Emagazine] Người giữ nước", LONG, Genre.EMAGAZINE),
        ("Video: Người giữ nước", "Mời quý vị theo dõi.", Genre.VIDEO),
        ("Người giữ nước", "XEM CLIP: Dòng nước trong trở lại sau ba ngày.", Genre.VIDEO),
        ("Chùm ảnh: Bờ kè mới", "Bờ kè mới.", Genre.PHOTO),
        ("Sau lũ", CAPTIONS, Genre.PHOTO),
        ("Bao giờ đóng bãi rác?", ASKED * 3, Genre.INTERVIEW),
        ("Bao giờ đóng bãi rác?", "PV: Khi nào đóng?\nCuối năm.\nPV: Đổ rác ở đâu?\nBãi mới.", Genre.INTERVIEW),
        ("Podcast: Chuyện rác", LONG, Genre.RADIO),
    ],
)
def test_name_build_and_length_tell_the_genre(title: str, text: str, genre: Genre) -> None:
    """What a piece is called decides first, then questions and captions, then length."""
    assert tell_genre(ArticleText(title, "", text)) is genre


def test_a_writers_own_questions_make_no_interview() -> None:
    """Three questions in a long article without anybody asked stay the writer's."""
    text = "\n".join(
        [LONG, "Ai chịu trách nhiệm?", LONG, LONG, LONG, "Bao giờ xong?", LONG, LONG, LONG, "Để làm gì?", LONG]
    )

    assert tell_genre(ArticleText("Chuyện giữ nước", "", text)) is Genre.FEATURE


def test_the_genre_of_the_page_stays() -> None:
    """What the page gave is not second-guessed."""
    assert tell_genre(ArticleText("Video: Người giữ nước", "", LONG, genre=Genre.NEWS)) is Genre.NEWS
