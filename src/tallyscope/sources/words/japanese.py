"""Japanese."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "当日有権者数* | 有権者数* | 選挙人名簿登録者数*",
    "ballots": "投票者数* | 投票総数*",
    "valid": "有効投票数* | 有効投票*",
    "invalid": "無効投票数* | 無効投票*",
    "not needed": "持帰り票数 | 不受理票数 | 棄権者数*",
    "percent": "投票率* | 得票率*",
    "level": "都道府県* | 市区町村* | 市町村* | 選挙区* | 区市町村*",
    "unit": "開票区* | 投票区* | 投票所*",
    "date": "執行日",
    "candidate name": "候補者* | 政党* | 届出政党*",
}
