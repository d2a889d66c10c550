"""The command line: parse, call, print. Results go to standard output, progress to standard error."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from service.errors import ServiceError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 done, 1 some line failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    from service import commands, logs

    logs.set_up()
    try:
        return getattr(commands, options.command)(options)
    except ServiceError as error:
        print(error.title, file=sys.stderr)
        return commands.FAILED
    except KeyboardInterrupt:
        return commands.FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return commands.DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="svarutkast", description="Svarutkast til kommunens sosiale medier. Publiserer aldri."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="KOMMANDO")
    for name, help_text in (
        ("draft", "lag et svarutkast til en kommentar"),
        ("triage", "si hva en kommentar er"),
        ("check", "kontroller et utkast regel for regel"),
    ):
        _text_command(commands, name, help_text)
    _advise_command(commands)
    search = commands.add_parser("search", help="søk i kunnskapsbasen")
    search.add_argument("text", nargs="?", metavar="TEKST", help="det du leter etter")
    search.add_argument("--k", type=int, default=5, help="antall treff (5)")
    search.add_argument("--jsonl", metavar="FIL", help="les {id, q, k} fra en fil, eller fra standard inn med -")
    search.add_argument(
        "--passages", metavar="FIL", help="søk i disse avsnittene: linjer med {id, document, title, text}"
    )
    index = commands.add_parser("index", help="bygg indeksen på nytt av kunnskapsbasen")
    index.add_argument("--quiet", action="store_true", help="si bare fra om feil")
    knowledge = commands.add_parser("knowledge", help="hjelp til dem som skriver kunnskapsbasen")
    written = knowledge.add_subparsers(dest="action", required=True, metavar="HANDLING")
    questions = written.add_parser("questions", help="foreslå spørsmål til avsnittene i en fil; skriver ingenting i den")
    questions.add_argument("file", metavar="FIL", help="en fil i knowledge/services")
    serve = commands.add_parser("serve", help="start tjenesten")
    serve.add_argument("--host", help="adresse (127.0.0.1)")
    serve.add_argument("--port", type=int, help="port (8000)")
    export = commands.add_parser("export", help="skriv ut det som er lagret")
    export.add_argument("--decisions", action="store_true", help="beslutninger som forslag til prøver, maskert")
    export.add_argument("--all", action="store_true", help="alt som er lagret, en JSON-linje for hver rad")
    export.add_argument("--csv", action="store_true", help="køen som regneark")
    _office_commands(commands)
    from evals.options import add_options

    add_options(commands.add_parser("eval", help="mål produktet over prøvene i evals/samples"))
    return parser


def _advise_command(commands) -> None:
    advise = commands.add_parser("advise", help="gi en ansatt råd om et innlegg i egne nettverk")
    advise.add_argument("text", nargs="?", metavar="TEKST", help="innlegget")
    advise.add_argument("--jsonl", metavar="FIL", help="les forespørsler linje for linje fra en fil, eller fra - ")
    advise.add_argument("--json", action="store_true", help="skriv hele svaret som JSON")
    advise.add_argument("--role", help="stillingen")
    advise.add_argument("--audience", help="hvem som får lese: friends, closed_group eller public")
    _judge_option(advise)
    advise.add_argument("--hidden", dest="discloses_employer", action="store_false", default=None,
                        help="leserne vet ikke hvor du jobber")  # fmt: skip


def _judge_option(command) -> None:
    command.add_argument("--judge", action="store_true", default=None, help="la språkmodellen vurdere teksten også")


def _office_commands(commands) -> None:
    keys = commands.add_parser("keys", help="API-nøkler").add_subparsers(dest="action", required=True, metavar="HANDLING")
    create = keys.add_parser("create", help="lag en nøkkel; den vises bare denne ene gangen")
    create.add_argument("name", help="hvem eller hva som får den")
    create.add_argument("--scopes", default="draft,decide,read", help="draft, decide, read, admin, delt med komma")
    keys.add_parser("list", help="vis nøklene")
    keys.add_parser("revoke", help="trekk en nøkkel tilbake").add_argument("id", help="nøkkelens id")
    channel = commands.add_parser("channel", help="slå svarutkast av eller på for en kanal")
    channel.add_argument("channel", nargs="?", choices=("facebook", "x", "instagram", "web"), metavar="KANAL")
    channel.add_argument("state", nargs="?", choices=("on", "off"), metavar="on|off")
    channel.add_argument("--reason", help="hvorfor")
    jobs = commands.add_parser("jobs", help="bakgrunnsjobber og oppgitte leveranser")
    jobs.add_argument("--state", choices=("ready", "running", "done", "dead"), help="bare disse")
    jobs.add_argument("--replay", metavar="ID", help="gjør en oppgitt jobb om igjen")
    person = commands.add_parser("person", help="finn eller slett det som gjelder en person")
    person.add_argument("words", metavar="ORD", help="navn, telefonnummer eller annet å lete etter")
    person.add_argument("--erase", action="store_true", help="slett ordene i det som blir funnet")
    commands.add_parser("retention", help="slett det som er lagret lenge nok")
    commands.add_parser("audit", help="vis revisjonsloggen, og om den er urørt")


def _text_command(commands, name: str, help_text: str) -> None:
    command = commands.add_parser(name, help=help_text)
    command.add_argument("text", nargs="?", metavar="TEKST", help="kommentaren (for check: utkastet)")
    command.add_argument("--jsonl", metavar="FIL", help="les forespørsler linje for linje fra en fil, eller fra - ")
    command.add_argument("--json", action="store_true", help="skriv hele svaret som JSON")
    command.add_argument("--channel", help="facebook, x, instagram eller web")
    command.add_argument("--language", help="auto, nb, nn eller en")
    command.add_argument("--post", help="innlegget det kommenteres på")
    if name == "check":
        command.add_argument("--comment", help="kommentaren utkastet svarer på")
        _judge_option(command)
    else:
        command.add_argument("--tone", help="auto, factual, humorous eller formal")
        command.add_argument(
            "--always-draft", action="store_true", default=None, help="også når svar ikke er nødvendig"
        )
    command.add_argument("--signer", metavar="NAVN;TITTEL;ENHET", help="hvem som svarer på faglige spørsmål")
    if name == "draft":
        command.add_argument("--store", action="store_true", help="lagre utkastet")


if __name__ == "__main__":
    sys.exit(main())
