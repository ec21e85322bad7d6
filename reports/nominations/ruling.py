"""Hold entries against the rules of an award: what each refuses and why. Pure.

Criticism is no ground for anything: no rule looks at tone. Nothing that a rule cannot see is guessed; it is warned of.
"""

from collections.abc import Iterable, Iterator, Sequence

from models.clock import local_day
from models.office_files.award import AwardFile, EarlierRewardRule, InsiderRule, SeriesRule
from models.vocabulary import ArticleStatus
from reports.authors.record import AuthorBook, Tally, by_series
from reports.formats import format_day
from reports.nominations.opinions import Reward
from reports.nominations.record import Entry, Refusal
from reports.record import Work


def make_entries(works: Sequence[Work], award: AwardFile, book: AuthorBook) -> list[Entry]:
    """Return what stands to be considered: series as one or part by part as the award says, in the order of the works.

    A series has the parts that were confirmed.
    """
    series = by_series(works) if award.series.counts_as is SeriesRule.ONE else {}
    entries: dict[str, Entry] = {}
    for work in works:
        parts = series.get(work.series_key or "", [work])
        signers = (one.contributor for part in parts for one in book.by_work.get(part.number, ()))
        signed = {one.key: one.name for one in signers}
        key = work.series_key if len(parts) > 1 else None
        entries.setdefault(key or f"#{work.number}", Entry(tuple(parts), tuple(signed.values())))
    return list(entries.values())


def refuse_entry(entry: Entry, award: AwardFile, book: AuthorBook, rewards: Iterable[Reward]) -> tuple[Refusal, ...]:
    """Return every rule that `entry` does not meet; none means that it may be considered."""
    return tuple(
        refusal
        for check in (_check_window(entry, award), _check_genre(entry, award), _check_authors(entry, award, book))
        for refusal in check
    ) + tuple(_check_rewards(entry, award, rewards))


def _check_window(entry: Entry, award: AwardFile) -> Iterator[Refusal]:
    window = award.window
    for work in entry.works:
        day = local_day(work.first.published_at) if work.first.published_at else None
        if day is None or not window.first_day <= day <= window.last_day:
            when = "không rõ ngày đăng" if day is None else f"đăng {format_day(day)}"
            span = f"{format_day(window.first_day)} – {format_day(window.last_day)}"
            yield Refusal("Thời gian", f"{when}, ngoài thời gian xét {span}")
            return


def _check_genre(entry: Entry, award: AwardFile) -> Iterator[Refusal]:
    rule = award.genres
    for work in entry.works:
        is_allowed = rule.allowed is None or work.genre_key in rule.allowed
        if not is_allowed or work.genre_key in rule.excluded:
            yield Refusal("Thể loại", f"giải không nhận thể loại «{work.genre or 'không rõ'}»")
            return


def _check_authors(entry: Entry, award: AwardFile, book: AuthorBook) -> Iterator[Refusal]:
    signers = list_signers(entry, book)
    most, parts = award.authorship.max_authors, award.series.max_parts
    if not signers:
        yield Refusal("Tác giả", "không ghi tên tác giả")
    if most is not None and len(signers) > most:
        yield Refusal("Số tác giả", f"{len(signers)} tác giả, giải nhận nhóm không quá {most}")
    insiders = [one.contributor.name for one in signers if one.contributor.is_insider]
    if insiders and award.authorship.insiders is InsiderRule.EXCLUDED:
        yield Refusal("Tác giả", f"có tác giả trong ngành ({', '.join(insiders)})")
    if parts is not None and len(entry.works) > parts:
        yield Refusal("Loạt bài", f"{len(entry.works)} kỳ, giải nhận loạt không quá {parts} kỳ")


def list_signers(entry: Entry, book: AuthorBook) -> list[Tally]:
    """Return the contributors of an entry, each once."""
    found = {one.contributor.key: one for work in entry.works for one in book.by_work.get(work.number, ())}
    return list(found.values())


def _check_rewards(entry: Entry, award: AwardFile, rewards: Iterable[Reward]) -> Iterator[Refusal]:
    for reward in find_rewards(entry.works, rewards):
        if shuts_out(reward, award):
            yield Refusal("Đã khen thưởng", tell_reward(reward))


def shuts_out(reward: Reward, award: AwardFile) -> bool:
    """Say whether an earlier reward of a work shuts it out of `award`."""
    rule = award.earlier_rewards.refuse
    return rule is EarlierRewardRule.ANY or (
        rule is EarlierRewardRule.SAME_AWARD and _series_of(reward.award_code) == _series_of(award.award.code)
    )


def _series_of(code: str) -> str:
    """Return the code of an award without its edition, the last part ("TRAN-PHU-2024" → "TRAN-PHU")."""
    return code.rsplit("-", 1)[0]


def find_rewards(works: Iterable[Work], rewards: Iterable[Reward]) -> list[Reward]:
    """Return the rewards that any publication of any of `works` received."""
    articles = {one.article_id for work in works for one in work.publications}
    return [one for one in rewards if one.work_id in articles]


def tell_reward(reward: Reward) -> str:
    """Name a reward with its level and day."""
    return f"{reward.award_code}, {reward.level}, ngày {format_day(reward.given_on)}"


def warn_of_entry(entry: Entry, award: AwardFile, book: AuthorBook, rewards: Iterable[Reward]) -> tuple[str, ...]:
    """Return what people must look at before they propose an entry that no rule refuses."""
    warnings = [
        f"trang {work.first.status.label.lower()}"
        for work in entry.works
        if work.first.status in (ArticleStatus.REMOVED, ArticleStatus.EDITED)
    ]
    signers = list_signers(entry, book)
    if unsure := [one.contributor.name for one in signers if not one.contributor.is_confirmed]:
        warnings.append(f"bút danh chưa xác nhận: {', '.join(unsure)}")
    if insiders := [one.contributor.name for one in signers if one.contributor.is_insider]:
        warnings.append(f"tác giả trong ngành: {', '.join(insiders)}")
    earlier = [one for one in find_rewards(entry.works, rewards) if not shuts_out(one, award)]
    warnings += [f"đã được khen thưởng: {tell_reward(one)}" for one in earlier]
    return tuple(dict.fromkeys(warnings))


def warn_of_author(tally: Tally, award: AwardFile, rewards: Iterable[Reward]) -> tuple[str, ...]:
    """Return what people must look at before they propose an author: an unconfirmed name, earlier rewards."""
    warnings = [] if tally.contributor.is_confirmed else ["bút danh chưa xác nhận"]
    earlier = [one for one in rewards if _is_to(one, tally)]
    warnings += [f"đã được khen thưởng: {tell_reward(one)}" for one in earlier if not _is_same(one, award)]
    return tuple(warnings)


def refuse_author(tally: Tally, award: AwardFile, rewards: Iterable[Reward]) -> tuple[Refusal, ...]:
    """Return the rules that shut an author out although the works would count."""
    refusals = [
        Refusal("Đã khen thưởng", tell_reward(one)) for one in rewards if _is_to(one, tally) and _is_same(one, award)
    ]
    if tally.contributor.is_insider and award.authorship.insiders is InsiderRule.EXCLUDED:
        refusals.append(Refusal("Tác giả", "giải không xét người trong ngành"))
    return tuple(refusals)


def _is_to(reward: Reward, tally: Tally) -> bool:
    one = tally.contributor
    to_person = one.person_id is not None and reward.person_id == one.person_id
    return reward.work_id is None and (to_person or reward.author_id in one.author_ids)


def _is_same(reward: Reward, award: AwardFile) -> bool:
    return reward.award_code == award.award.code and reward.edition == award.award.edition
