"""The commands of those who answer for the service: keys, switches, jobs, people's requests, retention, audit, export."""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from getpass import getuser

from service.bootstrap import Services, quiet_services
from service.jsonl import DONE, FAILED, USAGE
from service.keys import make_key

ACTOR = "cli"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def keys(options: Namespace) -> int:
    """Create, list or revoke API keys. A new key is shown once."""
    services = quiet_services()
    if options.action == "create":
        key, text = make_key(options.name, [scope.strip() for scope in options.scopes.split(",")])
        services.keys.add(key, _actor())
        print(text)
        sys.stderr.write(f"Nøkkel {key.id} for {key.name}. Den vises bare nå; ta vare på den.\n")
    elif options.action == "revoke":
        services.keys.revoke(options.id, _actor())
    else:
        for key in services.keys.all():
            used = f"sist brukt {key.last_used_at:%Y-%m-%d %H:%M}" if key.last_used_at else "ikke brukt"
            state = "trukket tilbake" if key.revoked_at else used
            print(f"{key.id}  {','.join(sorted(key.scopes))}  {key.name}  ({state})")
    return DONE


def channel(options: Namespace) -> int:
    """Show the channels, or switch one."""
    services = quiet_services()
    if options.channel and options.state:
        services.channels.switch(options.channel, options.state == "on", options.reason, _actor())
    elif options.channel:
        return _usage("channel trenger både KANAL og on eller off.")
    for row in services.channels.all():
        print(f"{row.channel:10} {'på' if row.enabled else 'av'}  {row.reason or ''}")
    return DONE


def jobs(options: Namespace) -> int:
    """List background jobs, or do a dead one again."""
    services = quiet_services()
    if options.replay:
        services.jobs.replay(options.replay, _actor())
        return DONE
    for job in services.jobs.listed(options.state):
        print(f"{job.id}  {job.kind:9} {job.state:8} {job.attempts} forsøk  {job.error or ''}")
    return DONE


def person(options: Namespace) -> int:
    """Print all that is kept that holds these words, one JSON object a line; with ``--erase``, delete the words."""
    services = quiet_services()
    found = services.archive.search(options.words, _actor())
    for row in found:
        print(json.dumps(row, ensure_ascii=False))
        if options.erase and row["kind"] == "draft":
            services.archive.erase(row["id"], _actor(), "requested")
    return DONE if found else FAILED


def retention(_options: Namespace) -> int:
    """Delete what has been kept as long as it may be."""
    from service.worker import apply_retention

    services = quiet_services()
    words, figures = apply_retention(services.archive, services.settings, _actor())
    print(f"Ordene er slettet i {words} utkast, og {figures} utkast er slettet helt.")
    return DONE


def audit(_options: Namespace) -> int:
    """Print the audit log, newest first; 1 where a row is not as it was written."""
    services = quiet_services()
    for row in services.audit.rows(1000):
        print(f"{row['number']:6} {row['at']:%Y-%m-%d %H:%M:%S} {row['actor']:20} {row['action']:18} {row['subject']}")
    broken = services.audit.broken_at()
    if broken is not None:
        sys.stderr.write(f"Rad {broken} er ikke slik den ble skrevet.\n")
    return DONE if broken is None else FAILED


def export(options: Namespace) -> int:
    """Decisions as candidate samples, all that is kept, or the queue as a spreadsheet."""
    services = quiet_services()
    if options.decisions:
        from evals.candidates import candidates

        for sample in candidates(services.store.decided(), services.texts.known_contacts):
            print(sample.model_dump_json(exclude_defaults=True))
    elif options.all:
        for row in services.archive.export(_actor()):
            print(json.dumps(row, ensure_ascii=False))
    elif options.csv:
        _write_csv(services)
    else:
        return _usage("export trenger --decisions, --all eller --csv.")
    return DONE


def plain_cell(value: object) -> str:
    """A cell that a spreadsheet reads as text: what looks like a formula gets an apostrophe in front (OWASP)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _write_csv(services: Services) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n", quoting=csv.QUOTE_ALL)
    out.writerow(("id", "created_at", "channel", "status", "status_reason", "decision", "comment", "draft"))
    for row in services.archive.export(_actor()):
        if row["kind"] == "draft":
            reply = (row["response"]["draft"] or {}).get("text")
            cells = (row["id"], row["created_at"], row["channel"], row["status"], row["status_reason"], row["decided"])
            out.writerow(plain_cell(cell) for cell in (*cells, row["request"]["comment"], reply))


def _actor() -> str:
    """Whoever is signed in on the machine."""
    return f"{ACTOR}:{getuser()}"


def _usage(message: str) -> int:
    sys.stderr.write(message + "\n")
    return USAGE
