"""Korean."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "선거인수 | 선거인 수",
    "ballots": "투표수 | 투표자수 | 투표 수",
    "valid": "유효투표수 | 유효 투표수 | 계",
    "invalid": "무효투표수 | 무효 투표수 | 무효표",
    "not needed": "기권수 | 기권자수 | 기권 수",
    "percent": "투표율 | 득표율",
    "level": "시도 | 시도명 | 구시군 | 구시군명 | 시군구 | 시군구명"
    " | 선거구 | 선거구명 | 읍면동 | 읍면동명",
    "unit": "투표구 | 투표구명 | 투표소 | 투표소명",
    "candidate name": "후보자 | 후보자명 | 정당명",
}
