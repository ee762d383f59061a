"""The words by which publishers name their columns, one file per language.

A phrase is a list of words. ``бюллетен*`` stands for any word beginning so; a phrase with such a
word may stand anywhere in a longer header. A phrase without one must be all that the header says,
apart from the fillers below. Case, accents, numbering and punctuation do not count
(`headers.words_of`). The order of the phrases of one role does not matter: the phrase with most
words wins, so that "ballots issued early" is a part of the issued ballots and not the ballots.

The phrases are those that commissions print; they were collected from the protocols of the
countries that use the language. A language is added by a file and a line in `TABLES`.
"""

from __future__ import annotations

from collections.abc import Mapping

from tallyscope.sources.words import (
    albanian,
    arabic,
    armenian,
    bulgarian,
    chinese,
    czech,
    dutch,
    english,
    french,
    georgian,
    german,
    greek,
    hungarian,
    indonesian,
    italian,
    japanese,
    korean,
    nordic,
    polish,
    portuguese,
    romanian,
    russian,
    serbian,
    spanish,
    turkish,
    ukrainian,
)
from tallyscope.sources.words.roles import HeaderRole, Phrases

__all__ = ["ANSWERS", "FILLERS", "PLACE_FILLERS", "TABLES", "TOTAL_WORDS", "HeaderRole"]

TABLES: Mapping[str, Phrases] = {
    "English": english.PHRASES,
    "Russian": russian.PHRASES,
    "Ukrainian": ukrainian.PHRASES,
    "Spanish": spanish.PHRASES,
    "Portuguese": portuguese.PHRASES,
    "French": french.PHRASES,
    "German": german.PHRASES,
    "Polish": polish.PHRASES,
    "Turkish": turkish.PHRASES,
    "Bulgarian": bulgarian.PHRASES,
    "Italian": italian.PHRASES,
    "Romanian": romanian.PHRASES,
    "Hungarian": hungarian.PHRASES,
    "Czech": czech.PHRASES,
    "Serbian": serbian.PHRASES,
    "Greek": greek.PHRASES,
    "Georgian": georgian.PHRASES,
    "Dutch": dutch.PHRASES,
    "Nordic": nordic.PHRASES,
    "Indonesian": indonesian.PHRASES,
    "Japanese": japanese.PHRASES,
    "Korean": korean.PHRASES,
    "Chinese": chinese.PHRASES,
    "Arabic": arabic.PHRASES,
    "Albanian": albanian.PHRASES,
    "Armenian": armenian.PHRASES,
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
    брой на по № в от за общ общо гласове
    di del della dei degli delle e il lo la gli numero totale voti
    de la al pe in si nr numar numarul total voturi
    szama db a az es osszesen ossz szavazat szavazatok
    pocet v ve na celkem spolu cislo c hlasy hlasu hlasov
    broj ukupno na u i br glasova glasovi број укупно на у и бр гласова
    αριθμος συνολο των του της και σε ψηφοι ψηφων αρ
    რაოდენობა სულ ნომერი n ხმები
    van het de aantal totaal en op in stemmen nr
    antal summa i av och totalt alt ialt maara yhteensa roster stemmer aania aanet
    jumlah total dan suara
    数 計 票数 得票数 總計 合計 합계 수 票數 得票數 득표수
    عدد مجموع المجموع الأصوات
    numri gjithsej i te e vota թիվը ընդամենը
"""
FILLERS = frozenset(_FILLERS.split())

# Answers of referendums: "votes no" are votes for No, and not a number of votes.
_ANSWERS = """
    yes no si oui non ja nein nej evet hayir da ne tak nie sim nao ano igen nem ya tidak jo po
    да нет так ні за против проти
"""
ANSWERS = frozenset(_ANSWERS.split())

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
    ds english fips geoid gss ons istat insee
    име код номер наименование ime naziv sifra
    codice denominazione descrizione cod siruta siruta denumire
    neve kodja sorszam nazev nazov kod cislo
    naam nummer code namn navn nimi numero nama nomor kode
    ονομα κωδικος დასახელება სახელი
    名 別 명 اسم رقم emri անվանում
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
    общо сбор totaal summa yhteensa osszesen celkem spolu ukupno укупно συνολο სულ jumlah
    合計 計 總計 합계 소계 누계 المجموع gjithsej ընդամենը
"""
TOTAL_WORDS = frozenset(_TOTAL_WORDS.split())
