"""An example of every field, and a whole document made of them."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from kemiflow.word.filters import said
from kemiflow.word.lint.fields import TEXT, Field, Holds, Meaning, schema

DAY = date(2024, 5, 31)
NUMBER = 12
EXAMPLES: Mapping[str, str | tuple[str, ...]] = MappingProxyType(
    {
        "aihe": "Mittarit",
        "aikaisintaan": "20.5.2024",
        "aineisto": ("Päivitysluonnos (versio 13.5.2024)", "Yhteenveto lautakuntien näkemyksistä"),
        "antaja": "Elinvoimalautakunta 16.5.2024 § 41",
        "asiakirjat": ("Päivitysluonnos 13.5.2024",),
        "asianro": "12",
        "diaarinumero": "691/00.01.02/2024",
        "ehdotettiin": "Kaupunginhallitus merkitsee luonnoksen tiedoksi.",
        "ehdotettu": "27.5.2024",
        "ehtiikö": "Ehtii: liikkumavaraa on 12 työpäivää.",
        "eriävä_mielipide": "Jäsen jätti eriävän mielipiteen, joka on liitteenä.",
        "este": "24.5.2024 mennessä, kirjaamo@kunta.example",
        "esteellisyys": "Ei esteellisiä.",
        "esittelijä": "kaupunginjohtaja",
        "eteneminen": "Asia etenee kaupunginhallitukseen 17.6.2024.",
        "huomio": "Mittarille tarvitaan lähtöarvo.",
        "jakelu": "valtuutetut, toimialajohtajat",
        "johdanto": "Kaupunkistrategiaa päivitetään tehtävien muututtua.",
        "julkisuus": "julkinen",
        "kohta": "kohta 3.2",
        "kokouskäsittely": "Esittelijä muutti ehdotustaan kokouksessa.",
        "kopio": "Kirjaamo",
        "korjaukset": "31.5.2024 korjattu pykälän numero.",
        "kuka": "talousjohtaja",
        "kysymykset": ("Mitkä toimenpiteet eivät enää kuulu lautakunnalle?", "Millä mittareilla tuloksia arvioidaan?"),
        "kysymys": "Miten valtuusto saa tiedon viivästyneistä projekteista?",
        "laatija": "kaupunginsihteeri",
        "liitteet": ("Liite 1 Kaupunkistrategian päivitysluonnos",),
        "luonne": "Iltakoulussa ei tehty päätöksiä.",
        "lähettäjä": ("kaupunginsihteeri", "Malli Kunta"),
        "lähtö": "61 %",
        "merkinnät": "Pöytäkirja on tarkastettu.",
        "miksi": "Esityslista suljetaan 20.5.2024.",
        "milloin": "perjantai 31.5.2024 klo 17",
        "missä_mennään": "Luonnos on lautakunnissa lausunnoilla.",
        "mittari": "Yhteydenottoon vastattu kahdessa päivässä",
        "mitä": "Kaupunginhallitus § 292",
        "mitä_seurasi": "Valtuustolle järjestettiin iltakoulu.",
        "muut": "kaupunginjohtaja, hallintojohtaja",
        "muutoksenhaku": "Päätökseen ei saa vaatia oikaisua, koska se koskee vain valmistelua (kuntalaki 136 §).",
        "nro": "12",
        "oheismateriaali": ("Yhteenveto lautakuntien näkemyksistä",),
        "osallistuminen": "Vaikuttamistoimielimiä on kuultu.",
        "otsikko": "Kaupunkistrategian päivittäminen",
        "paikalla": "31 valtuutettua",
        "paikka": "valtuustosali",
        "perustelu": "Lisätty mittaritaulukkoon.",
        "peruste": "Kaupunginhallitus 25.5.2024 § 292",
        "poikkeamat": "Yhden projektin vastuuhenkilö puuttuu.",
        "projekti": "Yrityspalvelujen yksi luukku",
        "puheenjohtaja": "valtuuston puheenjohtaja",
        "päätettiin": "Valtuustolle järjestetään iltakoulu.",
        "päätös": ("hyväksyä päivitetyn strategian", "merkitä projektit tiedoksi"),
        "päätös_johdanto": "Kaupunginhallitus päätti",
        "päätösehdotus": ("hyväksyy päivitetyn strategian", "merkitsee projektit tiedoksi"),
        "päätösehdotus_johdanto": "Kaupunginhallitus",
        "ratkaisu": "Otettu huomioon",
        "seuraavaksi": "Yhteenveto valmistuu 14.6.2024.",
        "sijainen": "yrityskoordinaattori",
        "sivu": "3",
        "talousarvio": "Elinkeinopalvelut, 45 000 €",
        "tarkastus": "Pöytäkirja tarkastettu 3.6.2024.",
        "tavoite": "90 %",
        "tehtävä": "Selvitä projektien seuranta.",
        "teksti": "Luonnoksesta keskustellaan; päätöksiä ei tehdä.",
        "tiedoksi": "toimialajohtajat, talousjohtaja",
        "tiivistelmä": "Luonnos lähti lautakuntiin.",
        "tila": "kesken",
        "toimiala": "Elinvoima",
        "toimielin": "Kaupunginhallitus",
        "tulos": "hyväksyttiin",
        "tunnus": "ELV-3",
        "vaatii": "Nimeä projektien vastuuhenkilöt.",
        "vaihe": "Kaupunginhallituksen käsittely",
        "valmistelija": "kehittämispäällikkö",
        "valmistelu": ("Kaupungin tehtävät ovat muuttuneet.", "Strategia päivitetään vastaamaan niitä."),
        "valmistelu_loppu": "Näkemyksistä kootaan yhteenveto.",
        "vastaanottaja": "Elinvoimalautakunta",
        "vastuuhenkilö": "elinkeinopäällikkö",
        "viimeistään": "31.5.2024",
        "välitavoitteet": ("Palvelupolku kuvattu 31.3.2024", "Neuvonta avataan 1.9.2024"),
        "yläotsake": "ESIMERKKI – ei kaupungin asiakirja",
    }
)


def example(kind: str) -> dict[str, object]:
    """Give the facts of one invented document of a kind, every field filled."""
    return {name: of_field(name, meaning) for name, meaning in schema(kind).fields.items()}


def bare(kind: str) -> dict[str, object]:
    """Give the facts of a document of a kind with no text in any field."""
    return {name: _nothing(meaning) for name, meaning in schema(kind).fields.items()}


def shown(field: Field) -> str:
    """Give the example of a field as text."""
    name = field.path.rpartition(".")[2]
    item = TEXT if name in EXAMPLES else None
    return (
        "…"
        if field.holds is Holds.LIST and item is None
        else said(of_field(name, Meaning(holds=field.holds, item=item)))
    )


def of_field(name: str, meaning: Meaning) -> object:
    """Give an example of one field."""
    found = EXAMPLES.get(name, name)
    match meaning.holds:
        case Holds.DAY:
            return DAY
        case Holds.NUMBER:
            return NUMBER
        case Holds.LIST if meaning.item is not None and meaning.item.fields:
            return [{inner: of_field(inner, what) for inner, what in meaning.item.fields.items()}] * 2
        case Holds.LIST:
            return [found] if isinstance(found, str) else list(found)
    return said(found) if isinstance(found, str) else found[0]


def _nothing(meaning: Meaning) -> object:
    match meaning.holds:
        case Holds.DAY:
            return DAY
        case Holds.LIST:
            return []
        case Holds.NUMBER:
            return None
    return ""
