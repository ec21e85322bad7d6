"""Say in plain Vietnamese what a record class refuses: of office files, settings and outlets."""

from collections.abc import Mapping

from pydantic_core import ErrorDetails

_FIXED: Mapping[str, str] = {
    "missing": "thiếu mục này",
    "extra_forbidden": "không có mục nào tên như vậy; xem lại chính tả",
    "string_type": "phải là chữ, đặt trong dấu nháy kép",
    "string_too_short": "không được để trống",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "int_from_float": "phải là số nguyên",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "finite_number": "phải là số hữu hạn",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "path_type": "phải là đường dẫn",
    "pattern_type": "phải là mẫu viết theo biểu thức chính quy",
    "pattern_regex": "mẫu viết sai quy tắc của biểu thức chính quy",
    "date_type": "phải là ngày viết dạng 2023-12-31, không có nháy",
    "date_parsing": "phải là ngày viết dạng 2023-12-31, không có nháy",
    "date_from_datetime_parsing": "phải là ngày viết dạng 2023-12-31, không có nháy",
    "tuple_type": "phải là danh sách",
    "dict_type": "phải là một nhóm các mục",
    "mapping_type": "phải là một nhóm các mục",
    "model_type": "phải là một nhóm các mục",
    "too_short": "danh sách không được rỗng",
}
_EXPECTING: Mapping[str, tuple[str, str]] = {
    "literal_error": ("chỉ nhận {}", "expected"),
    "enum": ("chỉ nhận {}", "expected"),
    "greater_than_equal": ("phải từ {} trở lên", "ge"),
    "less_than_equal": ("phải từ {} trở xuống", "le"),
    "string_too_long": ("dài quá {} chữ", "max_length"),
    "string_pattern_mismatch": ("viết không đúng dạng (mẫu {})", "pattern"),
    "value_error": ("{}", "error"),
}


def describe_refusal(error: ErrorDetails) -> str:
    """Return the words for one refusal; a kind not foreseen keeps the library's own words."""
    kind = error["type"]
    if kind in _FIXED:
        return _FIXED[kind]
    if kind in _EXPECTING:
        sentence, key = _EXPECTING[kind]
        expected = str(error.get("ctx", {}).get(key, "")).replace(" or ", " hoặc ")
        return sentence.format(expected)
    return f"giá trị không dùng được ({error['msg']})"
