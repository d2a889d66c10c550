"""Everyday words of nynorsk, the haugaland dialect and English, each with the bokmål word that search reads it as.

Only words that mean the same wherever citizens write them. Compounds, inflections and misspellings are left to the stems
and the character 4-grams.
"""

from __future__ import annotations

_NYNORSK = """
kyrkje kirke; kyrkja kirka; kyrkjegard kirkegård; kyrkjegarden kirkegården; skule skole; skulen skolen; skular skoler;
veke uke; veka uka; vekene ukene; veker uker; straum strøm; straumen strømmen; vatn vann; vatnet vannet; drikkevatn
drikkevann; drikkevatnet drikkevannet; vassmålar vannmåler; vassmålaren vannmåleren; born barn; borna barna; ungar barn;
ungane barna; unge barn; ungen barnet; ungene barna; månad måned; månaden måneden; månader måneder; laurdag lørdag;
laurdagar lørdager; måndag mandag; tysdag tirsdag; sundag søndag; sundagar søndager; sjukehus sykehus; sjukeheim
sykehjem; sjukeheimen sykehjemmet; sjukepleiar sykepleier; helsesjukepleiar helsesykepleier; helsesjukepleiaren
helsesykepleieren; helsesøster helsesykepleier; heim hjem; heime hjemme; heimebesøk hjemmebesøk; hamn havn; hamna havna;
hamner havner; hamnene havnene; gjestehamn gjestehavn; brygge kai; bryggå kaia; kaien kaia; ferje båt; ferja båten;
ferge båt; ferga båten; fergen båten; rutebåt båt; rutebåten båten; søkje søke; søkjer søker; søkja søke; betala betale;
betalar betaler; rekning regning; rekninga regninga; rekningå regninga; rekningar regninger; kosta koste; kostar koster;
byrjar begynner; byrja begynne; byrjing begynnelse; bur bor; bu bo; budd bodd; busett bosatt; bustad bolig; bustader
boliger; bustøtte bostøtte; bustøtta bostøtta; bustøttesøknad bostøttesøknad; leiga leie; leiger leier; utleigehus
utleiebolig; byggje bygge; byggja bygge; byggjesøknad byggesøknad; byggjesøknaden byggesøknaden; byggjesak byggesak;
vert blir; verte bli; verta bli; vart ble; blei ble; vore vært; køyre kjøre; køyra kjøre; køyrer kjører; køyretøy
kjøretøy; tilhengjar tilhenger; hengjar henger; eiga eie; eig eier; eigar eier; eigedom eiendom; eigedomen eiendommen;
eigedomsskatt eiendomsskatt; eigedomsskatten eiendomsskatten; boss avfall; bosset avfallet; søppel avfall; søppelet
avfallet; søpla avfallet; søpel avfall; dunk beholder; dunken beholderen; dunkar beholdere; dunker beholdere; bossdunk
beholder; bossdunken beholderen; levera levere; leverast leveres; hummar hummer; hummaren hummeren; fiska fiske; bikkje
hund; bikkja hunden; bikkjå hunden; bikkjene hundene; band bånd; bandtvang båndtvang; sal salg; selja selge; sel selger;
kjøpa kjøpe; opna åpne; opnar åpner; open åpen; ope åpent; opningstid åpningstid; opningstider åpningstider; stengd
stengt; innbyggjar innbygger; innbyggjarar innbyggere; folketal folketall; talet tallet; menneske mennesker; ordførar
ordfører; ordføraren ordføreren; kommunane kommunene; val valg; valet valget; røysta stemme; røyste stemme; røystar
stemmer; førehandsrøysta forhåndsstemme; førehandsrøysting forhåndsstemming; klaga klage; klagar klager; løyve
tillatelse; løyvet tillatelsen; skjenkeløyve skjenkebevilling; reglar regler; reglane reglene; stønad støtte; stønaden
støtten; stønadar støtte; tilskot tilskudd; tilskotet tilskuddet; pengar penger; pengane pengene; produksjonstilskot
produksjonstilskudd; miljøtilskot miljøtilskudd; skriva skrive; skriv skriver; senda sende; svara svare; hjelpa hjelpe;
nokon noen; nokre noen; noko noe; någe noe; någen noen; møje mye; mykje mye; berre bare; framleis fortsatt; enno ennå;
sidan siden; attende tilbake; ofta ofte; høgt høyt; høg høy; høgast høyest; høgaste høyeste; djup dyp; djupt dypt; låg
lav; gamal gammel; gamalt gammelt; åra årene; dagar dager; morgon morgen; vêr vær; vêret været; veret været; overnatta
overnatte; sova sove; sumar sommer; sommar sommer; sommaren sommeren; haust høst; hausten høsten; jol jul; jola jula;
veg vei; vegen veien; vegar veier; vegadresse veiadresse; vegadresser veiadresser; namn navn; namnet navnet; heiter
heter; heite hete; kalla kalle; lækjar lege; lækjaren legen; doktor lege; doktoren legen; dokter lege; fastlækjar
fastlege; legevakta legevakt; legevakten legevakt; medisinar medisiner; tenester tjenester; teneste tjeneste; tilbod
tilbud; tilbodet tilbudet; elevar elever; elevane elevene; lærar lærer; låna låne; symje svømme; symjebasseng
svømmebasseng; symjehall svømmehall; symjehallen svømmehallen; bada bade; leikeplass lekeplass; leikeplassen
lekeplassen; spela spille; spelar spiller; spele spille; måla male; måling maling; kunstnar kunstner; kunstnarar
kunstnere; fuglar fugler; fuglane fuglene; artar arter; ringmerka ringmerke; møllene vindmøllene; møller vindmøller;
mølla vindmølla; lagar lager; laga lage; straumbrot strømbrudd; brenna brenne; feiar feier; feiaren feieren; eldstad
ildsted; vedomn vedovn; vedomnen vedovnen; omn ovn; omnen ovnen; røykvarslar røykvarsler; røykvarslaren røykvarsleren;
tenna tenne; sankthansbål bål; sløkkja slokke; sløkkje slokke; slukke slokke; slukka slokke; naudnummer nødnummer; naud
nød; naudhjelp nødhjelp; flyktningar flyktninger; flyktningane flyktningene; verksemd bedrift; verksemder bedrifter;
arbeida arbeide; arbeidar arbeider; jobba jobbe; tilsett ansatt; tilsette ansatte; røyndom virkelighet; skilnad
forskjell; saman sammen; kven hvem; kem hvem; korleis hvordan; koss hvordan; kossen hvordan; kvifor hvorfor; koffor
hvorfor; koffår hvorfor; kva hva; ka hva; kvar hvor; kor hvor; åssen hvordan; dykkar deres; dåkkas deres; dokkas deres;
dokkar deres; handsaming behandling; handsamar behandler; handsama behandle; sakshandsaming saksbehandling; høyring
høring; høyringar høringer; høyringsfråsegn høringsuttalelse; merknadar merknader; avgjerd avgjørelse; avgjer avgjør;
opplysningar opplysninger; mogleg mulig
"""
_ENGLISH = """
school skole; pupils elever; pupil elev; students elever; teacher lærer; kindergarten barnehage; nursery barnehage;
daycare barnehage; preschool barnehage; library bibliotek; books bøker; book bok; ferry båt; boat båt; crossing
overfart; sailing avgang; sailings avganger; departure avgang; departures avganger; quay kai; pier kai; harbour havn;
harbor havn; harbours havner; marina gjestehavn; dock kai; ticket billett; tickets billetter; discount rabatt; fare
pris; price pris; cost koste; costs koster; fee gebyr; fees gebyrer; tax skatt; property eiendom; waste avfall; garbage
avfall; trash avfall; rubbish avfall; bin beholder; bins beholdere; recycling gjenvinning; plastic plast; paper papir;
water vann; drinking drikke; meter måler; sewage avløp; phone telefon; telephone telefon; number nummer; address
adresse; mail post; municipality kommune; council kommunestyret; mayor ordfører; election valg; elections valg; vote
stemme; voting stemme; budget budsjett; hearing høring; complaint klage; appeal klage; complain klage; deadline frist;
apply søke; application søknad; grant tilskudd; grants tilskudd; subsidy tilskudd; loan lån; allowance støtte; housing
bolig; house hus; houses hus; rent leie; church kirke; churchyard kirkegård; cemetery kirkegård; lighthouse fyr; dog
hund; dogs hunder; leash bånd; lead bånd; sheep sau; birds fugler; bird fugl; species arter; birdwatching fugletitting;
lobster hummer; lobsters hummer; fishing fiske; fish fisk; pots teiner; pot teine; tent telt; camping telting; camp
telte; pitch telte; hike tur; hiking tur; trail løype; trails løyper; walk tur; bike sykkel; bikes sykler; bicycle
sykkel; bicycles sykler; swimming svømme; pool basseng; playground lekeplass; cinema kino; films film; movies film;
concert konsert; culture kultur; cultural kultur; art kunst; mural veggmaleri; murals veggmalerier; artist kunstner;
artists kunstnere; wind vind; turbine vindmølle; turbines vindmøller; electricity strøm; power strøm; offshore havvind;
doctor lege; doctors leger; clinic helsestasjon; nurse sykepleier; emergency nød; ambulance ambulanse; police politi;
fire brann; poison gift; poisonous giftig; pharmacy apotek; hospital sykehus; vaccine vaksine; vaccines vaksiner; child
barn; children barn; kid barn; kids barn; building bygge; build bygge; permit tillatelse; neighbour nabo; neighbor nabo;
neighbours naboer; chimney pipe; smoke røyk; alarm varsler; alarms varslere; stove ildsted; bonfire bål; fireplace
ildsted; height høyde; alcohol alkohol; licence bevilling; license bevilling; beer øl; wine vin; refugees flyktninger;
refugee flyktning; volunteer frivillig; volunteers frivillige; shop butikk; store butikk; grocery dagligvare; groceries
dagligvarer; hotel overnatting; accommodation overnatting; overnight overnatte; stay overnatte; sleep overnatte; cabin
hytte; cabins hytter; population folketall; inhabitants innbyggere; people folk; residents innbyggere; island øya;
county fylke; highest høyeste; hill fjell; mountain fjell; history historie; founded opprettet; invoice faktura;
invoices fakturaer; bill regning; bills regninger; pay betale; payment betaling; documents dokumenter; document
dokument; records dokumenter; case sak; cases saker; office kontor; open åpen; opening åpning; weather vær; north nord;
south sør; east øst; west vest; beach strand; cleanup rydding; farm gård; farmer bonde; farmers bønder; job jobb; jobs
jobber; vacancy stilling; vacancies stillinger; business næring; businesses bedrifter; fund fond; free gratis; rules
regler
"""

def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split() for pair in text.replace("\n", " ").split(";") if len(pair.split()) == 2)


BOKMAL = _pairs(_NYNORSK) | _pairs(_ENGLISH)
"""Word in lower case → the bokmål word."""
