"""Names of organs as running text writes them (Decree 30/2020, appendix II)."""

import re

_PLACE = re.compile(
    r"\b(tỉnh|huyện|xã(?! hội)|phường|quận|thành phố|thị xã|thị trấn)(?! (?:ủy|uỷ)\b) ([^,()\u2013-]+)"
)
_COMMITTEE = re.compile(r"\b(?:tỉnh|huyện|thành|quận|thị|đảng) (?:ủy|uỷ)\b")
_OF_PLACE = re.compile(r"\b((?:Tỉnh|Huyện|Thành|Quận|Thị) (?:ủy|uỷ)) ([^,()\u2013-]+)")
_ORGAN = re.compile(r"\b(?:ủy ban|uỷ ban|hội đồng|mặt trận|tổ quốc|đảng bộ)\b")
_SHORT = re.compile(r"\b(?:ubnd|hđnd|mttq|ubmttq|btv|tw|tp)\b")
_HEAD = re.compile(
    r"^(sở|ban|phòng|cục|chi cục|tổng cục|vụ|bộ|viện|trường|trung tâm|liên đoàn|hội|đoàn)(?! đồng\b) (\w)"
)
# The committee or cell of an office names that office: "Đảng uỷ Sở Nội vụ", but "Đảng uỷ xã Nậm Lú".
_PARTY_OF = re.compile(
    r"^(đảng (?:ủy|uỷ|bộ)|chi (?:bộ|ủy|uỷ)) ((?:sở|ban|phòng|văn phòng|cục|chi cục|vụ|bộ(?! phận\b)|viện"
    r"|bệnh viện|trường|trung tâm|công an)\b.+)$"
)
_AFTER = re.compile(r"(, | và )(\w)")


def written(name: str) -> str:
    """Return a name that stands in capitals in the head of a paper as a sentence writes it.

    ``SỞ VĂN HÓA VÀ THỂ THAO`` becomes ``Sở Văn hóa và Thể thao``. A name with a small letter is
    returned as it is: somebody has written it.
    """
    if not name.isupper() or any(map(str.isdigit, name)):
        return name
    text = " ".join(name.lower().split())
    if of_office := _PARTY_OF.match(text):
        return f"{_first(of_office[1])} {written(of_office[2].upper())}"
    of_many = _HEAD.match(text)  # only these list what they look after
    text = _HEAD.sub(lambda m: f"{m[1]} {m[2].upper()}", text)
    if of_many:
        text = _AFTER.sub(lambda m: m[1] + m[2].upper(), text)
    text = _COMMITTEE.sub(lambda m: _first(m[0]), text)
    text = _ORGAN.sub(lambda m: _first(m[0]), text)
    text = _PLACE.sub(lambda m: f"{m[1]} {_each(m[2])}", text)
    text = _OF_PLACE.sub(lambda m: f"{m[1]} {_each(m[2])}", text)
    text = _SHORT.sub(lambda m: m[0].upper(), text)
    return _first(text.replace("việt nam", "Việt Nam"))


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _each(text: str) -> str:
    return " ".join(_first(word) for word in text.split(" "))
