"""Pictures as facts: PNG or JPEG with the words that stand for them, put into a document once however often shown."""

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from kemiflow.word.cleaning import clean
from kemiflow.word.reasons import Unfit, because

DATA, WORDS, WIDTH = "kuva", "vaihtoehtoinen_teksti", "leveys_cm"
FIELDS = frozenset({DATA, WORDS, WIDTH})
MOST_BYTES = 10_000_000
WIDEST = 25
EMU = 360_000
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MARKER, SCAN = 0xFF, 0xDA
# Start of a frame in a JPEG; C4, C8 and CC are none
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that can be shown: sizes are in EMU, 360,000 to a centimetre."""

    data: bytes
    words: str
    width: int
    height: int
    ending: str

    @property
    def name(self) -> str:
        """Give the name of its file, the same for the same picture."""
        return f"kuva-{hashlib.sha256(self.data).hexdigest()[:16]}.{self.ending}"


def picture(data: bytes, *, alt: str, width_cm: int) -> dict[str, object]:
    """Give a picture as a plain fact; it is looked at when it is shown."""
    return {DATA: data, WORDS: alt, WIDTH: width_cm}


def is_picture(value: object) -> bool:
    """Tell whether a value is a picture as a plain fact."""
    return isinstance(value, dict) and value.keys() == FIELDS


def shown(value: object) -> Picture | None:
    """Look at a picture; None shows nothing.

    Errors: Unfit when there is no picture, it is no whole PNG or JPEG, or it has no words or a width out of 1–25 cm.
    """
    if value is None:
        return None
    if not isinstance(value, dict) or not is_picture(value) or not isinstance(value[DATA], bytes) or not value[DATA]:
        raise Unfit(because("picture_missing"))
    words, width = clean(str(value[WORDS] or "")).strip(), value[WIDTH]
    if not words:
        raise Unfit(because("picture_alt"))
    if not isinstance(width, int) or not 1 <= width <= WIDEST:
        raise Unfit(because("picture_width", width=width, limit=WIDEST))
    across, down, ending = _measured(value[DATA])
    return Picture(data=value[DATA], words=words, width=width * EMU, height=width * EMU * down // across, ending=ending)


def drawing(picture: Picture, link: str, number: int) -> str:
    """Write the markup of a picture that a link of the part leads to; `number` is its own in the document."""
    words = quoteattr(picture.words.replace("\n", " "))
    size = f'cx="{picture.width}" cy="{picture.height}"'
    return (
        f'<wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="Kuva {number}" descr={words}/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="Kuva {number}" '
        f'descr={words}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{OFFICE}" r:embed="{link}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline>"
    )


def _measured(data: bytes) -> tuple[int, int, str]:
    try:
        across, down, ending = _png(data) if data.startswith(PNG) else _jpeg(data)
    except (struct.error, IndexError, StopIteration) as error:
        raise Unfit(because("picture_format")) from error
    if not (across > 0 and down > 0):
        raise Unfit(because("picture_format"))
    return across, down, ending


def _png(data: bytes) -> tuple[int, int, str]:
    if data[12:16] != b"IHDR" or b"IEND" not in data[-12:]:
        raise Unfit(because("picture_format"))
    across, down = struct.unpack_from(">II", data, 16)
    return across, down, "png"


def _jpeg(data: bytes) -> tuple[int, int, str]:
    if not data.startswith(JPEG) or b"\xff\xd9" not in data[-64:]:
        raise Unfit(because("picture_format"))
    at = next(at for kind, at in _segments(data) if kind in FRAMES)
    down, across = struct.unpack_from(">HH", data, at + 5)
    return across, down, "jpeg"


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Give the kind and place of each segment before the picture itself begins."""
    at = 2
    while data[at] == MARKER and data[at + 1] != SCAN:
        yield data[at + 1], at
        at += 2 + struct.unpack_from(">H", data, at + 2)[0]
