"""Say in plain Vietnamese what the command line or the operating system refuses.

The library tells its refusals in words only; those not foreseen here keep its own.
"""

import errno
import re
from collections.abc import Mapping

_REFUSALS: Mapping[str, str] = {
    r"No such command '(.+?)'\..*": "không có lệnh «{}»",
    r"No such option: (\S+) \(Possible options: (.+)\)": "không có tuỳ chọn {}; có lẽ là {}",
    r"No such option: (\S+)": "không có tuỳ chọn {}",
    r"Missing argument '(.+)'\.": "thiếu «{}»",
    r"Missing option '(.+)'\.": "thiếu tuỳ chọn {}",
    r"Missing command\.": "thiếu tên lệnh",
    r"Option '(.+)' requires an argument\.": "tuỳ chọn {} cần một giá trị theo sau",
    r"Option '(.+)' does not take a value\.": "tuỳ chọn {} không nhận giá trị",
    r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)": "thừa: {}",
    r"Invalid value for '(.+?)': .*?'(.+?)' does not match the formats .*": "{}: «{}» không phải ngày; hãy viết như "
    "2023-12-31 hoặc 31/12/2023",
    r"Invalid value for '(.+?)': .*?'(.+?)' is not a valid .*": "{}: không dùng được giá trị «{}»",
    r"Invalid value for '(.+?)': .*?'(.+?)' is not one of (.+?)\.?": "{}: không có «{}»; chỉ có {}",
    r"Invalid value for '(.+?)': .*greater than or equal to (\S+)": "{}: số nhỏ nhất là {}",
    r"Invalid value for '(.+?)': .*less than or equal to (\S+)": "{}: số lớn nhất là {}",
    r"Invalid value for '(.+?)': Input should be a valid (?:number|integer)\b.*": "{}: cần một con số",
}
_SYSTEM: Mapping[int, str] = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết phần ổ đĩa được cấp",
    errno.EFBIG: "tệp vượt quá độ lớn cho phép",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.EEXIST: "đã có một tệp mang tên này",
    errno.ENOTDIR: "nơi cần thư mục lại là một tệp",
    errno.EISDIR: "nơi cần tệp lại là một thư mục",
    errno.EIO: "ổ đĩa đọc, ghi hỏng",
    errno.EXDEV: "nơi ghi nằm trên ổ đĩa khác",
}


def describe_usage(said: str) -> str:
    """Return a refusal of the command line in one Vietnamese sentence."""
    line = " ".join(said.split())
    for pattern, sentence in _REFUSALS.items():
        if found := re.fullmatch(pattern, line):
            return sentence.format(*found.groups())
    return line


def describe_system(error: OSError) -> str | None:
    """Return what the operating system refused and for which file; None for what no person can mend."""
    if error.errno is None or error.errno not in _SYSTEM:
        return None
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{_SYSTEM[error.errno]}."
