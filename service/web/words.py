"""Names of codes in the words staff read, in bokmål; the catalogue has the other languages."""

from __future__ import annotations

STATUSES = {
    "drafted": "Utkast klart",
    "refused": "Ikke utkast: politisk",
    "needs_human": "Et menneske må ta denne",
    "no_reply_needed": "Svar er ikke nødvendig",
}
REASONS = {
    "answered": "Svarer med opplysninger fra kunnskapsbasen.",
    "partly_answered": "Svarer på noe av det som blir spurt om. Resten må du fylle ut.",
    "acknowledged": "Kvitterer for kommentaren.",
    "formal_enquiry": "Saken må sendes som formell henvendelse (regel A9).",
    "political": "Politiske henvendelser skal alltid henvises til politisk nivå (regel A10).",
    "political_mixed": "Kommentaren har en politisk del. Den skal henvises til politisk nivå (regel A10).",
    "political_doubt": "Kommentaren kan være politisk. Avgjør selv om den skal henvises (regel A10).",
    "no_source": "Kunnskapsbasen har ikke noe sikkert svar på dette.",
    "sources_disagree": "Kildene er uenige. Avklar hva som stemmer før du svarer.",
    "signer_missing": "Faglig spørsmål: fyll inn hvem som svarer, med navn, tittel og enhet (regel A8).",
    "emergency": "Kan gjelde liv og helse. Se på den med en gang.",
    "abuse": "Trakassering eller trusler. Vurder skjuling og anmeldelse.",
    "spam": "Ser ut som søppelpost.",
    "personal_data": "Inneholder personopplysninger. Flytt samtalen ut av kommentarfeltet.",
    "neutral": "Nøytral kommentar (regel A4). Du kan svare om du vil.",
    "check_failed": "Utkastet brøt en regel og er holdt tilbake.",
    "model_failed": "Språkmodellen svarte ikke.",
}
WHOM_TO_ASK = {
    "no_source": "Spør enheten som har ansvaret, eller skriv svaret selv når du har en kilde.",
    "sources_disagree": "Spør eieren av kildene hvilken som gjelder, og rett kunnskapsbasen.",
    "signer_missing": "Spør enhetslederen på fagområdet, eller fyll inn deg selv og lag utkastet på nytt.",
    "political_doubt": "Spør politisk nivå eller lederen din når du er i tvil.",
    "emergency": "Ring nødnummeret hvis det ikke alt er gjort, og varsle lederen din.",
    "abuse": "Snakk med lederen din. Trusler kan anmeldes til politiet.",
    "personal_data": "Skjul kommentaren, og be innbyggeren ta kontakt på telefon eller e-post.",
    "check_failed": "Skriv svaret selv, eller spør en kollega.",
    "model_failed": "Prøv igjen om litt, eller skriv svaret selv.",
}
INTENTS = {
    "service_question": "spørsmål om en tjeneste", "general_question": "generelt spørsmål",
    "professional_question": "faglig spørsmål", "factual_error": "faktafeil", "praise": "ros", "criticism": "kritikk",
    "neutral_remark": "nøytral kommentar", "case_handling": "noe som må behandles som sak", "political": "politikk",
    "abuse": "trakassering", "spam": "søppelpost", "emergency": "nødsituasjon", "personal_data": "personopplysninger",
}  # fmt: skip
REPLIES = {"required": "Skal besvares", "recommended": "Bør besvares", "optional": "Kan besvares"}
VERDICTS = {"fail": "brudd", "review": "se over", "pass": "i orden", "not_applicable": "gjelder ikke"}
RULES = {
    "A1": "Snakk som kommunen", "A2": "Svar på spørsmål og faktafeil", "A3": "Takk for ros", "A4": "Nøytrale kommentarer",
    "A5": "Møt kritikk", "A6": "Tone", "A7": "Uten navn på generelle svar", "A8": "Navn på faglige svar",
    "A9": "Formell henvendelse", "A10": "Politikk henvises", "grounding": "Fakta", "personal_data": "Personvern",
    "length": "Lengde", "language": "Språk", "promise": "Løfter", "hostility": "Høflighet", "profile": "Profil",
    "plain_language": "Klarspråk",
}  # fmt: skip
EMPLOYEE_RULES = {
    "B1": "Delta gjerne", "B2": "Oppfør deg som ellers", "B3": "Rollen som ansatt", "B4": "Kontakt med elever og brukere",
    "B5": "Taushetsplikt", "B6": "Vær åpen om hvor du jobber", "B7": "Snakk for deg selv", "B8": "Henvendelser til kommunen",
    "B9": "Internett husker", "B10": "I tvil? Spør webansvarlig",
}  # fmt: skip
DECISIONS = {"approved": "Godkjent", "edited": "Endret og godkjent", "rejected": "Avvist"}
REJECTIONS = {
    "wrong_fact": "Feil i fakta", "outdated": "Utdatert", "missing_answer": "Svarer ikke på spørsmålet",
    "wrong_tone": "Feil tone", "wrong_language": "Feil språk", "too_long": "For langt", "political": "Politisk",
    "personal_data": "Personopplysninger", "not_needed": "Ikke nødvendig å svare", "other": "Annet",
}  # fmt: skip
CHANNELS = {"facebook": "Facebook", "x": "X", "instagram": "Instagram", "web": "Nettsiden"}
TONES = {"auto": "Velg for meg", "factual": "Saklig", "humorous": "Lett", "formal": "Formell"}
LANGUAGES = {"auto": "Som innbyggeren", "nb": "Bokmål", "nn": "Nynorsk", "en": "Engelsk"}

NAMES = {
    "statuses": STATUSES, "reasons": REASONS, "intents": INTENTS, "replies": REPLIES, "verdicts": VERDICTS, "rules": RULES,
    "decisions": DECISIONS, "rejections": REJECTIONS, "channels": CHANNELS, "tones": TONES, "languages": LANGUAGES,
    "whom_to_ask": WHOM_TO_ASK, "employee_rules": EMPLOYEE_RULES,
}  # fmt: skip
"""All of them, as templates know them."""
