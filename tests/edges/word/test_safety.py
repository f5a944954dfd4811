"""A template may have been sent by anybody: it can neither run, fetch nor grow without end."""

import io
import random
import subprocess
import sys
import textwrap
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from kemiflow.word import FactsRefused, TemplateBroken, compile_template
from tests.edges.word.building import OFFICE, PACKAGE, fault, file, par, parts, template, texts, zipped

BODY = par("{{ a }}")
# Packs to less than a hundredth at best, so that only sizes are at issue
NOISE = random.Random(1).randbytes(10_000) * 100
RELATIONS = "word/_rels/document.xml.rels"


def refused(data: bytes) -> str:
    with pytest.raises(TemplateBroken) as broken:
        compile_template(data, name="malli.docx")
    (one,) = broken.value.faults
    return str(one)


def linking(kind: str, target: str, mode: str = "External") -> bytes:
    link = f'<Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    content = parts(BODY)
    content[RELATIONS] = content[RELATIONS].replace(b"</Relationships>", link.encode())
    return zipped(content)


@pytest.mark.parametrize(
    "payload",
    [
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ '{0.__class__}'.format(a) }}",
        "{{ a.upper() }}",
        "{{ lipsum() }}",
        "{{ range(100000000) }}",
        "{{ a | attr('__class__') }}",
        "{{ self }}",
        "{{ a['__class__'] }}",
        "{{ _l }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 1000000000 }}",
        "{{ '%1000000000d' % 1 }}",
        "{% set b = a ~ a %}{{ b.x }}",
    ],
)
def test_no_payload_runs_or_takes_memory(payload: str) -> None:
    tracemalloc.start()
    told = fault(par(payload), a="arvo")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "merkintä ”{" in told
    assert peak < 20_000_000


@pytest.mark.parametrize("grow", ["a ~ a", "a + a"])
def test_a_text_cannot_grow_without_end(grow: str) -> None:
    doubling = "".join(f"{{% set a = {grow} %}}" for _ in range(40))
    assert "teksti kasvaa liian pitkäksi" in fault(par(f"x {doubling} y"), a="0123456789")


def test_a_document_cannot_grow_without_end() -> None:
    nested = "{% for x in l %}{% for y in l %}{{ t }}{% endfor %}{% endfor %}"
    assert "asiakirja kasvaa liian suureksi" in fault(par(f"x {nested}"), l=[1] * 1000, t="x" * 1000)


def test_loops_cannot_go_round_without_end() -> None:
    nested = "{% for x in l %}{% for y in l %}{% for z in l %}{% endfor %}{% endfor %}{% endfor %}"
    assert "silmukat kiertävät yli 1000000 kertaa" in fault(par(f"x {nested}"), l=[1] * 1000)


def test_sums_and_joining_within_limits_work() -> None:
    assert texts(par("{{ 2 * n + 1 }} {{ n % 2 }} {{ a ~ '!' }} {{ a + 'b' }} {{ l[0] }}"), n=3, a="a", l=["x"]) == [
        "7 1 a! ab x"
    ]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (object(), "tieto ”a.2” ei ole pelkkä arvo vaan object"),
        (1.5, "tieto ”a.2” ei ole pelkkä arvo vaan float"),
        (b"x", "tieto ”a.2” ei ole pelkkä arvo vaan bytes"),
        (str, "tieto ”a.2” ei ole pelkkä arvo vaan type"),
        ("x" * 1_000_001, "tieto ”a.2” on liian pitkä: 1000001 merkkiä, enintään 1000000"),
    ],
)
def test_only_plain_facts_of_limited_length_are_taken(value: object, told: str) -> None:
    with pytest.raises(FactsRefused) as refusal:
        template(BODY).render({"a": ["ok", value]})
    assert str(refusal.value) == told


