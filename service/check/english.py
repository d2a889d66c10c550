"""Everyday English words of the municipal field, each with the bokmål word that it is compared as."""

from __future__ import annotations

_PAIRS = """
shower dusj; showers dusj; town kommunehus; toilet toalett; toilets toalett; laundry vaskemaskin; washing vask; cleaning
renhold; clean rydde; kitchen kjøkken; room rom; rooms rom; bed seng; beds senger; linen sengetøy; towel håndkle; towels
håndkle; fridge kjøleskap; flat leilighet; flats leilighet; apartment leilighet; apartments leilighet; furnished møblert;
fibre fiber; broadband bredbånd; internet internett; office kontor; desk kontorplass; morning morgen; evening kveld;
evenings kveld; afternoon ettermiddag; summer sommer; winter vinter; autumn høst; spring vår; weekend helg; holiday ferie;
holidays ferie; christmas jul; easter påske; season sesong; week uke; weeks uke; month måned; months måned; year år; years
år; hour time; hours time; minute minutt; open åpen; opens åpner; opened åpen; closed stengt; closes stenger; locked låst;
paid betalt; pay betale; pays betale; payment betaling; card kort; cash kontant; discount rabatt; invoice faktura; refund
refusjon; refunded refusjon; deposit depositum; included inkludert; includes inkluderer; extra tillegg; cheaper billig;
expensive dyr; half halv; empty tom; permit tillatelse; permission tillatelse; licence bevilling; license bevilling; rules
regel; rule regel; law lov; banned forbudt; forbidden forbudt; allowed tillatt; form skjema; letter brev; email epost; mail
epost; phone telefon; call ringe; calling ringe; text sms; message melding; notice varsel; notify varsle; website nettside;
page side; online nett; link lenke; map kart; sign skilt; signs skilt; signposted skiltet; route rute; bus buss; road vei;
roads vei; bridge bro; walk gåtur; walking gå; hike fottur; stairs trapp; steep bratt; gravel grus; tarmac asfalt;
wheelchair rullestol; step trinn; steps trinn; floor etasje; door dør; fence gjerde; wall vegg; roof tak; window vindu;
tower tårn; garden hage; house hus; cabin hytte; cabins hytte; shed bod; boathouse naust; garage garasje; building bygning;
build bygge; built bygget; property eiendom; farm gård; farmer bonde; field jorde; sheep sau; cow ku; cows ku; horse hest;
cat katt; animal dyr; animals dyr; dead død; injured skadet; nest reir; nests reir; nesting hekking; seal sel; crab krabbe;
crabs krabbe; lobster hummer; mussel blåskjell; mussels blåskjell; bait agn; rod stang; net garn; nets garn; pots teine;
catch fangst; beach strand; sea sjø; wave bølge; waves bølge; weather vær; rain regn; snow snø; ice is; fog tåke; cancelled
innstilt; canceled innstilt; cancellation innstilling; delayed forsinket; delay forsinkelse; quay kai; jetty brygge; berth
båtplass; berths båtplass; mooring fortøyning; crane kran; fuel drivstoff; petrol bensin; pump pumpe; boil koke; boiled
koke; drink drikke; drinking drikke; brown brun; pipe ledning; pipes ledning; leak lekkasje; sewage kloakk; septic septik;
empties tømmes; emptied tømmes; collected hentes; collection henting; sorted sorteres; plastic plast; metal metall; paper
papir; cardboard papp; hazardous farlig; paint maling; battery batteri; batteries batteri; oil olje; furniture møbel; bulky
grovavfall; recycling gjenvinning; station stasjon; bag pose; bags pose; free gratis; teacher lærer; pupil elev; pupils
elev; student elev; students elev; class klasse; grade trinn; grades trinn; homework lekse; lesson time; lessons time; music
musikk; choir kor; art kunst; mural veggmaleri; murals veggmaleri; cinema kino; stage scene; market marked; café kafe; cafe
kafe; waffles vaffel; cake kake; beer øl; alcohol alkohol; wine vin; food mat; breakfast frokost; lunch lunsj; dinner
middag; toddler småbarn; teenager ungdom; young ung; youth ungdom; parent forelder; parents foreldre; guardian foresatt;
mother mor; father far; family familie; families familie; sister søster; brother bror; siblings søsken; sibling søsken;
senior pensjonist; seniors pensjonist; pensioner pensjonist; pensioners pensjonist; refugee flyktning; visitor besøkende;
tourist turist; tourists turist; resident innbygger; worker arbeider; workers arbeider; employer arbeidsgiver; employee
ansatt; staff ansatt; job jobb; jobs jobb; work arbeid; volunteer frivillig; volunteers frivillig; association forening;
club klubb; team lag; member medlem; nurse sykepleier; dentist tannlege; midwife jordmor; hospital sykehus; pharmacy apotek;
prescription resept; appointment time; test prøve; sample prøve; samples prøve; ill syk; sick syk; pain smerte; emergency
nød; ambulance ambulanse; police politi; fire brann; firework fyrverkeri; fireworks fyrverkeri; chimney pipe; sweep feier;
smoke røyk; stove ovn; bonfire bål; barbecue grill; lamp lys; light lys; lights lys; street gate; streetlight gatelys; wind
vind; turbine turbin; turbines turbin; emission utslipp; emissions utslipp; climate klima; environment miljø; tax skatt;
fund fond; grant tilskudd; grants tilskudd; support støtte; loan lån; allowance stønad; benefit stønad; housing bolig;
contract kontrakt; decision vedtak; case sak; papers sakspapirer; minutes protokoll; appeal klage; complaint klage; hearing
høring; vote stemme; voting stemme; election valg; mayor ordfører; council kommunestyret; county fylke; government
regjering; state stat; owner eier; owners eier; neighbour nabo; neighbours nabo; church kirke; cemetery gravplass; wedding
vielse; marry gifte; married gift; funeral gravferd; passport pass; course kurs; courses kurs; language språk; beginner
nybegynner; beginners nybegynner; exam prøve; swim svømme; pool basseng; gym gymsal; sauna badstue; playground lekeplass;
tent telt; tents telt; camper bobil; motorhome bobil; caravan campingvogn; photo bilde; picture bilde; pictures bilde;
history historie; fortress fort; war krig; stone stein; lifejacket redningsvest; vests vest; helmet hjelm; key nøkkel; code
kode; lock lås; box kasse; basket kurv; waiting vente; queue kø; group gruppe; groups gruppe; people person; adult voksen;
adults voksen; age alder; aged alder; height høyde; length lengde; metre meter; metres meter; width bredde; feet fot; foot
fot; weight vekt; tonne tonn; tonnes tonn; size størrelse; number nummer; part del; end slutt; first første; last siste; new
ny; old gammel; small liten; large stor; big stor; long lang; short kort; high høy; low lav; deep dyp; warm varm; cold kald;
red rød; blue blå; green grønn; yellow gul; white hvit; black svart; north nord; south sør; east øst; west vest; inside
inne; outside ute; borrow låne; lend låne; return levere; returned levere; bring ta; take ta; hand levere; send sende; apply
søke; applies søke; application søknad; ask spørre; answer svare; tell fortelle; report melde; reported melde; register
registrere; book bestille; booked bestille; booking bestilling; reserve reservere; reserved reservert; buy kjøpe; sell
selge; sold selge; rent leie; rented leie; hire leie; fill fylle; sleep overnatte; stay overnatte; park parkere; parked
parkere; parking parkering; drive kjøre; driving kjøring; repair reparere; repaired reparere; replace skifte; replaced
skiftes; install montere; installed montert; inspect kontrollere; inspection tilsyn; check kontrollere; checked kontrollere;
approved godkjent; approval godkjenning; require kreve; required kreve; requires kreve; need trenge; needs trenge; must må;
wear bruke; watch se; see se; show vise; shown vise; meet møte; start starte; finish slutte; finished ferdig; planned
planlagt; scheduled planlagt; expected ventet; ready klar; available ledig; vacant ledig
"""

NORWEGIAN = dict(pair.split() for pair in _PAIRS.replace("\n", " ").split(";"))
"""English word in lower case → the bokmål word."""
