"""What may be wrong with a signal of a plan, in words for whoever wrote it."""

from dataclasses import dataclass

from models.vocabulary import LabelledEnum


class FindingKind(LabelledEnum):
    """The kinds of findings, the gravest first."""

    EXCLUDES_EXAMPLE = "excludes_example", "Loại cả ví dụ đúng"
    NEVER = "never", "Không bao giờ khớp"
    CONTRADICTS = "contradicts", "Vừa nhận vừa loại"
    EVERYTHING = "everything", "Khớp quá nhiều bài"
    EXAMPLE_UNMET = "example_unmet", "Ví dụ đúng không có dấu hiệu"
    EXAMPLE_WRONGLY_MET = "example_wrongly_met", "Ví dụ sai vẫn khớp"
    SHADOWED = "shadowed", "Thừa, bị dấu hiệu khác che"
    UNSEEN = "unseen", "Chưa gặp trong kho bài"

    @property
    def is_error(self) -> bool:
        """Say whether the file should be mended before it is imported."""
        return self in (FindingKind.EXCLUDES_EXAMPLE, FindingKind.NEVER, FindingKind.CONTRADICTS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the code it is about, the phrases (as in the file), and one plain sentence."""

    kind: FindingKind
    code: str
    phrases: tuple[str, ...]
    told: str


def sort_findings(findings: list[Finding]) -> list[Finding]:
    """Return the gravest first, then by code and phrase."""
    order = list(FindingKind)
    return sorted(findings, key=lambda finding: (order.index(finding.kind), finding.code, finding.phrases))
