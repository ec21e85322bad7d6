"""How a department's name is shortened: its kind in letters, its words in initials. Pure."""

import re
from collections.abc import Mapping

from pipeline.monthly_plans.words import plain_key

# Words that begin a department's name, with the letters that stand for them.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "phòng": ("p",),
    "chi cục": ("cc",),
    "trung tâm": ("tt",),
    "văn phòng": ("vp",),
    "thanh tra": ("ttr", "tt"),
    "quỹ": ("q",),
    "bộ phận": ("bp",),
    "ban": ("b",),
}
_SPELLED_KINDS = {
    "p": "phòng",
    "cc": "chi cục",
    "tt": "trung tâm",
    "vp": "văn phòng",
    "cctrg": "chi cục",
    "t tâm": "trung tâm",
}
_JOINTS = re.compile(r"\s+-\s+|\s*[,&]\s*|\s+và\s+")
MIN_LETTERS = 2
MAX_PARTS = 5
LONGEST_SHORTENED = 40


def spell_kind(key: str) -> str:
    """Return `key` with a shortened kind written out: "tt quan trắc" → "trung tâm quan trắc"."""
    head, _, rest = key.partition(" ")
    return f"{_SPELLED_KINDS[head]} {rest}" if head in _SPELLED_KINDS and rest else key


def shortenings(text: str) -> tuple[str, ...]:
    """Return the letters by which `text` may be a shortened name: all of them, and words reduced to their initials."""
    plain = plain_key(text)
    if len(letters_of(plain)) > LONGEST_SHORTENED:
        return ()
    kind, _ = part_kind(plain)
    words = re.findall(r"\w+", text)[len(kind.split()) :]
    reduced = "".join(
        word.lower() if _is_acronym(word) else word[0].lower() for word in words if word.lower() not in ("và", "va")
    )
    heads = _KINDS.get(kind, ("",))
    return (
        letters_of(plain),
        *(head + reduced for head in heads),
        *([reduced] if kind in ("phòng", "chi cục") else []),
    )


def _is_acronym(word: str) -> bool:
    return sum(letter.isupper() for letter in word) >= MIN_LETTERS or len(word) == 1


def part_kind(key: str) -> tuple[str, str]:
    """Return (kind, rest) of a name; ("", name) if it begins with no kind."""
    for kind in _KINDS:
        if key == kind or key.startswith(f"{kind} "):
            return kind, key[len(kind) :].strip()
    return "", key


def letters_of(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return re.sub(r"[\W_]+", "", text.lower())


def make_initials(name: str) -> set[str]:
    """Return the letters by which a name is shortened: all words, its first words, or some of its parts in order."""
    kind, rest = part_kind(name)
    parts = [_initials(part) for part in _JOINTS.split(rest) if part.strip()]
    if not parts:
        return {"tts", "ttr", "ttra"} if kind == "thanh tra" else set()
    heads = _KINDS.get(kind, ())
    whole = "".join(parts)
    forms = {"tts", "ttr", "ttra", "ttrs"} if kind == "thanh tra" else set()
    if kind == "văn phòng":
        forms |= {"vp", "vps"} if len(whole) == 1 else {"vp" + whole[:2]}
    for letters in _ordered_choices(parts[:MAX_PARTS]):
        if len(letters) >= (MIN_LETTERS if letters == whole else MIN_LETTERS + 1):
            forms |= {head + letters for head in heads}
            if kind not in ("", "quỹ", "thanh tra", "văn phòng"):
                forms.add(letters)
    return forms


def _initials(part: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", part) if word != "và")


def _ordered_choices(parts: list[str]) -> set[str]:
    choices = {""}
    for part in parts:
        choices |= {choice + part for choice in choices}
    return choices - {""}
