"""The ZIP of a .docx: its parts as XML trees, never more than a paper needs."""

import io
import zipfile
import zlib

from lxml import etree

from kheo.reading.opening.kinds import SEND_INSTEAD
from kheo.reading.opening.limits import MAX_PARTS, MAX_RATIO, MAX_UNPACKED, MB
from kheo.reading.opening.refusal import UnreadableError

_READ_AT_ONCE = 256 * 1024
_SMALL = MB  # below it no ratio is judged: a short part of blanks packs well and harms nobody
_OTHERS = {
    "xl/workbook.xml": "tệp Excel (.xlsx)",
    "ppt/presentation.xml": "tệp PowerPoint (.pptx)",
}
_DOCUMENT = "word/document.xml"


class Package:
    """A .docx open for reading; raises UnreadableError for what is not one or is made to harm."""

    def __init__(self, data: bytes, shown: str) -> None:
        self._shown = shown
        self._left = MAX_UNPACKED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self._broken() from error
        self._names = frozenset(self._zip.namelist())
        self._refuse_others()

    def _refuse_others(self) -> None:
        for name, label in _OTHERS.items():
            if name in self._names:
                raise UnreadableError(f"Tệp “{self._shown}” là {label}. {SEND_INSTEAD}")
        if _DOCUMENT not in self._names:
            raise UnreadableError(
                f"Tệp “{self._shown}” là tệp nén ZIP, không phải tệp Word. "
                "Hãy giải nén rồi gửi từng văn bản."
            )
        if len(self._names) > MAX_PARTS:
            raise self._bomb(f"chứa {len(self._names)} tệp con")

    def names(self) -> list[str]:
        """Return the paths of all parts."""
        return sorted(self._names)

    def document(self) -> etree._Element:
        """Return the root of the text itself."""
        root = self.part("document")
        if root is None:
            raise self._broken()
        return root

    def part(self, name: str) -> etree._Element | None:
        """Return the root of word/*name*.xml, None where the package has none."""
        return self.tree(f"word/{name}.xml")

    def links(self) -> dict[str, str]:
        """Return what the text itself refers to: the key of each link, and its name beside it."""
        root = self.tree("word/_rels/document.xml.rels")
        return {} if root is None else {e.get("Id", ""): e.get("Target", "") for e in root}

    def tree(self, path: str) -> etree._Element | None:
        """Return the root of the part at *path*, None where the package has none."""
        if path not in self._names:
            return None
        try:
            content = self._unpacked(path)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            raise self._broken() from error
        # No entity is resolved, no network asked, no tree deeper than libxml2's own bound.
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise (self._declaring() if b"<!DOCTYPE" in content else self._broken()) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._declaring()
        return root

    def _unpacked(self, path: str) -> bytes:
        """Return the bytes of *path*; what the ZIP claims of their number is not believed."""
        packed = self._zip.getinfo(path).compress_size
        parts: list[bytes] = []
        size = 0
        with self._zip.open(path) as stream:
            while block := stream.read(_READ_AT_ONCE):
                size += len(block)
                if size > _SMALL and size > packed * MAX_RATIO:
                    raise self._bomb(f"phần {path} nén quá {MAX_RATIO} lần")
                if size > self._left:
                    raise self._bomb(f"bung ra quá {MAX_UNPACKED // MB} MB")
                parts.append(block)
        self._left -= size
        return b"".join(parts)

    def _declaring(self) -> UnreadableError:
        return self._bomb("khai báo DTD, điều tệp Word không bao giờ có")

    def _bomb(self, what: str) -> UnreadableError:
        return UnreadableError(
            f"Tệp “{self._shown}” bất thường ({what}), có thể là tệp phá hoại nên không mở. "
            "Hãy hỏi lại nơi gửi, hoặc mở bằng Word rồi lưu thành tệp mới."
        )

    def _broken(self) -> UnreadableError:
        return UnreadableError(
            f"Tệp “{self._shown}” là tệp Word hỏng hoặc tải chưa xong. "
            "Hãy tải lại, hoặc mở bằng Word rồi lưu lại, và nạp lần nữa."
        )
