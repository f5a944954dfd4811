"""One document of each kind, with the model texts; all but the decision of 25.9.2023 is invented."""

from datetime import date
from typing import Final

from kemiflow.core.documents import (
    Block,
    BoardItem,
    BodyItem,
    Bundle,
    BundleRow,
    ComingRow,
    CouncilItem,
    Document,
    ExecutedRow,
    ExecutionItem,
    HistoryAnnex,
    HistoryClause,
    HistoryEntry,
    HistoryOrder,
    LettersProof,
    OpenQuestion,
    ProjectRow,
    Projects,
    ProofRow,
    SessionInvitation,
    SessionMemo,
    StatementRequest,
    Summary,
    SummaryRow,
    View,
)

BANNER: Final = "ESIMERKKI – ei Kemin kaupungin asiakirja"
NUMBER: Final = "691/00.01.02/2021"
TITLE: Final = "Kaupunkistrategian päivittäminen"
NO_REMEDY: Final = (
    "Päätökseen ei saa vaatia oikaisua eikä siitä saa tehdä kunnallisvalitusta, koska se koskee vain valmistelua "
    "(kuntalaki 136 §)."
)
QUESTIONS: Final = (
    "Mitkä nykyisistä toimenpiteistä eivät enää kuulu lautakunnan tehtäväalueeseen?",
    "Mitkä toimenpiteet pitää lisätä tai muuttaa?",
    "Millä mittareilla tuloksia voidaan arvioida?",
    "Mitkä prosessit toimiala toteuttaisi projekteina?",
)
PREPARATION: Final = (
    (
        "Perusturvan tehtävien siirryttyä hyvinvointialueelle kaupungin toiminnasta on poistunut merkittävä osa. "
        "Voimassa oleva kaupunkistrategia ei siksi enää kaikilta osin kuvaa kaupungin omaa palvelutuotantoa. "
        "Strategian arvot sopivat edelleen kaupungin tehtäviin, mutta toimenpiteet eivät vastaa nykyistä tilannetta."
    ),
    (
        "Keskeisin muutos koskee toteutusta. Strategian prosesseista muodostetaan toimialoilla projekteja, ja kullekin "
        "nimetään vastuuhenkilö. Toimialat käsittelevät projektinsa talousarvion valmistelun yhteydessä."
    ),
)
PROPOSAL: Final = (
    (
        "Kaupunginhallitus merkitsee kaupunkistrategian päivitysluonnoksen tiedoksi ja antaa evästyksensä "
        "jatkovalmistelulle."
    ),
    "Päivitetty strategia tuodaan valtuuston hyväksyttäväksi talousarvion käsittelyn yhteydessä.",
)
DECISION: Final = (
    "Kaupunginhallitus päätti, että kaupunginvaltuustolle järjestetään asiasta iltakoulu lokakuussa.",
    "Päivitetty strategia tuodaan valtuuston hyväksyttäväksi talousarvion käsittelyn yhteydessä.",
)
CLAUSES: Final = (
    "hyväksyy liitteenä olevan päivitetyn kaupunkistrategian,",
    "merkitsee tiedoksi luettelon strategiaa toteuttavista projekteista ja",
    "edellyttää, että strategian ja projektien toteutumisesta raportoidaan valtuustolle seurantaraporteissa.",
)

