"""The draft of a report on achievements (báo cáo thành tích) of one author; the real name is for people to write."""

from collections.abc import Iterator

from reports.authors.record import Tally
from reports.coverage import find_letterhead
from reports.documents.record import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Note,
    Table,
    TableCell,
    paragraph,
    table_row,
)
from reports.formats import format_local_day
from reports.nominations.annex import tell_office
from reports.nominations.opinions import Reward
from reports.nominations.record import NominationList
from reports.nominations.ruling import find_rewards, tell_reward
from reports.nominations.tables import department_names, list_links
from reports.nominations.wording import PROPOSES, list_figures, tell_rating, tell_timing
from reports.wording.figures import tell_instant, tell_period


def write_achievement(listed: NominationList, tally: Tally) -> Document:
    """Return the draft for one contributor of the list."""
    gathered, head = listed.gathered, listed.award.award
    return Document(
        letterhead=find_letterhead(gathered.office, gathered.day),
        subject=f"Thành tích của tác giả {tally.contributor.name}, đề nghị xem xét: {head.name}, lần {head.edition}",
        day=gathered.day,
        as_of=gathered.as_of,
        blocks=tuple(_write_blocks(listed, tally)),
        kind_code="BC",
        warning=f"BẢN THẢO. {PROPOSES}",
    )


def _write_blocks(listed: NominationList, tally: Tally) -> Iterator[Block]:
    one, gathered = tally.contributor, listed.gathered
    yield Note(f"{tell_instant(gathered.as_of)}, {tell_period(gathered.start, gathered.end)}.")
    yield Heading(1, "Sơ lược về tác giả")
    yield paragraph(f"Bút danh: {', '.join(one.pen_names)}. Cơ quan báo chí: {', '.join(one.outlets)}.")
    yield paragraph(f"Nơi công tác theo sổ tác giả, dòng tác giả: {tell_office(tally, department_names(listed))}.")
    if not one.is_confirmed:
        yield paragraph("Văn phòng xác nhận bút danh này là của ai trước khi trình", to_write=True)
    yield paragraph(
        "Tác giả, đơn vị viết: họ tên khai sinh, ngày sinh, quê quán, chức vụ, đơn vị công tác, quá trình công tác",
        to_write=True,
    )
    yield Heading(1, "Thành tích đạt được")
    yield _tabulate_works(listed, tally)
    yield _tabulate_figures(tally)
    yield paragraph("Văn phòng viết: nhận xét về chất lượng, tác động của các tác phẩm", to_write=True)
    yield Heading(1, "Các hình thức đã được khen thưởng")
    rewards = _rewards_of(listed, tally)
    for reward in rewards:
        yield paragraph(f"{tell_reward(reward)}{f' ({reward.title})' if reward.title else ''}.")
    if not rewards:
        yield paragraph("Sổ khen thưởng chưa ghi hình thức nào cho tác giả và các tác phẩm trên.")
    yield paragraph("Tác giả, đơn vị bổ sung: các hình thức khen thưởng khác", to_write=True)


def _rewards_of(listed: NominationList, tally: Tally) -> list[Reward]:
    one = tally.contributor
    personal = [
        reward
        for reward in listed.rewards
        if reward.work_id is None
        and (reward.author_id in one.author_ids or (one.person_id is not None and reward.person_id == one.person_id))
    ]
    return personal + find_rewards(tally.works, listed.rewards)


def _tabulate_works(listed: NominationList, tally: Tally) -> Table:
    columns = (
        Column("STT", 6, Align.CENTER),
        Column("Tác phẩm", 38),
        Column("Thể loại", 9, Align.CENTER),
        Column("Ngày đăng", 12, Align.CENTER),
        Column("Phần", 7, Align.CENTER),
        Column("Kịp thời", 14),
        Column("Điểm người chấm", 16),
    )
    rows = [
        table_row(
            one.work.number,
            TableCell(one.work.title, links=list_links(one.work)),
            one.work.genre,
            format_local_day(one.work.first.published_at),
            str(one.share),
            tell_timing(one),
            tell_rating(listed.ratings.get(one.work.number)),
        )
        for one in tally.credited
    ]
    return Table(columns, tuple(rows), title="Tác phẩm", size=10.5)


def _tabulate_figures(tally: Tally) -> Table:
    columns = (Column("Số liệu", 52), Column("Giá trị", 22, Align.CENTER), Column("Các tác phẩm (STT)", 26))
    return Table(columns, tuple(table_row(*figure) for figure in list_figures(tally)), title="Số liệu", size=10.5)
