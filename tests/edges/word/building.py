"""Small Word files made by hand, so that each test shows the markup that it is about."""

import zipfile
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as Opened

from kemiflow.word import Rendered, Template, TemplateBroken, compile_template

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

STYLES: Final = (
    f'{HEAD}<w:styles xmlns:w="{W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Nro"><w:name w:val="Numeroitu"/><w:pPr><w:numPr><w:numId w:val="3"/>'
    "</w:numPr></w:pPr></w:style></w:styles>"
)
LEVELS: Final = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%{level + 1}."/></w:lvl>'
    for level in range(2)
)
NUMBERING: Final = (
    f'{HEAD}<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)
TYPES: Final = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{WORD}.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)
RELATIONS: Final = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
OF_DOCUMENT: Final = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/header" Target="header1.xml"/></Relationships>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties and f"<w:rPr>{properties}</w:rPr>"}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{run(text)}</w:p>"


def cell(*content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{"".join(content)}</w:tc>'


def table(*rows: str) -> str:
    return (
        f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    )


def parts(body: str, *, header: str = "", title: str = "") -> dict[str, bytes]:
    text = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": (
            f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr>'
            '<w:headerReference w:type="default" r:id="rId3"/></w:sectPr></w:body></w:document>'
        ),
        "word/header1.xml": f'{HEAD}<w:hdr xmlns:w="{W}">{header or par("")}</w:hdr>',
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": OF_DOCUMENT,
        "docProps/core.xml": (
            f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title></cp:coreProperties>'
        ),
    }
    return {name: content.encode() for name, content in text.items()}


def zipped(content: dict[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return made.getvalue()


def file(body: str, *, header: str = "", title: str = "") -> bytes:
    return zipped(parts(body, header=header, title=title))


def template(body: str, *, header: str = "", title: str = "") -> Template:
    return compile_template(file(body, header=header, title=title), name="malli.docx")


def opened(rendered: Rendered) -> Opened:
    return Document(BytesIO(rendered.data))


def texts(body: str, **facts: object) -> list[str]:
    """Render a body and give the text of its paragraphs."""
    return [one.text for one in opened(template(body).render(facts)).paragraphs]


def part_of(rendered: Rendered, name: str) -> str:
    with zipfile.ZipFile(BytesIO(rendered.data)) as archive:
        return archive.read(name).decode()


def fault(body: str, **facts: object) -> str:
    """Render a body that cannot be rendered and give its one fault."""
    try:
        template(body).render(facts)
    except TemplateBroken as broken:
        (one,) = broken.faults
        return str(one)
    raise AssertionError("nothing was wrong")
