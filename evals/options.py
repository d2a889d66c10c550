"""The options of ``svarutkast eval``; light, because every command parses them."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

HERE = Path(__file__).parent
SAMPLES, BASELINE = HERE / "samples", HERE / "baseline.json"


def add_options(parser: ArgumentParser) -> None:
    """The options of ``svarutkast eval``."""
    parser.add_argument("--split", choices=("test", "dev", "all"), default="test", help="hvilke prøver (test)")
    parser.add_argument("--kinds", help="bare disse slagene av prøver, med komma mellom")
    parser.add_argument("--engine", choices=("extractive", "model", "recorded"), default="extractive",
                        help="motoren som måles: uten modell, med den som er satt, eller med et opptak")  # fmt: skip
    parser.add_argument("--recording", default="written", metavar="NAVN", help="opptaket i evals/recordings (written)")
    parser.add_argument("--samples", type=Path, default=SAMPLES, metavar="MAPPE", help="mappen med prøvene")
    parser.add_argument("--baseline", type=Path, default=BASELINE, metavar="FIL", help="kjøringen det sammenlignes med")
    parser.add_argument("--out", type=Path, metavar="MAPPE", help="der rapporten legges (var/evals/TIDSPUNKT)")
    parser.add_argument("--gate", action="store_true", help="avslutt med 3 når et krav ikke er holdt")
    parser.add_argument("--accept", action="store_true", help="gjør denne kjøringen til den nye det sammenlignes med")
    parser.add_argument("--lock", action="store_true", help="lås testdelen slik den er nå, og stopp")
    parser.add_argument("--judge", metavar="MODELL", help="la en språkmodell dømme utkastene også")
    parser.add_argument("--inspect", action="store_true", help="skriv også en logg for inspect_ai")
