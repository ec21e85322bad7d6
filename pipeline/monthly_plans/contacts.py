"""Telephone numbers, addresses and the people they belong to, parted from text that may leave the office. Pure.

What is parted off is kept with the row's contact, which no export reads.
"""

import re

# Groups of figures set apart by one sign throughout, so that no date is taken for a number.
_NUMBER = r"(?<![\w/.,-])\(?(?:\+84|84|0)\d{0,3}\)?(?P<mark>[ .\-]?)\d{2,7}(?:(?P=mark)\d{2,7}){0,3}(?![\w/]|[.,]\d)"
_ADDRESS = r"(?<![\w.+\-])[\w.+\-]{1,64}@[\w\-]+(?:\.[\w\-]+)+"
_LABEL = (
    r"(?:(?<!\w)(?:s?đt|sdt|dt|đtdđ|dđ|tel|mobile|zalo|điện thoại|số máy|số điện thoại|di động"
    r"|e-?mail|mail)\s*[:.]?\s*)"
)
_TITLE = r"(?:anh|chị|ông|bà|cô|chú|đ/c|đồng chí|mr|ms|a\.|c\.)"
_CAPITALS = "A-Z" + "".join(
    letter for letter in map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))) if letter.isupper()
)
_WORD = rf"[{_CAPITALS}]\w*"
_NAME = rf"(?:(?i:{_TITLE})\s*(?:{_WORD}\s*){{0,4}}|(?:{_WORD}\s+){{0,3}}{_WORD}\s*)"
_REACHED = re.compile(
    rf"(?:(?<!\w){_NAME}[-–,:(]?\s*)?(?i:{_LABEL})?(?:{_NUMBER}|{_ADDRESS})(?:\s*[-–,]?\s*\([^()\d]{{1,30}}\))?"
)
_FOUND = re.compile(rf"{_NUMBER}|{_ADDRESS}")
_CUE = re.compile(
    r"(?:^|(?<=[;.,(\n]))\s*(?:(?:cán bộ|người|đầu mối|thông tin)\s+)*(?:liên hệ|đầu mối|người phụ trách|người liên hệ|"
    r"người cung cấp(?: thông tin)?|cán bộ phụ trách|lh)\s*[:\-–]\s*[^;\n)]*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(rf"\s*(?:(?<!\w)(?i:{_TITLE})\s*(?:{_WORD}\s*){{1,4}})?[(\[][^()\[\]]*[)\]]")
_EMPTY = re.compile(r"\s*[(\[]\s*[)\]]")
FEWEST_DIGITS, MOST_DIGITS = 9, 12


def part_contacts(text: str) -> tuple[str, str | None]:
    """Return (`text` without contacts, the contacts or None): numbers and addresses with the name beside them.

    A bracket that holds one goes as a whole, and so does what follows "liên hệ:" or "đầu mối:".
    """
    taken: list[str] = []

    def take(found: re.Match[str]) -> str:
        taken.append(found[0].strip(" ;,.-–()[]"))
        return ""

    rest = _CUE.sub(take, text)
    rest = _BRACKETS.sub(lambda found: take(found) if _holds_contact(found[0]) else found[0], rest)
    if _holds_contact(rest):
        rest = _REACHED.sub(lambda found: take(found) if _holds_contact(found[0]) else found[0], rest)
    if not taken:
        return text, None
    rest = re.sub(r"[ \t]+", " ", re.sub(r"\s+([;,.])", r"\1", _EMPTY.sub("", rest)))
    return re.sub(r"([;,])(?:\s*[;,])+", r"\1", rest).strip(" ;,-–:"), "; ".join(taken)


def _holds_contact(text: str) -> bool:
    return any(
        "@" in found[0] or FEWEST_DIGITS <= sum(map(str.isdigit, found[0])) <= MOST_DIGITS
        for found in _FOUND.finditer(text)
    )
