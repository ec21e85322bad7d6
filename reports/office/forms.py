"""The tables of the yearly report where a plan file brings no form of its own."""

from models.office_files.plan_parts import AnnexTemplate, AnnexTemplates
from reports.office.record import Form, Forms

DEFAULT_FORMS = Forms(
    article_list=Form(
        "Danh mục tin, bài tuyên truyền",
        (
            "STT",
            "Tên tin, bài",
            "Thể loại",
            "Tác giả/bút danh",
            "Cơ quan báo chí",
            "Ngày đăng, phát",
            "Nội dung KH",
            "Phòng, đơn vị liên quan",
            "Đường dẫn",
        ),
    ),
    by_row=Form(
        "Tổng hợp kết quả theo nội dung kế hoạch",
        (
            "TT",
            "Nội dung kế hoạch",
            "Cộng (không trùng)",
            "Đăng ký trong kế hoạch tháng",
            "Đã thực hiện",
            "Ghi chú",
        ),
    ),
    by_department=Form(
        "Tổng hợp kết quả theo phòng, đơn vị",
        (
            "TT",
            "Phòng, đơn vị",
            "Kế hoạch tháng đã gửi/phải gửi",
            "Đúng hạn",
            "Nội dung đăng ký",
            "Đã có tin, bài",
            "Chưa có",
            "Tin, bài do cán bộ đơn vị viết",
        ),
    ),
    nominations=Form(
        "Danh sách tác giả, tác phẩm đề nghị xem xét biểu dương, khen thưởng",
        (
            "STT",
            "Tác giả (bút danh)",
            "Đơn vị công tác",
            "Trong/ngoài ngành",
            "Số tác phẩm",
            "Trong đó: bài sâu, loạt bài",
            "Nội dung KH đã phản ánh",
            "Tác phẩm tiêu biểu",
            "Minh chứng (Phụ lục II, STT)",
            "Ý kiến Văn phòng",
        ),
    ),
)


def read_forms(templates: AnnexTemplates) -> Forms:
    """Return the forms of a plan file."""
    return Forms(
        article_list=_read_form(templates.article_list),
        by_row=_read_form(templates.coverage_by_row),
        by_department=_read_form(templates.coverage_by_department),
        nominations=_read_form(templates.reward_nominations),
    )


def _read_form(template: AnnexTemplate) -> Form:
    return Form(template.title, tuple(template.columns))
