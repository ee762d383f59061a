"""Chinese."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "選舉人數* | 投票權人數* | 选举人数*",
    "issued": "發出票數* | 領票數*",
    "ballots": "投票數* | 投票数*",
    "valid": "有效票數* | 有效票数*",
    "invalid": "無效票數* | 无效票数*",
    "not needed": "用餘票數* | 已領未投票數* | 人口數*",
    "percent": "投票率* | 得票率*",
    "level": "縣市* | 行政區* | 鄉鎮市區* | 鄉鎮* | 村里* | 選舉區*",
    "unit": "投開票所* | 投票所*",
    "candidate name": "候選人* | 政黨* | 姓名",
}
