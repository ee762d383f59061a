"""Portuguese."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "eleitores inscritos | inscritos | eleitores | eleitorado | eleitores aptos"
    " | aptos | recenseados",
    "ballots": "comparecimento | votantes | votos apurados | votos",
    "valid": "votos validos | validos | votos",
    "invalid": "votos invalidos | brancos e nulos",
    "blank": "voto branco | voto em branco | votos brancos | brancos | votos em branco | em branco",
    "null": "voto nulo | votos nulos | nulos",
    "not needed": "abstencao | abstencoes | votos nominais | votos legenda",
    "percent": "percentagem | porcentagem | percentual",
    "level": "estado | uf | municipio | concelho | distrito | freguesia | zona | regiao"
    " | zona eleitoral | circulo",
    "unit": "secao | secao eleitoral | mesa voto | local votacao",
    "unit number": "numero secao",
    "name": "nome",
    "title": "eleicao | cargo",
    "country": "pais",
    "date": "data | data eleicao",
    "round": "turno",
    "candidate name": "nm votavel | candidato | partido",
}
