from __future__ import annotations

import pytest

from tallyscope.sources.headers import matches, says_total, words_of

# Headers as commissions print them.
PRINTED = {
    "registered": [
        "registered",
        "RegisteredVoters",
        "Number of registered voters",
        "Число избирателей, включенных в списки избирателей",
        "Число участников голосования, включенных в список участников голосования на момент"
        " окончания голосования",
        "Кількість виборців, внесених до списку виборців",
        "Lista nominal",
        "Total censo electoral",
        "QT_APTOS",
        "Inscrits",
        "Wahlberechtigte (A)",
        "Liczba wyborców uprawnionych do głosowania (umieszczonych w spisie)",
        "Kayıtlı Seçmen Sayısı",
    ],
    "issued": [
        "Ballots issued",
        "Число бюллетеней, выданных участникам голосования",
        "Кількість виборців, які отримали виборчі бюлетені",
        "Liczba wyborców, którym wydano karty do głosowania",
    ],
    "issued part": [
        "Число избирательных бюллетеней, выданных  досрочно",
        "Число избирательных бюллетеней, выданных вне помещений для голосования в день голосования",
    ],
    "ballots": [
        "Ballots cast",
        "Total votes cast",
        "Число бюллетеней, содержащихся в ящиках для голосования",
        "Кількість виборців, які взяли участь у голосуванні",
        "Votantes",
        "QT_COMPARECIMENTO",
        "Votants",
        "Wählende (B)",
        "Wähler",
        "Liczba kart wyjętych z urny",
        "Oy Kullanan Seçmen Sayısı",
    ],
    "ballots part": ["Число бюллетеней в стационарных ящиках для голосования"],
    "valid": [
        "Valid votes",
        "Число действительных избирательных бюллетеней",
        "Votos válidos",
        "Exprimés",
        "Gültige Stimmen",
        "Liczba głosów ważnych oddanych łącznie na wszystkich kandydatów (z kart ważnych)",
        "Geçerli Oy Toplamı",
    ],
    "invalid": [
        "Rejected ballots",
        "Число недействительных избирательных бюллетеней",
        "Кількість виборчих бюлетенів, визнаних недійсними",
        "Ungültige",
        "Liczba głosów nieważnych (z kart ważnych)",
        "Geçersiz oy",
    ],
    "blank": ["Votos en blanco", "Brancos", "Blancs", "Leere Stimmzettel"],
    "null": ["Votos nulos", "Total votos nulos", "Nuls"],
    "not needed": [
        "Число открепительных удостоверений, выданных избирателям территориальной избирательной"
        " комиссией",
        "Число избирателей, проголосовавших по открепительным удостоверениям на избирательном"
        " участке",
        "Число избирательных бюллетеней, не учтенных при получении",
        "Abstentions",
        "Wahlberechtigte ohne Sperrvermerk (A1)",
        "w tym liczba głosów nieważnych z powodu postawienia znaku „X” obok nazwiska dwóch",
        "Liczba kart nieważnych (bez pieczęci obwodowej komisji wyborczej)",
    ],
    "percent": ["% Abs/Ins", "Turnout (%)", "vote share", "Явка", "Wahlbeteiligung"],
    "level": ["Region name", "Код района", "NM_MUNICIPIO", "Libellé du département", "İlçe Adı"],
    "unit": [
        "Polling station",
        "УИК",
        "Mesa",
        "Bureau de vote",
        "Wahllokal",
        "Nr obwodu",
        "Sandık",
    ],
}
CASES = [(role, header) for role, headers in PRINTED.items() for header in headers]


@pytest.mark.parametrize(("role", "header"), CASES)
def test_printed_headers_speak_for_one_role(role: str, header: str) -> None:
    said = {str(match.role) for match in matches(header)}
    assert said == {role} or (role == "unit" and said == {"unit number"})


@pytest.mark.parametrize(
    "name",
    [
        *("yes", "no", "ДА", "НЕТ", "Sí", "Evet", "na", "others", "none_of_above", "write_in"),
        *("united_russia", "party_of_growth", "the_civilian_party", "independents", "mir"),
        *("Путин Владимир Владимирович", "Партія регіонів", "14. ПАРТИЯ ПЕНСИОНЕРОВ"),
        '6. Всероссийская политическая партия "ЕДИНАЯ РОССИЯ"',
        "Registered Democrats of the Valley",
    ],
)
def test_names_of_choices_speak_for_no_role(name: str) -> None:
    assert matches(name) == ()


@pytest.mark.parametrize("header", ["Total votes", "Votes", "Votos", "Total"])
def test_words_that_only_sums_can_settle_speak_for_both(header: str) -> None:
    assert {match.role for match in matches(header)} == {"valid", "ballots"}


def test_a_match_tells_words_and_language() -> None:
    (match,) = matches("Число недействительных бюллетеней")
    assert str(match) == "header says “недействительн… бюллетен…” (Russian)"


def test_words_lose_case_accents_and_underscores() -> None:
    assert words_of("Geçerli_OY  (łącznie)") == ("gecerli", "oy", "lacznie")


@pytest.mark.parametrize(
    "name",
    ["Total", "TOTAL:", "Итого по району", "ВСЕГО", "Razem", "Ogółem", "Sub-total", "Toplam"],
)
def test_names_of_totals(name: str) -> None:
    assert says_total(name)


@pytest.mark.parametrize("name", ["Total Energies petrol station", "Sumatra", "1", "", "Totalnaya"])
def test_names_of_places_are_no_totals(name: str) -> None:
    assert not says_total(name)
