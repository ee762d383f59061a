"""Spanish."""

from __future__ import annotations

from tallyscope.sources.words.roles import Phrases

PHRASES: Phrases = {
    "registered": "inscritos | inscritos habilitados | electores inscritos | votantes inscritos"
    " | lista nominal | censo | censo electoral | total censo electoral | electores"
    " | electores habilitados | electores habiles | habiles | electores censados | padron"
    " | padron electoral | empadronados"
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
