"""The vocabulary of result reporting, as named pieces that frames are written with.

A frame's pattern is a regular expression over a sentence whose phrases are marked (see
`tallyscope.reading.phrases`), in which ``{CHOSE}`` stands for the piece of that name. Pieces are
bounded: nothing repeats without an upper limit, so that matching stays linear.
"""

from __future__ import annotations

from functools import cache

from tallyscope.reading.needs import stand_in
from tallyscope.reading.pattern import Pattern

_PIECES: dict[str, str] = {
    # marks: percent, count, points, either number, place, its adjective and its people,
    # date, place phrase, option (B a side such as "the No camp", C a name or another),
    # votes (V) or voters (W) that a share is a share of
    "P": r"<P\d+>",
    "N": r"<N\d+>",
    "X": r"<X\d+>",
    "Q": r"<[PN]\d+>",
    "L": r"<L\d+>",
    "G": r"<G\d+>",
    "D": r"<D\d+>",
    "I": r"<I\d+>",
    "E": r"<E\d+>",
    "C": r"<[CAB]\d+>",
    "B": r"<B\d+>",
    "V": r"<[VW]\d+>",
    "VOTES": r"<V\d+>",
    # where and when, between the parts of a frame
    "ASIDE": (
        r"(?:,? (?:{I}|{D}|<T\d+>|nationwide|nationally|overall|locally|abroad|there|here"
        r"|{SOMEWHERE})){0,3}"
    ),
    "SOMEWHERE": (
        r"(?:in the (?:whole |entire |rest of the )?(?:region|country|province|territory|capital"
        r"|city|area"
        r"|islands?|north|south|east|west|centre|center|countryside|cities|towns|villages|provinces"
        r"|suburbs|mountains|interior|diaspora)(?:-?(?:east|west))?|among (?:women|men|expatriates"
        r"|emigrants|the diaspora))\b|among {V}"
    ),
    "ADVERB": (
        r"(?: (?:also|only|just|since|still|again|now|already|overwhelmingly|narrowly|comfortably"
        r"|easily|each|together|officially|actually|then|even|itself|alone|so far|currently"
        r"|reportedly|heavily|simply|decisively|themselves|all|both|either|provisionally|merely"
        r"|almost|nearly|finally|eventually|[a-z]{3,12}ly)){0,3}"
    ),
    "AUX": (
        r"(?: (?:will be|has been|have been|had been|has|have|had|would have|will have|would|will"
        r"|may|might"
        r"|could|having|did|do|was|were|is|are|been))?"
    ),
    "TURNOUT": r"(?:turn-?out|participation(?: rate)?|voter activity|(?:return|voting) rate"
    r"|polling(?: percentage)?(?= (?:was|stood|reached|touched)\b))",
    "BE": r"(?:is|are|was|were|be|being|been|has been|have been|had been|will be)",
    "REST": r"(?:(?!<[PNX])[^,;:.()\"])",
    # --- verbs: got votes, stood at, placed, chose, took part -----------------------------------
    "WON": (
        r"(?:won|wins|win|winning|obtains?|garners|registers|records|collects|gathers|draws|earns"
        r"|scores|secures?|received|receives|receive|receiving|got|gets|get|getting|took"
        r"|takes|take|taken|taking|secured|secures|securing|garnered|garnering|polled|polling"
        r"|obtained|obtaining|captured|capturing|scored|scoring|earned|earning|collected"
        r"|collecting|clinched|clinching|attracted|attracting|drew|drawing|drawn|picked up"
        r"|picking up|gathered|gathering|managed|mustered|netted|achieved|achieving|claimed"
        r"|muster|manage|score|enjoyed|gained|gaining|grabbed|grabbing|nabbed|snatched|pocketed"
        r"|harvested|raked in"
        r"|hoovered up|scraped (?:up|together)|chalked up|tallied|logged|notched up|racked up"
        r"|amassed|commanded|posted|recorded|reaped"
        r"|swept|accounted for|made up|bagged|registered|ended up with|settled for|went home "
        r"with|given|credited with|had the (?:support|backing) of|supported by|backed by|pulled "
        r"in|landed|made do with|(?:projected|expected|forecast|predicted|tipped|likely|set) to "
        r"(?:win|get|take|receive|secure|poll)|to make do with|to settle for"
        r"|(?:to|must) be content with"
        r"|retained)"
    ),
    "STOOD": (
        r"(?:(?:had|has|have|having|is|are|was|were|stood|stands|held|reached|finished|ended"
        r"|came in|fell|rose|climbed|dropped|slumped|crashed|surged|grew|slipped|collapsed"
        r"|passed(?= <P)"
        r"|plunged|tumbled|sank|exceeded|topped|surpassed|hit|jumped|leapt|soared|shrank|recovered"
        r"|remained|holds|hold|polls|sat|sits?|stand|stuck|hover(?:s|ed|ing)?|lay|(?:come|came"
        r"|comes|add(?:s|ed)? up|amount(?:s"
        r"|ed)?)(?= to)|totals|totalled|ran|runs|numbered|stayed|climbs|falls|rises|slips|drops"
        r"|jumps|dips|sinks"
        r"|lies|back|trailed|led|leads|leading|trailing)(?: (?:at|on|with|to|back))?|on|at|with)"
    ),
    "PLACED": (
        r"(?:(?:came|come|coming|finished|finishing|placed|ended|ended up|was|were|is|are|been"
        r"|runs|ran|followed)(?: in)?(?: a)?(?: (?:distant|close|clear|strong|far|well|surprise"
        r"|joint))? (?:first|second|third|fourth|fifth|sixth|last|next|top|ahead|behind|close "
        r"behind|in front)|led|leads|lead|leading|trailed|trails|trailing|prevailed|(?:on course"
        r"|heading|headed|set|on track) (?:for|to)|came out (?:on top|ahead)"
        r"|confirmed|finished on top|cleared|made it|got over|got past"
        r"|topped|tops|scooped|bagged|lost|unseated|ousted|toppled"
        r"|(?:been |be |was |were )?(?:re-?)?elected"
        r"|triumphed|emerged|cruised"
        r"|romped|eliminated|knocked out|edged|returned|retained|(?:been )?declared"
        r"|(?:been )?(?:handed|granted|awarded)|won|win|wins|winning|followed|swept"
        r"|remained|became|stayed|beat|defeated|keeps?|kept|defended|hung on to|carried|took"
        r"|secured|clinched|sealed"
        r"|claimed|scored|scraped|squeaked"
        r"|squeezed|sailed|passed|went through|got through|carried the day|fell short|failed)"
    ),
    "FILL": (
        r"(?: (?:with|about|only|just|exactly|merely|barely|the support of|the backing of|the "
        r"votes of|(?:a|an|the|his|her|its|their) (?:[\w-]+ ){0,3}?(?:share|majority|total"
        r"|support|backing|score|result|tally|vote|{VOTES}|landslide|average|approval|remarkable|mere"
        r"|record|whopping|crushing|overwhelming|thumping|solid|narrow|paltry|resounding"
        r"|combined|provisional|remaining|other)(?: of| with| at|,)?)){0,2}"
    ),
    "CHOSE": (
        r"(?:put (?:their|an?) (?:cross|tick|mark|x) (?:next to|beside|against|for|in)"
        r"|(?:lean(?:ed|t|ing)?) (?:to|towards?)|expressed (?:confidence|no confidence|support"
        r"|trust)|voted|vote"
        r"|voting(?= (?:for|against|to|yes|no|in favou?r|<[BC]|\"))|backed|backing"
        r"|supported|supporting|endorsed|endorsing|approved"
        r"|approving|favou?red|favou?ring|(?<!in )favou?r"
        r"|preferred|prefer|wanted|want|wants|wished|chose"
        r"|chosen|choosing|opted|opting|warm(?:ed)? to|took to|liked|like|fancied|could live with"
        r"|stuck (?:with|to)|stood by|(?:were|was) content with|settled for(?! <)"
        r"|decided (?:for|against|in favou?r of)|hoped for|looked for|came down hard on"
        r"|rejected|rejecting|opposed|opposing|agreed|ticked|marked|picked|plumped|accepted|pressed"
        r"|(?<!-)elected(?= (?:<[CA]|the |an? ))"
        r"|refused|declined|disagreed|objected|did not (?:want|like|agree|accept)|do not want|gave "
        r"{VOTES} to"
        r"|turned down|turn down|(?:turned|voted|threw|sent|struck|crossed) (?!out)[\w'<> -]{2,25}"
        r" (?:down|out|packing)\b|"
        r"gave (?:it|[\w'<> -]{3,30}) (?:the|their) (?:thumbs[- ](?:up|down)|green light|nod"
        r"|go-ahead"
        r"|blessing|approval|backing|support)|gave (?:their|its|it their) (?:approval|support"
        r"|backing|consent"
        r"|blessing|assent)|went for|gone for|going for|(?:asked|called) for(?! an? (?:postal"
        r"|absentee|mail)"
        r"| ballots| help| a recount| (?:the |their )?papers)|came down (?:for|against"
        r"|on the side of)|came out(?: [a-z]+ly)? (?:for|against|in favou?r of)|sided with"
        r"|stuck with|stayed with"
        r"|fancied|looked for|went along|decided (?:for|against|in favou?r)|lined up behind|got "
        r"behind"
        r"|told (?:the |their )?(?:[a-z]+|<[LGAC]\d+>) to|spurned|snubbed|vetoed|repudiated"
        r"|ratified|sanctioned"
        r"|disapproved|embraced|swallowed|adopted|consented to|assented to|green-lit"
        r"|nodded through|struck "
        r"down"
        r"|shot down|spoke (?:out )?(?:for|against|in favou?r of)|declared (?:for"
        r"|against)|answered (?:yes|no)|cast their lot with|threw their (?:weight|support) behind"
        r"|plumped for|turned their backs? on"
        r"|said (?:that )?(?:the (?:[a-z-]+|<[CAL]\d+>)(?: [a-z-]+)?|it|<[CAL]\d+>)"
        r" (?:should|must)\b"
        r"|said (?:that )?they (?:should|must|want|wanted|would|did|do|were|are|had|wish|wished)"
        r"|say yes|say "
        r"no|have not made up their minds|were undecided|are undecided|thrown out(?! as| for| "
        r"because)"
        r"|threw out|cast (?:their |a |an )?(?:ballots?|votes?|{VOTES}))"
    ),
    "SIDE": (
        r"(?:in favou?r(?: of (?:\"[^\"]{2,40}\"|{REST}{2,60}?))?|in support(?: of "
        r"{REST}{2,60}?)?|against(?: (?!and\b){REST}{2,60}?)?|for(?= and\b|[,.;])|for(?! and\b) "
        r"{REST}{2,60}?|opposed(?: to "
        r"{REST}{2,60}?)?|to {REST}{3,60}?|[\"']?(?:yes|no|leave|remain)[\"']?|[\"'](?:for"
        r"|against)[\"'])"
    ),
    "DID": (
        r"(?:(?:presented themselves"
        r"|been (?:handed|given|issued) (?:their |an? )?(?:ballots?(?: papers?)?|{VOTES})"
        r"|took part|taken part|taking part|take part|show up|turn up|participate"
        r"|hit the polls"
        r"|c[ao]me out(?: to (?:vote|the (?:[a-z]+ )?polls)|(?! (?:[a-z]+ly )?(?:for|against|in"
        r"|on|to)))"
        r"|be bothered|turned out|turn out|participated"
        r"|participating|went to the polls|gone to the polls|go to the polls|showed up|turned up"
        r"|(?:went|gone|go|came|come|turned out|queued|lined up|stood in line) to (?:vote|cast)"
        r"|made (?:its|their) voices? heard|exercis(?:ed|ing) (?:<C\d+>|(?:its|their)"
        r" (?:[a-z]+ )?(?:right|franchise|vote))|brav(?:ed|ing) (?:the )?(?:queues|rain|cold|heat)"
        r"|turning out|casting (?:a |their )?(?:ballots?|votes?|{VOTES})"
        r"|bothered(?: to (?:vote|turn out|show up|turn up|come))?|queued(?: up)?|lined up"
        r"|flocked to|trooped to|made the effort|c[ao]me out to (?:vote|the (?:[a-z]+ )?polls)"
        r"|c[ao]me to (?:the (?:polls|polling stations|stations|boxes|ballot boxes|urns)"
        r"|vote)|(?:fulfilled|done|did) (?:its|their) (?:civic |civil )?dut(?:y|ies)"
        r"|be bothered(?: to (?:[a-z]+ ){1,3}?(?:ballots?|votes?|forms?|papers?|it|{VOTES}))?"
        r"|cast (?:their "
        r"|a |an )?(?:early |postal |valid )?(?:ballots?|votes?|{VOTES})(?! (?:for|against) <[CAB])"
        r"|(?:voted|vote)\b"
        r"(?! (?:{D} |{I} )?(?:early|by post|by mail|online|in favou?r|for|against|to"
        r"|yes|no|leave|remain|with|overwhelmingly|<[CB]|[a-z]+ly "
        r"(?:for|to|against|in favou?r))|[ ,][\"'])|sent (?:it|them) back|returned (?:it|them|a "
        r"ballot|ballots|a form|their|the form|{VOTES})|(?:sent|handed|mailed|posted|turned|put) "
        r"(?:in|back) (?:{VOTES}|(?:a |the |their )?(?:ballots?|votes?|forms?|papers?|replies)|it\b"
        r"|them\b)|been to (?:the polls|vote)|t(?:ook|aken) the trouble|made it to the (?:polls"
        r"|stations?)|filled (?:it|one|them) (?:in|out)|used their "
        r"(?:vote|right)|made "
        r"(?:it|their way) to the polls|made use of)"
        r"(?! (?:[a-z]+ ){0,3}?(?:were|said|wanted|told|backed|chose|supported|rejected|opposed"
        r"|voted"
        r"|answered|preferred|favou?red)\b))"
    ),
    # where a chosen option ends
    "ENDS": (
        r"(?=\s*(?:[,;:.()!?]|$|\"|- )| and (?:{Q}|the (?:remaining|other)|only|just|a further"
        r"|another|<[LCAB]\d+>(?: by| with| on)? {Q})"
        r"| in (?:an?|the) (?:[a-z-]+ ){0,3}(?:referendum|vote|ballot|plebiscite|election|poll"
        r"|run-?off)\b| while | but | as | with | compared| from occupied | and that\b"
        r"| on (?:an? )?(?:[a-z-]+ )?turnout"
        r"| against {Q}| {I}| {D}| <T| at | according| when| after | to {Q}| nationwide| out of "
        r"| {Q}| there\b| last | by a | by {Q}| than | would"
        r" | will )"
    ),
    "HEAD": (
        r"(?:(?:[\w'-]+ ){0,2}?(?:voters|people|persons|punters|folk|locals|souls"
        r"|votes?|ballots?(?: papers?)?|papers"
        r"|electors"
        r"|residents|citizens|households|participants|parents|workers|students|employees|staff"
        r"|forms|replies|pupils|teachers|islanders|villagers|women|men|adults|inhabitants"
        r"|members|families|farmers|shareholders|miners|nurses|drivers|tenants|owners|of them"
        r"|of those|of us|{V}|{G}|{E}))"
    ),
    # --- numbers of results ---------------------------------------------------------------------
    # a percent number that is said to be of something else than votes
    "NOT_OF": (
        r"(?! (?:of|turnout|participation|threshold|quorum|hurdle|barrier|chance|probability"
        r"|inflation|tax|tariff|interest|stake|growth|rise|increase|cut|drop|fall|decline|swing"
        r"|discount|pay|wage|margin|lead|unemployment|higher|lower|dearer|cheaper|bigger|smaller"
        r"|larger|stronger|weaker"
        r"|richer|poorer|older|younger|faster|slower|full|more|less|fewer|up|down|off"
        r"|in favou?r|opposed|undecided|against(?! (?:<[PNCAB]|the\b|his\b|her\b|an?\b))"
        r"|above|below|points?|on the|on average|needed|required|mark|counted|reporting|to \$|a "
        r"year|since|from a year)\b)"
    ),
    # a share, or a count that is said to be of votes
    "RESULT": (
        r"(?:(?P<n>{P})(?:,? (?:of|out of|among|from) (?:the )?(?P<of>(?:(?!seats|mandates)[a-z-]+ "
        r")"
        r"{0,2}{V})|{NOT_OF})"
        r"|(?P<m>{N}) (?:of )?{VOTES}"
        r"(?! (?:more|fewer|ahead|short|behind|still|yet|left|remaining|to be|uncounted)))"
    ),
    # the same behind "chosen by", where so many are people
    "CHOOSERS": (
        r"(?:{RESULT}|(?P<m_>{N})(?: (?:of )?{HEAD}(?! (?:of|who|on|in the)\b)|(?=[.,;]|$| and\b"
        r"|, or)))"
    ),
    "PAIR": (
        r"(?:(?P<n>{P})|(?P<m>{N})(?: {V}| of (?:them|us|those)| of <W\d+>)?)(?:,? (?:to"
        r"|(?:as )?against"
        r"|versus|-) ?|-)(?:(?P<n2>{P})|(?P<m2>{N}))"
    ),
    "REGISTERED": r"(?:registered|eligible|enrolled|entitled|qualified)",
    "ROLL": (
        r"(?:(?:included|entered|inscribed|listed) )?(?:on|in) (?:the|its|their|(?:the )?[a-z]+'s) "
        r"(?:electoral |voters?'? |voting |polling |common )?(?:list|roll|register)s?"
    ),
    "COUNTABLE": (
        r"(?:(?:the |its )?(?:[a-z]+|<[LG]\d+>)'s |the |all |all the |its )?(?:<N\d+> )?(?:[\w-]+ )"
        r"{0,2}?(?:{V}|ballot boxes|boxes|polling "
        r"stations|stations|polling places|precincts|districts|protocols|tally sheets|returns"
        r"|results|wards|constituencies|municipalities|areas|counties|communes|papers|provinces"
        r"|cent(?:re|er)s|polls(?= reporting| in\b)|envelopes|towns|townships|villages|sections"
        r"|boards|tables|booths"
        r"|polling units|circuits|circles|segments|parishes|wards|acts|forms|boroughs|regions)"
    ),
    "DONE": (
        r"(?:counted|processed|tallied|scrutini[sz]ed|tabulated|verified|checked|collated|canvassed"
        r"|(?:added|totted|toted) up)"
    ),
    "BEEN": r"(?:(?:had|have|has|were|was|is|are|been|now|already) ){0,3}",
    "INVALID": (
        r"(?:invalid|spoil(?:ed|t)|annulled|blank|void|null|informal|unreadable|defective|faulty)"
    ),
    # --- territory ------------------------------------------------------------------------------
    "VAGUE": (
        r"(?:(?:large|big|small|wide|vast|significant|some|most|many|great|considerable)"
        r" (?:parts?|swathes?|areas|chunks?|portions?|stretches|tracts)|parts|swathes|much|most"
        r"|(?:almost |nearly )?(?:all|the whole|the entire)|the (?:majority|bulk|rest|remainder"
        r"|greater part)|a (?:large |small |good )?(?:part|swathe|chunk|portion|sliver))"
    ),
    "SHARE_OF_LAND": (
        r"(?P<n>{P}|<R\d+>|{VAGUE})(?: (?:sq km|sq miles|square [a-z]+))? of (?P<place>{LAND})"
    ),
    "LAND": (
        r"(?:(?:it|them)\b|(?:the )?(?:[a-z-]+ (?:of )?){0,3}?<L\d+>(?:'s(?= (?:territory|land|soil"
        r"|area|total|surface|eastern|western|northern|southern|central)\b|[,.;]|$))?(?:(?:,| and"
        r"|, and) (?:the "
        r")?<L\d+>){0,5}(?: (?:region|oblast|province|territory|land|area|district"
        r"|township)s?)?(?!')"
        r"|(?:the |its |their |all |that |this |(?:the )?[a-z]+'s |<L\d+>'s "
        r")?(?:<N\d+> )?(?:(?:old|inner|outer|upper|lower|main|surrounding|whole|entire|southern"
        r"|northern|eastern|western|central"
        r"|occupied"
        r"|disputed|neighbouring|coastal) )?(?:country|territory|land|region|regions|province|area"
        r"|island|peninsula|townships"
        r"|districts|villages|towns|settlements|capital|city|north|south|east|west|front|ground"
        r"|strip|zone|highlands|lowlands|uplands|hills|mountains|plains?|delta|desert|plateau"
        r"|archipelago|basin|corridor|steppe|shore|bank|quarter|pocket|salient|jungle"
        r"|belt|enclave|mainland|coast|border|valley|port|district|town|village|canton|state)(?:'s "
        r"(?:territory|land|area))?(?!')|<G\d+> (?:territory|land|soil|area))"
    ),
    "HOLDER": (
        r"(?:(?:the )?(?:(?:[\w'-]+|<[GLA]\d+>)(?:'s)? ){0,4}?(?:<[LGACE]\d+>(?:'s)?(?:-(?:backed"
        r"|led|installed|aligned))?|army|government|forces|rebels|junta|militias?|troops"
        r"|separatists|insurgents|militants|groups?|him|he|they|it|authorities|regime|side"
        r"|fighters|military|rebel|separatist|insurgent|jihadist|militant|enemy|loyalist"
        r"|guerrilla|soldiers|units|marines|paramilitaries|insurgency|commanders|state|jihadists"
        r"|guerrillas|gangs|clans|police|rulers|administration|coalition"
        r"|alliance|movement|party|loyalists|opposition)(?: (?:forces|troops|army|military"
        r"|authorities|side|fighters|rebels"
        r"|militants))?(?: (?:allied|loyal) to (?:<[LGAC]\d+>|\w+))?)"
    ),
    # --- what ties a number to the one before it --------------------------------------------------
    "FILLER": r"(?:(?!<[PNXR]\d)[^.;:()\"]){0,60}?",
    "LINK": (
        r"(?:{ASIDE}(?:,? and|, among them|, including|,|;|,? but|,? while|,? with|,? against"
        r"|,? compared (?:with|to)|,? as (?:were|did|was|had|has|have|against)|,? versus|,? "
        r"followed by|,? ahead of|,? though|,? whereas|,? then|\)?,? to|\),?(?: and| while| but"
        r"| against)?|,? or)(?: (?:by|only|just|also|then|a further|another|the other|the "
        r"remaining|a mere|some|in|from|finally|at|barely|a|nearly|still))?)"
    ),
    # no word of what somebody is, in front of a name: "television host X" is X
    "NO_CALLING": (
        r"(?:under|with|by|of|in|on|at|for|from|against|to|and|but|while|said|says|that|as|than"
        r"|after"
        r"|since|because|when|where|who|which|was|were|is|are|had|has|have|over|between|among|about"
        r"|inflation|turnout|growth|prices?|wages|unemployment|sales|tax)\b"
    ),
    "THE_FIGURE": (
        r"(?:(?:the|that|its) (?:[a-z]+ )?(?:figure|indicator|share|number|proportion|result"
        r"|percentage|rate|total|tally|score)s?|it|this|that)"
    ),
    "WAS": (
        r"(?:(?:was |were )?put at|was|were|is|stood at|reached|came to|had been|touched|hit"
        r"|managed"
        r"|(?:rose|fell|dropped|climbed|went (?:up|down)|jumped|sank|shot up|crept up|got) to"
        r"|topped|exceeded|passed)"
    ),
    # a first predicate of the same subject: "X has held the seat since 1991 and was elected"
    "AND_THEN": (
        r"(?:(?: (?!said\b|says\b|that\b|and\b|told\b)(?:[\w'-]+|<[DLIVWC]\d+>)){1,9}? and"
        r"(?= (?:was|were|has|had|won|took|got|received|polled|secured|came|finished|reached)\b))?"
    ),
    # where a clause with its subject begins
    "CLAUSE": (
        r"(?:^|[,;:(\"-] ?|<[DIT]\d+>,? |\b(?:and|but|while|that|as|where|with|said|says|whereas"
        r"|though|although|because|when|if|nationwide|nationally|overall|there|here|abroad"
        r"|elsewhere|locally|even),? )"
    ),
    "NO_PARTY": (
        r"(?!(?:[\w'-]+ ){0,5}?(?:turnout|participation|inflation|unemployment|margin|lead"
        r"|threshold|growth|prices?|pound|dollar|euro|shares?|baht|lira|peso|rouble|ruble|yen"
        r"|krona|crown|franc|sol|kyat|dinar|naira|shilling|rupee|real|rand|zloty|hryvnia"
        r"|currency|stocks?|markets?|oil|gold|index|rate|economy|exports?|imports?|company|bank"
        r"|team|club|profits?|sales|tax|bill|budget|commission|results?|figures?|polls?|survey"
        r"|storm|wind|power|population|region|regions|area|areas|forces|army|abstention|gap"
        r"|difference|rise|fall|data|count|tally|protocol|election|referendum|vote|votes|ballot"
        r"|ballots|city|country|province|territory|round|rounds|office|troops|side by|number"
        r"|total|average|highest|lowest|increase|decrease|drop|chances?|probability|odds|likelihood"
        r"|risk)\b)"
    ),
    "ANYONE": (
        r"(?:{NO_PARTY}(?:the|his|her|its|their|a|an|another|one) (?:[\w'-]+ ){0,4}?"
        r"(?!(?:had|has|have|was|were|is|are|been|it|he|she|they|there|this|that|which|who|at|on|by"
        r"|met|won|got|took)\b)"
        r"[\w'-]+)"
    ),
}
_NAME = Pattern(r"\{([A-Z_]+)\}")


def expand(pattern: str) -> str:
    r"""Return a pattern with every named piece in its place.

    Examples
    --------
    >>> expand("turnout of {P}")
    'turnout of <P\\d+>'
    """
    while _NAME.search(pattern):
        pattern = _NAME.sub(lambda name: _PIECES[name[1]], pattern)
    return pattern


@cache
def _stand_in(name: str) -> str:
    """What stands for a piece where only the words are looked for that a pattern needs."""
    return stand_in(_abridged(_PIECES[name]))


def _abridged(pattern: str) -> str:
    return _NAME.sub(lambda name: _stand_in(name[1]), pattern)


def grammar(pattern: str) -> Pattern:
    """Return a pattern that is written with named pieces, for sentences in lower case."""
    return Pattern(expand(pattern), abridged=_abridged(pattern))
