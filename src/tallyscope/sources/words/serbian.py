"""Serbian, Croatian, Bosnian and Montenegrin, in both scripts."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "upisan* birac* | birac* upisan* | birac* birack* spis* | уписан* бирач*"
    " | бирач* уписан* | бирач* бирачк* спис*",
    "ballots": "birac* glasal* | glasalo | izaslo | birac* izas* | ubacen* listic*"
    " | listic* kutij* | бирач* гласал* | гласало | изашло | бирач* изаш*"
    " | листић* кутиј* | убачен* листић*",
    "valid": "vazec* listic* | vazec* glas* | vazeci | vazecih | важећ* листић*"
    " | важећ* глас* | важећи | важећих",
    "invalid": "nevazec* listic* | nevazec* glas* | nevazeci | nevazecih | неважећ* листић*"
    " | неважећ* глас* | неважећи | неважећих",
    "not needed": "primljen* listic* | neupotrebljen* listic* | neiskoristen* listic*"
    " | примљен* листић* | неупотребљен* листић*",
    "percent": "procenat | postotak | izlaznost | odziv | проценат | излазност",
    "level": "opcina | opstina | grad | zupanija | okrug | naselje | izborna jedinica"
    " | општина | округ | град | насеље | изборна јединица",
    "unit": "biracko mesto | biracko mjesto | бирачко место",
    "unit number": "broj birackog mesta | broj birackog mjesta | број бирачког места",
    "name": "naziv | назив",
    "title": "izbori | избори",
    "candidate name": "kandidat | stranka | izborna lista | кандидат | странка | изборна листа",
}
