"""Which entries of the office files define codes, which name them, and which are terms.

Tables only; `checks` applies them. A pattern is a path with "*" for any step. The kinds are
the words in which a person is told that a code is missing or doubled.
"""

from collections.abc import Mapping

# Which entries define the codes of a kind. Codes of one kind are unique in their file.
PLAN_DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "mục tiêu": ("goals.*.code",),
    "văn bản": ("documents.*.code",),
    "số văn bản": ("documents.*.number",),
    "thời hạn": ("deadlines.*.code",),
    "vai trò": ("responsibilities.*.role",),
    "lĩnh vực": ("fields.*.code",),
    "mục kế hoạch": (
        "contents.*.code",
        "activities.*.code",
        "contents.*.subthemes.*.code",
        "activities.*.subthemes.*.code",
    ),
    "dòng kế hoạch": ("contents.*.code", "activities.*.code"),
    "nội dung": ("contents.*.code",),
    "hoạt động": ("activities.*.code",),
    "thứ tự hoạt động": ("activities.*.order",),
    "mục con": ("contents.*.subthemes.*.code", "activities.*.subthemes.*.code"),
    "mục con của hoạt động": ("activities.*.subthemes.*.code",),
    "quy tắc": (
        "contents.*.signals.all_of.*.code",
        "activities.*.signals.all_of.*.code",
        "fields.*.signals.all_of.*.code",
    ),
    "chữ viết tắt": ("aliases.*.short.*",),
    "cột": ("monthly_plan_template.columns.*.key",),
    **{
        f"nhãn {axis}": (f"facets.{axis}.*.code",)
        for axis in ("office_role", "acting_body", "tone", "genre", "plan_standing")
    },
}
ORGANISATION_DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "chức năng": ("functions.*.code",),
    "cơ quan": ("agencies.*.code",),
    "phòng, đơn vị": ("departments.*.code",),
    "huyện": ("districts.*.code",),
    "cơ quan báo chí": ("press_agencies.*.code",),
}

# Kinds whose code may return on a later line once the earlier one is closed.
DATED_KINDS = frozenset({"phòng, đơn vị"})

# Which entries name a code, and of which kinds it may be.
PLAN_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "activities.*.parents.*": ("nội dung",),
    "activities.*.fields.*": ("lĩnh vực",),
    "contents.*.subthemes.*.field": ("lĩnh vực",),
    "calendar.*.fields.*": ("lĩnh vực",),
    "calendar.*.rows.*": ("dòng kế hoạch",),
    "relations.*.parent": ("nội dung",),
    "relations.*.child": ("hoạt động", "mục con của hoạt động"),
    "deadlines.*.sender": ("vai trò",),
    "*.*.signals.documents.*": ("số văn bản",),
    "*.*.signals.all_of.*.subtheme": ("mục con",),
}
ORGANISATION_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "agencies.*.successor": ("cơ quan",),
    "departments.*.agency": ("cơ quan",),
    "departments.*.functions.*": ("chức năng",),
    "departments.*.successor": ("phòng, đơn vị",),
    "positions.*.agency": ("cơ quan",),
    "positions.*.department": ("phòng, đơn vị",),
    "press_agencies.*.successor": ("cơ quan báo chí",),
}
PLAN_TO_ORGANISATION: Mapping[str, tuple[str, ...]] = {
    "plan.issuer": ("cơ quan",),
    "plan.media_partners.*": ("cơ quan báo chí",),
    "fields.*.functions.*": ("chức năng",),
    "*.*.lead_functions.*": ("chức năng",),
    "*.*.supporting_functions.*": ("chức năng",),
}
ORGANISATION_TO_PLAN: Mapping[str, tuple[str, ...]] = {"departments.*.fields.*": ("lĩnh vực",)}

# Lists of terms compared with normalised text.
TERM_LISTS: tuple[str, ...] = (
    "*.*.signals.strong",
    "*.*.signals.support",
    "*.*.signals.exclude",
    "*.*.signals.all_of.*.groups.*",
    "term_groups.*",
    "aliases.*.short",
    "departments.*.mention_patterns",
    "positions.*.patterns",
    "district_offices.*.patterns",
    "external_bodies.*.patterns",
)
GROUP_USES = "*.*.signals.all_of.*.groups.*.*"
SPANS = (("from", "to"), ("valid_from", "valid_to"), ("last_valid", "before"), ("last_valid_day", "before_day"))