def test_a_text_of_a_million_characters_is_taken() -> None:
    assert len(texts(BODY, a="x" * 1_000_000)[0]) == 1_000_000


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    bomb = zipped({**parts(BODY), "word/media/x.xml": b"<" + b" " * 60_000_000})
    tracemalloc.start()
    told = refused(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told == "word/media/x.xml: osa purkautuu yli 200 kertaa pakattua suuremmaksi"
    assert peak < 60_000_000


def test_three_hundred_megabytes_in_a_small_file_never_come_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "pommi.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts(BODY).items():
            archive.writestr(name, data)
        with archive.open("word/x.xml", "w") as stream:
            stream.write(b"<a>")
            for _ in range(300):
                stream.write(b" " * 1_000_000)
    code = f"""
        from pathlib import Path
        from kemiflow.word import TemplateBroken, compile_template
        resident = lambda name: int(Path("/proc/self/status").read_text().split(name)[1].split()[0]) / 1000
        before, told = resident("VmRSS:"), ""
        try:
            compile_template(Path({str(path)!r}).read_bytes(), name="pommi.docx")
        except TemplateBroken as broken:
            told = broken.faults[0].reason.code
        print(told, resident("VmHWM:") - before < 80)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["part_too_big", "True"]


def test_a_part_is_limited_however_badly_it_packs() -> None:
    told = refused(zipped({**parts(BODY), "word/media/x.bin": NOISE * 21}))
    assert told == "word/media/x.bin: osa on purettuna liian suuri (enintään 20 Mt, kaikki yhteensä 50 Mt)"


def test_a_part_of_too_many_elements_is_refused_before_it_is_parsed() -> None:
    elements = "".join(f"<b{number}/>" for number in range(900_000))
    told = refused(zipped({**parts(BODY), "word/x.xml": f"<c>{elements}</c>".encode()}))
    assert told == "word/x.xml: osassa on yli 400000 elementtiä"


def test_parts_are_limited_together_too() -> None:
    many = {f"word/media/{number}.bin": NOISE * 15 for number in range(4)}
    assert refused(zipped({**parts(BODY), **many})).startswith("word/media/3.bin: osa on purettuna liian suuri")


def test_too_many_parts_are_refused() -> None:
    many = {f"word/media/{number}.bin": b"" for number in range(200)}
    assert refused(zipped({**parts(BODY), **many})) == "malli.docx: tiedostossa on 208 osaa, enintään 200 sallitaan"


def test_a_part_that_stands_twice_is_refused() -> None:
    made = io.BytesIO(file(BODY))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("WORD/document.xml", b"<x/>")
    assert refused(made.getvalue()) == "malli.docx: tiedostossa on kaksi samannimistä osaa"


def test_a_part_that_lies_elsewhere_than_the_directory_says_is_refused() -> None:
    whole = file(BODY)
    renamed = whole.replace(b"word/document.xml", b"word/documenX.xml", 1)
    assert "ei ole eheä" in refused(renamed)
    assert "ei ole eheä" in refused(
        whole.replace(b"PK\x03\x04", b"PK\x03\x05", 2).replace(b"PK\x03\x05", b"PK\x03\x04", 1)
    )


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "word/../../evil.txt", "c:evil.txt"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    assert refused(zipped({**parts(BODY), name: b"x"})) == f"{name}: osan nimi ei kelpaa"


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.xml"])
def test_macros_and_embedded_objects_are_refused(name: str) -> None:
    assert refused(zipped({**parts(BODY), name: b"<x/>"})) == f"{name}: makroja ja upotettuja tiedostoja ei sallita"


def test_a_macro_document_is_refused_by_its_type() -> None:
    content = parts(BODY)
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    content["[Content_Types].xml"] = content["[Content_Types].xml"].replace(old, kind)
    assert "ei ole tavallinen Word-asiakirja" in refused(zipped(content))


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/extra.bin"])
def test_a_doctype_is_refused_in_any_part(part: str) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert refused(zipped({**parts(BODY), part: bomb})) == f"{part}: DOCTYPE-määrittelyä ei sallita"


def test_xml_in_another_encoding_is_refused() -> None:
    assert "UTF-8" in refused(zipped({**parts(BODY), "word/styles.xml": "<a/>".encode("utf-16")}))


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "https://evil.example/x.dotm"),
        ("image", "https://evil.example/x.png"),
        ("hyperlink", "file:///etc/passwd"),
        ("hyperlink", "javascript:alert(1)"),
    ],
)
def test_a_link_that_fetches_is_refused(kind: str, target: str) -> None:
    assert refused(linking(kind, target)) == f"{RELATIONS}: linkki tiedoston ulkopuolelle ei ole sallittu: {target}"


@pytest.mark.parametrize("target", ["https://kunta.example/", "http://kunta.example/", "mailto:kirjaamo@kunta.example"])
def test_a_hyperlink_is_kept(target: str) -> None:
    assert compile_template(linking("hyperlink", target), name="malli.docx").render({"a": "x"}).data


@pytest.mark.parametrize("data", [b"PK\3\4 not a zip", file(BODY)[:-40], b"\xd0\xcf\x11\xe0" * 200])
def test_a_file_that_is_no_docx_is_refused(data: bytes) -> None:
    assert refused(data).startswith("malli.docx: tiedosto ei ole eheä .docx")


def test_a_zip_that_is_no_word_file_is_refused() -> None:
    assert refused(zipped({"a.txt": b"x"})) == "[Content_Types].xml: tiedosto ei ole Word-asiakirja"


def test_characters_that_are_reserved_are_refused() -> None:
    assert "varattuja merkkejä" in refused(file(par("{{ a }} \ufdd2")))
    assert PACKAGE