ON_THE_LIST: Final = BoardItem(
    title=TITLE,
    register_number=NUMBER,
    body="Kaupunginhallitus",
    date=date(2023, 9, 25),
    item_number="12",
    attachments=("Liite 1 Kaupunkistrategian päivitysluonnos",),
    background=("Yhteenveto lautakuntien näkemyksistä",),
    preparation=PREPARATION,
    participation=("[TÄYDENNÄ: nuorisovaltuuston, vanhusneuvoston ja vammaisneuvoston kuuleminen]",),
    presenter="Kaupunginjohtaja",
    proposal=PROPOSAL,
    banner=BANNER,
)
DECIDED: Final = BoardItem(
    title=TITLE,
    register_number=NUMBER,
    body="Kaupunginhallitus",
    date=date(2023, 9, 25),
    item_number="12",
    section=292,
    attachments=("Liite 1 Kaupunkistrategian päivitysluonnos",),
    background=("Yhteenveto lautakuntien näkemyksistä",),
    preparation=PREPARATION,
    presenter="Kaupunginjohtaja",
    proposal=PROPOSAL,
    decision=DECISION,
    inform=("Valtuuston puheenjohtaja, toimialajohtajat, talousjohtaja, lautakuntien sihteerit",),
    remedy=NO_REMEDY,
    banner=BANNER,
)
STATEMENT: Final = BodyItem(
    title="Lausunto kaupunkistrategian päivittämisestä",
    register_number=NUMBER,
    body="Elinvoimalautakunta",
    date=date(2023, 5, 16),
    item_number="5",
    attachments=("Liite 1 Kaupunkistrategian luonnos 14.4.2023",),
    background=("Lausuntopyyntö 14.4.2023",),
    preparation=(
        "Kaupunkistrategiaa päivitetään, koska perusturvan tehtävät ovat siirtyneet hyvinvointialueelle.",
        "Lautakunnalta on pyydetty näkemys 31.5.2023 mennessä seuraaviin kysymyksiin:",
    ),
    questions=QUESTIONS,
    preparation_end=("Lautakuntien näkemyksistä kootaan yhteenveto, jonka pohjalta luonnosta työstetään.",),
    preparer="kehittämispäällikkö Maija Malli, puh. 000 000 0000",
    presenter="Toimialajohtaja Matti Malli",
    proposal_lead="Lautakunta antaa kaupunginhallitukselle seuraavan lausunnon:",
    proposal=tuple(f"[TÄYDENNÄ: lautakunnan kanta kysymykseen {number}]" for number in range(1, 5)),
    inform=("Kaupunginhallitus",),
    remedy=NO_REMEDY,
    banner=BANNER,
)
COUNCIL: Final = CouncilItem(
    title=TITLE,
    register_number=NUMBER,
    date=date(2023, 12, 11),
    attachments=("Liite 1 Päivitetty kaupunkistrategia",),
    background=("Yhteenveto lautakuntien näkemyksistä", "Muistio valtuuston iltakoulusta 23.10.2023"),
    blocks=(
        Block(
            body="Kaupunginhallitus",
            date=date(2023, 9, 25),
            section=292,
            preparation=PREPARATION,
            presenter="Kaupunginjohtaja",
            proposal=PROPOSAL,
            decision=DECISION,
        ),
        Block(
            body="Kaupunginhallitus",
            date=date(2023, 11, 27),
            section=351,
            preparation=("Valtuuston iltakoulu pidettiin 23.10.2023. Siitä laadittu muistio on oheismateriaalina.",),
            presenter="Kaupunginjohtaja",
            proposal_lead="Kaupunginhallitus esittää kaupunginvaltuustolle, että valtuusto",
            proposal=CLAUSES,
            decision=("Päätösehdotus hyväksyttiin yksimielisesti.",),
        ),
        Block(
            body="Kaupunginvaltuusto",
            date=date(2023, 12, 11),
            item_number="5",
            presenter="Kaupunginhallitus",
            proposal_lead="Kaupunginvaltuusto",
            proposal=CLAUSES,
            inform=("Toimialat, talouspalvelut, tarkastuslautakunta",),
            remedy="Päätökseen haetaan muutosta kunnallisvalituksella Pohjois-Suomen hallinto-oikeudelta 30 päivän "
            "kuluessa tiedoksisaannista (kuntalaki 135 ja 138 §). Valitusosoitus on liitteenä.",
        ),
    ),
    banner=BANNER,
)
SUMMARY: Final = Summary(
    title="Yhteenveto lautakuntien näkemyksistä",
    register_number=NUMBER,
    date=date(2023, 6, 9),
    intro=("Lausuntoa pyydettiin viideltä lautakunnalta ja kolmelta vaikuttamistoimielimeltä.",),
    rows=(
        SummaryRow(
            tag="ELV-3",
            giver="Elinvoimalautakunta 16.5.2023 § 41",
            remark="Mittarille lähtöarvo",
            resolution="Otettu huomioon",
            reason="Lisätty mittaritaulukkoon",
            place="versio 2, kohta 3.2",
        ),
        SummaryRow(giver="Vammaisneuvosto", remark="Ei lausuntoa määräajassa"),
    ),
    banner=BANNER,
)
REQUEST: Final = StatementRequest(
    title=TITLE,
    register_number=NUMBER,
    date=date(2023, 4, 14),
    recipient="Elinvoimalautakunta",
    answer_by=date(2023, 5, 31),
    meeting=date(2023, 5, 16),
    agenda_closes=date(2023, 5, 8),
    questions=QUESTIONS,
    attachments=("Liite 1 Kaupunkistrategian luonnos 14.4.2023",),
    sender=("Sanni Malli", "kaupunginsihteeri"),
    copy_to="Kirjaamo",
    banner=BANNER,
)
INVITATION: Final = SessionInvitation(
    title="Kutsu: valtuuston iltakoulu, kaupunkistrategian päivittäminen",
    register_number=NUMBER,
    date=date(2023, 10, 9),
    recipient="Kaupunginvaltuuston jäsenet",
    when="maanantai 23.10.2023 klo 17.00",
    text=(
        (
            "Kaupunginhallitus päätti 25.9.2023 § 292 järjestää valtuustolle iltakoulun lokakuussa. Tilaisuudessa "
            "esitellään päivitysluonnos ja keskustellaan siitä. Päätöksiä ei tehdä."
        ),
    ),
    place="valtuustosali",
    material="päivitysluonnos 13.9.2023 ja yhteenveto lautakuntien näkemyksistä",
    excuse="19.10.2023 mennessä, kirjaamo@kunta.example",
    sender=("Sanni Malli", "kaupunginsihteeri"),
    banner=BANNER,
)
MEMO: Final = SessionMemo(
    title="Muistio: valtuuston iltakoulu, kaupunkistrategian päivittäminen",
    register_number=NUMBER,
    date=date(2023, 10, 23),
    when="maanantai 23.10.2023 klo 17.00–19.10",
    place="Kaupungintalo, valtuustosali",
    ground="Kaupunginhallitus 25.9.2023 § 292",
    chair="valtuuston puheenjohtaja",
    present="31 valtuutettua ja 4 varavaltuutettua, läsnäololuettelo liitteenä",
    others="kaupunginjohtaja, hallintojohtaja, talousjohtaja, toimialajohtajat",
    writer="Sanni Malli, kaupunginsihteeri",
    publicity="julkinen",
    nature=("Iltakoulu on valtuutettujen tiedotus- ja keskustelutilaisuus. Siinä ei tehty päätöksiä eikä äänestetty.",),
    material=("Päivitysluonnos (versio 13.9.2023)", "Yhteenveto lautakuntien näkemyksistä"),
    views=(
        View(topic="Mittarit", text="Mittareita toivottiin vähemmän, ja jokaiselle lähtö- ja tavoitearvo."),
        View(topic="Projektit", text="Esitettiin, että vastuuhenkilön lisäksi nimetään sijainen."),
    ),
    open_questions=(
        OpenQuestion(
            question="Miten valtuusto saa tiedon viivästyneistä projekteista?",
            who="hallintojohtaja",
            by=date(2023, 11, 13),
        ),
        OpenQuestion(question="Kuka vastaa mittareista?", who="talousjohtaja"),
    ),
    progress=("Päivitetty strategia tuodaan valtuuston hyväksyttäväksi talousarvion käsittelyn yhteydessä.",),
    distribution="valtuutetut, kaupunginhallitus, toimialajohtajat, kirjaamo",
    banner=BANNER,
)
PROJECTS: Final = Projects(
    title="Luettelo strategian projekteista ja vastuuhenkilöistä",
    register_number=NUMBER,
    date=date(2023, 11, 17),
    rows=(
        ProjectRow(
            project="Yrityspalvelujen yksi luukku",
            sector="Elinvoima",
            owner="elinkeinopäällikkö",
            deputy="yrityskoordinaattori",
            measure="Yhteydenottoon vastattu kahdessa päivässä",
            baseline="61 %",
            target="90 %",
            budget_line="Elinkeinopalvelut, 45 000 €",
            milestones=("Palvelupolku kuvattu 31.3.2024", "Yhteinen neuvonta avataan 1.9.2024"),
        ),
        ProjectRow(
            project="Kouluverkon tilat",
            sector="Sivistys",
            owner="sivistysjohtaja",
            measure="[TÄYDENNÄ: mittarin lähtöarvo, Sivistys]",
            budget_line="Ei omaa määrärahaa",
        ),
    ),
    banner=BANNER,
)
PROOF: Final = LettersProof(
    title="Kirjeet ja vastaukset: kaupunkistrategian päivittäminen",
    register_number=NUMBER,
    date=date(2023, 11, 17),
    intro=("Taulukossa on jokainen kirje, joka asiasta päätettiin lähettää (4), ja mitä niihin vastattiin.",),
    rows=(
        ProofRow(
            task="projektin tiedot: Yrityspalvelujen yksi luukku",
            who="Maija Malli ja Matti Malli",
            letters=("29.9.2023 ensimmäinen kirje, Maija Malli", "7.11.2023 ratkaisupyyntö, Matti Malli"),
            answers=("vastausta ei ole kirjattu",),
            rulings=("8.11.2023 uusi päivä 15.11.2023 (Matti Malli)",),
        ),
        ProofRow(
            task="lausunto: Vammaisneuvosto",
            who="Liisa Malli",
            letters=("17.4.2023 ensimmäinen kirje, Liisa Malli",),
            answers=("31.5.2023 edetään ilman lausuntoa (Sanni Malli)",),
        ),
    ),
    banner=BANNER,
)
EXECUTION: Final = ExecutionItem(
    title="Kaupunginvaltuuston 11.12.2023 päätösten täytäntöönpano",
    register_number="1012/00.02.01/2023",
    body="Kaupunginhallitus",
    date=date(2023, 12, 18),
    item_number="4",
    presenter="Kaupunginjohtaja",
    rows=(
        ExecutedRow(
            section=112,
            title=TITLE,
            register_number=NUMBER,
            text="Valtuuston päätös on syntynyt laillisessa järjestyksessä ja pannaan täytäntöön.",
            inform="toimialat, talouspalvelut, tarkastuslautakunta",
        ),
    ),
    remedy="Koskee täytäntöönpanoa: ei oikaisuvaatimusta eikä valitusta (kuntalaki 136 §).",
    banner=BANNER,
)
HISTORY: Final = HistoryAnnex(
    title=TITLE,
    register_number=NUMBER,
    date=date(2023, 10, 18),
    preparer="hallintojohtaja",
    where="Kaupunginhallitus päätti 25.9.2023 järjestää valtuustolle iltakoulun lokakuussa.",
    coming_next="Iltakoulu ma 23.10. klo 17, järjestää kaupunginkanslia.",
    fits="Kyllä. Pelivaraa 9 työpäivää ennen valtuuston 11.12. kokousta.",
    asked="Esittelijän hyväksyntä kaupunginhallituksen 27.11. asialle viimeistään 16.11.",
    entries=(
        HistoryEntry(
            when="25.9.2023",
            what="Kaupunginhallitus § 292",
            outcome="Osittain ehdotuksesta poiketen",
            checked="Pöytäkirja tarkastettu 27.9.2023.",
            gist=("Valtuustolle järjestetään iltakoulu; strategia tuodaan valtuustoon talousarvion yhteydessä.",),
            clauses=(
                HistoryClause(
                    proposed="1. Luonnos merkitään tiedoksi ja annetaan evästys",
                    decided="iltakoulu valtuustolle lokakuussa",
                ),
                HistoryClause(proposed="2. Strategia valtuustoon talousarvion yhteydessä", decided="sama"),
            ),
            notes=("Esittelijä: kaupunginjohtaja. Miten muutos syntyi: ei ilmene pöytäkirjasta.",),
            followed=("iltakoulu järjestetään 23.10.", "valtuuston käsittely 11.12."),
            documents=("esityslistan asia", "pöytäkirja", "liite"),
        ),
        HistoryEntry(when="Kevät 2023", what="Lautakuntien näkemykset", outcome="Yhteenveto laadittu"),
    ),
    orders=(
        HistoryOrder(
            task="Iltakoulu valtuustolle",
            ground="KH 25.9.2023 § 292",
            who="hallintojohtaja",
            by="31.10.2023",
            state="sovittu 23.10.",
        ),
    ),
    deviations=("3/14 odottaa tietoja. 1 ilman vastausta.",),
    coming=(ComingRow(step="Kaupunginhallituksen esitys", suggested="27.11.2023", latest="4.12.2023"),),
    banner=BANNER,
)

BUNDLE: Final = Bundle(
    title="Lisälista",
    body="Kaupunginhallitus",
    when="maanantai 25.9.2023 klo 17.00",
    date=date(2023, 9, 25),
    notes=("Kokouksen muut asiat ovat asianhallintajärjestelmässä.",),
    rows=(
        BundleRow(number="12", title=TITLE, register_number=NUMBER, page="2"),
        BundleRow(number="13", title="Toinen asia", text="Lausunto", page="4"),
    ),
    banner=BANNER,
)

SAMPLES: Final[tuple[Document, ...]] = (
    ON_THE_LIST,
    DECIDED,
    STATEMENT,
    COUNCIL,
    SUMMARY,
    REQUEST,
    INVITATION,
    MEMO,
    PROJECTS,
    PROOF,
    EXECUTION,
    HISTORY,
    BUNDLE,
)
