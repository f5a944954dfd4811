"""The proof of letters on paper: one table, duty by duty."""

from __future__ import annotations

from kemiflow.core.documents import LettersProof, ProofRow
from kemiflow.core.items.telling import Telling
from kemiflow.core.letters.proof import Proved


def letters_proof(telling: Telling, proved: tuple[Proved, ...]) -> LettersProof:
    """Give the proof as a document of the telling's day."""
    count = sum(len(one.letters) for one in proved)
    return LettersProof(
        title=telling.wording.say("proof.title", title=telling.title),
        register_number=telling.standing.register_number,
        date=telling.day,
        intro=(telling.wording.say("proof.intro", count=count),),
        rows=tuple(
            ProofRow(
                task=one.what,
                who=telling.wording.listing(one.who),
                letters=one.letters,
                answers=one.answers or (telling.wording.say("proof.none"),),
                rulings=one.rulings,
            )
            for one in proved
        ),
        banner=telling.city.settings.banner,
    )
