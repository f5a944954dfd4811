"""What the forms of Prefect say beside each field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, TypeAlias

from pydantic import Field, GetJsonSchemaHandler
from pydantic_core import CoreSchema


@dataclass(frozen=True)
class Says:
    """A description that reaches the form: Prefect makes fields of its own and drops those of pydantic's Field."""

    text: str

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(core), "description": self.text}


DryRun: TypeAlias = Annotated[bool, Says("Vain katsotaan: kertoo, mitä tapahtuisi. Mitään ei kirjata eikä lähetetä.")]
AnotherDay: TypeAlias = Annotated[
    date | None, Says("Muu päivä kuin tänään: vain katsottaessa, tai harjoittelussa, jolla on oma kello.")
]
Shards: TypeAlias = Annotated[
    int, Field(ge=1, le=50), Says("Moneenko rinnakkaiseen osaan aamu jaetaan. Yhdellä koneella 1 on nopein.")
]
Pauses: TypeAlias = Annotated[
    tuple[Annotated[int, Field(ge=0, le=3600)], ...],
    Field(max_length=5),
    Says("Montako sekuntia odotetaan ennen kutakin uutta yritystä, jos jokin epäonnistuu."),
]
Case: TypeAlias = Annotated[str, Field(min_length=1, max_length=200), Says("Asia: sen tunnus, esimerkiksi strategia.")]
By: TypeAlias = Annotated[
    str,
    Field(min_length=1, max_length=64),
    Says("Kuka olet: oma tunnuksesi, esimerkiksi sanni-malli. Hyväksymiseen vie vain kaupunginsihteeri."),
]
Reason: TypeAlias = Annotated[
    str,
    Field(max_length=2000),
    Says("Perustelu: miksi jatketaan, vaikka jotain puuttuu. Kirjataan asian historiaan. Tyhjä, jos mitään ei puutu."),
]
WhatIf: TypeAlias = Annotated[
    bool,
    Says("Vain katsotaan: näyttää, mitä puuttuu ja mitkä kokoukset sopivat. Ilman rastia kokouspäivät vahvistetaan."),
]
Send: TypeAlias = Annotated[
    bool, Says("Kirjeet saa lähettää: toinen vahvistus. Ilman rastia päivät vahvistetaan, mutta kirjeet odottavat.")
]
