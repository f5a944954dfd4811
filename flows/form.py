"""What the forms of Prefect say beside each field."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from pydantic import Field

DryRun: TypeAlias = Annotated[
    bool, Field(title="Vain katsotaan", description="Kertoo, mitä tapahtuisi. Mitään ei kirjata eikä lähetetä.")
]
AnotherDay: TypeAlias = Annotated[
    date | None,
    Field(
        title="Muu päivä kuin tänään",
        description="Vain katsottaessa, tai harjoittelussa, jolla on oma kello. Tyhjä = tänään.",
    ),
]
Shards: TypeAlias = Annotated[
    int, Field(ge=1, le=50, title="Osia", description="Moneenko rinnakkaiseen osaan aamu jaetaan. Yleensä 1.")
]
Pauses: TypeAlias = Annotated[
    tuple[Annotated[int, Field(ge=0, le=3600)], ...],
    Field(max_length=5, title="Tauot", description="Sekunteja ennen kutakin uutta yritystä, jos jokin epäonnistuu."),
]
Case: TypeAlias = Annotated[
    str, Field(min_length=1, max_length=200, title="Asia", description="Asian tunnus, esimerkiksi strategia.")
]
By: TypeAlias = Annotated[
    str,
    Field(
        min_length=1, max_length=64, title="Kuka olet", description="Oma tunnuksesi. Vain kaupunginsihteeri voi jatkaa."
    ),
]
Reason: TypeAlias = Annotated[
    str,
    Field(
        max_length=2000,
        title="Perustelu",
        description="Miksi jatketaan, vaikka jotain puuttuu. Kirjataan asian historiaan. Tyhjä, jos mitään ei puutu.",
    ),
]
WhatIf: TypeAlias = Annotated[
    bool,
    Field(
        title="Vain katsotaan",
        description="Näyttää, mitä hyväksymisestä puuttuu ja mitkä kokoukset sopivat. "
        "Kun poistat valinnan, kokouspäivät vahvistetaan.",
    ),
]
Send: TypeAlias = Annotated[
    bool,
    Field(
        title="Kirjeet saa lähettää",
        description="Toinen vahvistus: ilman tätä päivät vahvistetaan, mutta kirjeet odottavat.",
    ),
]
