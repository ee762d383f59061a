"""The words by which publishers name their columns, one table per language.

A phrase is a list of words. ``бюллетен*`` stands for any word beginning so; a phrase with such a
word may stand anywhere in a longer header. A phrase without one must be all that the header says,
apart from the fillers below. Case, accents, numbering and punctuation do not count
(`headers.words_of`). The order of the phrases of one role does not matter: the phrase with most
words wins, so that "ballots issued early" is a part of the issued ballots and not the ballots.

The phrases are those that commissions print; they were collected from the protocols of the
countries named in each table. A language is added by adding a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

HeaderRole = Literal[
    "registered",
    "issued",
    "issued part",
    "ballots",
    "ballots part",
    "valid",
    "invalid",
    "blank",
    "null",
    "not needed",
    "percent",
    "level",
    "unit",
    "unit number",
    "name",
    "title",
    "country",
    "date",
    "round",
    "link",
    "extra",
    "candidate name",
]

# "votes" and "total" stand under valid and ballots on purpose: only the arithmetic can tell.
ENGLISH: Mapping[HeaderRole, str] = {
    "registered": "registered | registered voters | registered electors | electors | electorate"
    " | eligible voters | eligible electors | enrolled | enrolled voters | voters on list"
    " | voters on roll | names on roll | reg voters | registration | entitled to vote",
    "issued": "issued | ballots issued | ballot papers issued | issued total | ballots given out",
    "issued part": "issued early | issued station | issued outside | issued home | issued mobile"
    " | ballots issued early | ballots issued station | ballots issued outside",
    "ballots": "ballots | ballots cast | votes cast | ballots total | total ballots | voted"
    " | voters who voted | turnout | ballots counted | ballots found box* | ballots box*"
    " | votes polled | total cast | total | votes | vote"
    " | participated",
    "ballots part": "ballots portable | ballots stationary | ballots mobile | portable box*"
    " | stationary box* | mobile box*",
    "valid": "valid | valid votes | valid ballots | total valid | total valid votes"
    " | formal votes | total | votes | vote",
    "invalid": "invalid | invalid votes | invalid ballots | spoiled | spoilt | spoiled ballots"
    " | invalid and blank votes | invalid blank votes | rejected | rejected votes"
    " | rejected ballots | informal | informal votes | void",
    "blank": "blank | blank votes | blank ballots",
    "null": "null votes | null ballots",
    "not needed": "ballots received | ballots cancelled | ballots canceled | ballots unused"
    " | unused ballots | ballots lost | ballots unaccounted | absentee certificate*"
    " | abstentions | abstention | abstained | did not vote | population"
    " | voting age population | margin | discrepancy | overvotes | undervotes | over votes"
    " | under votes | winner | winner votes",
    "percent": "percent* | pct | share | turnout pct | turnout percent* | turnout rate"
    " | vote share",
    "level": "region | regions | province | state | county | district | constituency | riding"
    " | municipality | city | town | ward | governorate | prefecture | commune | parish"
    " | division | borough | area | zone | oblast | raion | rayon | okrug | electoral district"
    " | electoral division | local authority",
    "unit": "station | polling station | polling place | polling unit | precinct | poll"
    " | polling division | ballot box | box | booth | section | voting district | voting centre"
    " | voting center | polling centre | polling center | unit | counting area",
    "unit number": "station number | polling station number | precinct number | box number"
    " | poll number | station id | precinct id | station code | precinct code | unit number",
    "name": "name",
    "title": "title | election | contest | election title | election name | contest name | office",
    "country": "country",
    "date": "date | election date | day",
    "round": "round",
    "link": "url | link | source | source url | website",
    "extra": "lat | latitude | lon | lng | long | longitude | kind | type | station type"
    " | unit type",
    "candidate name": "candidate | candidate name | party | party name | option | choice",
}

RUSSIAN: Mapping[HeaderRole, str] = {
    "registered": "избирател* включен* спис* | избирател* внесен* спис*"
    " | участник* голосован* включен* спис* | избирател* спис* | избирателей"
    " | зарегистрирован* избирател* | избирател* всего",
    "issued": "бюллетен* выдан*",
    "issued part": "бюллетен* выдан* досрочн* | бюллетен* выдан* помещен*"
    " | бюллетен* выдан* вне помещен* | бюллетен* выдан* день голосован*"
    " | бюллетен* выдан* участк*",
    "ballots": "бюллетен* ящик* | принял* участие голосован* | проголосовало"
    " | избирател* проголосовавш* | обнаружен* бюллетен* | всего бюллетен*",
    "ballots part": "бюллетен* переносн* ящик* | бюллетен* стационарн* ящик*",
    "valid": "действительн* бюллетен* | действительн* голос* | действительные",
    "invalid": "недействительн* бюллетен* | недействительн* голос* | недействительные",
    "not needed": "получен* бюллетен* | погашен* бюллетен* | неиспользован* бюллетен*"
    " | утрачен* бюллетен* | бюллетен* не учтен* | неучтен* бюллетен*"
    " | открепительн* удостоверен* | проголосовавш* по открепительн* удостоверен*"
    " | уровень | комиссия",
    "percent": "процент* | доля | явка",
    "level": "oik | tik | регион | региона | субъект | субъекта | субъект рф"
    " | субъект федерации | край | область"
    " | района | район | округ | округа | оик | тик | территориальная избирательная комиссия"
    " | избирательный округ | муниципалитет | муниципальное образование | город",
    "unit": "uik | уик | участок | избирательный участок | участковая избирательная комиссия"
    " | участковая комиссия",
    "unit number": "номер уик | номер участка | номер избирательного участка",
    "name": "наименование | название",
    "title": "выборы | наименование выборов | название выборов | голосование",
    "country": "страна",
    "date": "дата | дата выборов | дата голосования",
    "round": "тур",
    "link": "ссылка | сайт | источник",
    "extra": "тип | тип участка | широта | долгота",
    "candidate name": "кандидат | партия | фио кандидата",
}

UKRAINIAN: Mapping[HeaderRole, str] = {
    "registered": "виборц* внесен* списк* | виборц* включен* списк* | виборців"
    " | зареєстрован* виборц* | виборц* списк*",
    "issued": "виборц* отримал* бюлетен* | бюлетен* видан* | видан* бюлетен* виборц*",
    "ballots": "виборц* взял* участь | взял* участь голосуванн* | бюлетен* скриньк*"
    " | проголосувало | виборц* проголосувал*",
    "ballots part": "бюлетен* переносн* скриньк* | бюлетен* стаціонарн* скриньк*",
    "valid": "дійсн* бюлетен* | дійсн* голос* | дійсні",
    "invalid": "недійсн* бюлетен* | недійсн* голос* | недійсні | бюлетен* визнан* недійсн*",
    "not needed": "бюлетен* отриман* комісі* | отриман* бюлетен* | невикористан* бюлетен*"
    " | погашен* бюлетен* | не підлягають врахуванню",
    "percent": "відсот* | частка",
    "level": "область | області | регіон | регіону | район | району | округ | громада"
    " | місто | тво | виборчий округ | територіальний виборчий округ | населений пункт",
    "unit": "дільниця | виборча дільниця | двк",
    "unit number": "номер дільниці | номер двк",
    "name": "назва",
    "title": "вибори | назва виборів",
    "country": "країна",
    "date": "дата голосування | дата виборів",
    "link": "посилання | джерело",
    "candidate name": "кандидат | партія",
}

SPANISH: Mapping[HeaderRole, str] = {
    "registered": "inscritos | inscritos habilitados | electores inscritos | votantes inscritos"
    " | lista nominal | censo | censo electoral | total censo electoral | electores"
    " | electores habilitados | electores censados | padron | padron electoral | empadronados"
    " | habilitados | ciudadanos habilitados",
    "issued": "boletas entregadas | papeletas entregadas | papeletas emitidas",
    "ballots": "votantes | total votantes | votos emitidos | sufragios emitidos | participacion"
    " | boletas sacadas urna | papeletas urna | votacion | votos"
    " | ciudadanos que votaron",
    "valid": "votos validos | validos | sufragios validos | votos",
    "invalid": "votos invalidos | invalidos | blancos y nulos | votos blancos y nulos",
    "blank": "votos en blanco | votos blancos | blancos | en blanco",
    "null": "votos nulos | nulos",
    "not needed": "abstencion | abstenciones | abstencionistas | boletas sobrantes"
    " | boletas recibidas | papeletas sobrantes | poblacion | votos a candidaturas"
    " | no registrados | candidatos no registrados | numero mesas",
    "percent": "porcentaje | porcentaje participacion",
    "level": "region | departamento | provincia | estado | municipio | comunidad"
    " | comunidad autonoma | distrito | circunscripcion | parroquia | canton | seccion"
    " | localidad | distrito electoral",
    "unit": "mesa | casilla | recinto | centro votacion | acta | mesa electoral | mesa votacion",
    "unit number": "numero mesa | codigo mesa | clave casilla",
    "name": "nombre",
    "title": "eleccion | elecciones | proceso electoral",
    "country": "pais",
    "date": "fecha | fecha eleccion",
    "round": "vuelta",
    "link": "enlace | fuente",
    "extra": "tipo | tipo casilla | latitud | longitud",
    "candidate name": "candidato | partido | candidatura",
}

PORTUGUESE: Mapping[HeaderRole, str] = {
    "registered": "eleitores inscritos | inscritos | eleitores | eleitorado | eleitores aptos"
    " | aptos | recenseados",
    "ballots": "comparecimento | votantes | votos apurados | votos",
    "valid": "votos validos | validos | votos",
    "invalid": "votos invalidos | brancos e nulos",
    "blank": "votos brancos | brancos | votos em branco | em branco",
    "null": "votos nulos | nulos",
    "not needed": "abstencao | abstencoes | votos nominais | votos legenda",
    "percent": "percentagem | porcentagem | percentual",
    "level": "estado | uf | municipio | concelho | distrito | freguesia | zona | regiao"
    " | zona eleitoral | circulo",
    "unit": "secao | secao eleitoral | mesa voto | local votacao",
    "unit number": "numero secao",
    "name": "nome",
    "title": "eleicao",
    "country": "pais",
    "date": "data | data eleicao",
    "round": "turno",
    "candidate name": "candidato | partido",
}

FRENCH: Mapping[HeaderRole, str] = {
    "registered": "inscrits | electeurs inscrits",
    "issued": "bulletins remis",
    "ballots": "votants | bulletins urne | bulletins trouves urne",
    "valid": "exprimes | suffrages exprimes | suffrages valablement exprimes | bulletins valables"
    " | votes valables",
    "invalid": "blancs et nuls | bulletins blancs et nuls | blancs nuls",
    "blank": "blancs | bulletins blancs | votes blancs",
    "null": "nuls | bulletins nuls | votes nuls",
    "not needed": "abstentions | emargements | procurations",
    "percent": "pourcentage | taux participation | taux",
    "level": "region | departement | commune | canton | circonscription | arrondissement"
    " | province",
    "unit": "bureau vote | bureau | bv",
    "unit number": "numero bureau | code bureau | code bv | code bureau vote",
    "name": "nom | libelle",
    "title": "scrutin",
    "country": "pays",
    "round": "tour",
    "candidate name": "candidat | parti | liste",
}

GERMAN: Mapping[HeaderRole, str] = {
    "registered": "wahlberechtigte | stimmberechtigte",
    "issued": "ausgegebene stimmzettel | ausgegebene wahlzettel",
    "ballots": "wahlende | wahler | wahlerinnen | wahlerinnen wahler | waehler | waehlende"
    " | abgegebene stimmen | eingelegte stimmzettel | eingelegte wahlzettel",
    "valid": "gultige | gultige stimmen | gueltige | gueltige stimmen | gultige stimmzettel",
    "invalid": "ungultige | ungultige stimmen | ungueltige | ungueltige stimmen"
    " | ungultige stimmzettel",
    "blank": "leere | leere stimmzettel",
    "not needed": "nichtwahler | einwohner | briefwahler | wahlscheine"
    " | wahlberechtigte* sperrvermerk* | wahlberechtigte* wahlschein* | wahler* wahlschein*",
    "percent": "prozent | anteil | wahlbeteiligung",
    "level": "land | bundesland | wahlkreis | kreis | landkreis | gemeinde | bezirk | kanton"
    " | stadt",
    "unit": "wahlbezirk | wahllokal | stimmbezirk | sprengel | wahlsprengel | urnenwahlbezirk",
    "unit number": "wahlbezirksnummer | nummer wahlbezirk",
    "title": "wahl",
    "country": "staat",
    "date": "datum | wahltag",
    "round": "wahlgang",
    "extra": "bezirksart",
    "candidate name": "kandidat | partei",
}

POLISH: Mapping[HeaderRole, str] = {
    "registered": "wyborc* uprawnion* | uprawnion* glosowan* | uprawnieni | wyborcow",
    "issued": "kart* wydan* | wyborc* ktorym wydan* kart*",
    "ballots": "kart* wyjet* urn* | glosujacych",
    "valid": "glos* wazn* | glos* wazn* oddan* na",
    "invalid": "glos* niewazn*",
    "not needed": "kart* otrzyman* | komisj* otrzyma* kart* | kart* niewykorzystan*"
    " | nie wykorzystan* kart* | kart* niewazn* | kart* wazn* | kart* wyjet* kopert*"
    " | kopert* zwrotn* | pakiet* wyborcz* | wyborc* pelnomocnik* | wyborc* zaswiadczen*"
    " | glos* niewazn* powod* | mieszkancow",
    "percent": "procent | frekwencja | odsetek",
    "level": "wojewodztwo | powiat | gmina | okreg | okreg wyborczy | miejscowosc | dzielnica",
    "unit": "obwod | obwod glosowania | komisja | siedziba",
    "unit number": "numer obwodu | nr obwodu | numer komisji | nr komisji",
    "name": "nazwa",
    "title": "wybory",
    "country": "kraj",
    "round": "tura",
    "extra": "typ obwodu | typ",
    "candidate name": "kandydat | komitet",
}

TURKISH: Mapping[HeaderRole, str] = {
    "registered": "kayitli secmen | secmen",
    "issued": "verilen oy pusulasi",
    "ballots": "oy kullanan | oy kullanan secmen | oy kullanan kayitli secmen | kullanilan oy"
    " | sandiktan cikan zarf | oy",
    "valid": "gecerli oy | gecerli | oy",
    "invalid": "gecersiz oy | gecersiz",
    "not needed": "itirazsiz* gecerli* | itirazli* gecerli* | kanunen oy kullanan | nufus",
    "percent": "oran | orani | yuzde | katilim orani",
    "level": "il | ilce | belde | mahalle | bolge | secim bolgesi | secim cevresi | koy",
    "unit": "sandik",
    "unit number": "sandik no | sandik numarasi",
    "title": "secim",
    "country": "ulke",
    "date": "tarih | secim tarihi",
    "round": "tur",
    "candidate name": "aday | parti",
}

TABLES: Mapping[str, Mapping[HeaderRole, str]] = {
    "English": ENGLISH,
    "Russian": RUSSIAN,
    "Ukrainian": UKRAINIAN,
    "Spanish": SPANISH,
    "Portuguese": PORTUGUESE,
    "French": FRENCH,
    "German": GERMAN,
    "Polish": POLISH,
    "Turkish": TURKISH,
}

# Words that say nothing about which count is meant; a header may have any of them beside a phrase.
_FILLERS = """
    a of the in on at to for and by no nr num number count counts qty total sum all column
    votes vote ballots ballot voters voter papers people persons
    число количество всего итого общее по на в и для из
    кількість усього всього та у з
    de del la el los las en y numero num cantidad total totales nro votos voto
    do da dos das em e qt qtd vr nr
    le les des du et nombre nb voix
    der die das und im anzahl zahl von in den stimmen nummer insgesamt
    liczba ogolem razem i w z nr na do
    sayisi toplam toplami ve adet no
"""
FILLERS = frozenset(_FILLERS.split())

# Beside a place word a header may also have these: "region name", "код района".
_PLACE_FILLERS = """
    name names code id title label full
    наименование название код номер имя федерации
    назва код
    nombre codigo clave id cve
    nome codigo cd nm sg
    nom code libelle
    name schlussel bezeichnung
    nazwa kod teryt
    adi ad kod kodu
"""
PLACE_FILLERS = frozenset(_PLACE_FILLERS.split())

# A row with one of these for a name sums up other rows; with more words after it as well.
_TOTAL_WORDS = """
    total totals sum grand subtotal overall
    итого всего сумма
    разом усього всього
    totales suma subtotal geral totais somme totaux
    gesamt insgesamt summe gesamtergebnis zusammen
    razem ogolem suma lacznie
    toplam genel
    totale totali complessivo
"""
TOTAL_WORDS = frozenset(_TOTAL_WORDS.split())
