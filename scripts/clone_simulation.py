#!/usr/bin/env python3
"""How soon copies of one stamp are noticed, and how often a genuine stamp is flagged: the table behind the rules.

Assumed, until a deployment knows better: a tenth of the packs is scanned; a scanned pack meets a few more phones
(geometric, 0.6 on average); one in 500 is a show-piece scanned by 20 to 200 phones. A copied code sits on many packs,
each scanned by its buyer with probability p. The second person who types a covered code is told at once.
"""

import random
import statistics
import sys

PACKS, TRIALS = 400_000, 4000
SCANNED, MORE_PHONES, SHOW_PIECE = 0.10, 0.6, 1 / 500
THRESHOLDS = (3, 4, 5, 6, 8, 10, 15)
BUYERS = (0.02, 0.05, 0.10)


def main():
    chance = random.Random(1)
    devices = genuine_devices(chance)
    print(f"{len(devices):,} of {PACKS:,} genuine packs were scanned")
    print("phones  genuine flagged  copies sold before the flag (median / 95 of 100) when so many buyers scan")
    print("                         " + "".join(f"{share:>15.0%}" for share in BUYERS))
    for threshold in THRESHOLDS:
        flagged = sum(count >= threshold for count in devices) / len(devices)
        print(f"{threshold:>6}  {flagged:>15.2%}  {row(chance, threshold)}")
    print(f"covered code opened twice   {row(chance, 2)}   (the share of buyers who type it)")


def genuine_devices(chance):
    """How many phones each scanned genuine pack met."""
    return [1 + more_phones(chance) + show_piece(chance) for _ in range(PACKS) if chance.random() <= SCANNED]


def more_phones(chance):
    count = 0
    while chance.random() < MORE_PHONES / (1 + MORE_PHONES):
        count += 1
    return count


def show_piece(chance):
    return chance.randint(20, 200) if chance.random() < SHOW_PIECE else 0


def row(chance, needed):
    return "".join(f"{cell(chance, needed, share):>15}" for share in BUYERS)


def cell(chance, needed, share):
    sold = sorted(sold_until(chance, needed, share) for _ in range(TRIALS))
    return f"{int(statistics.median(sold))} / {sold[TRIALS * 95 // 100]}"


def sold_until(chance, needed, share):
    """How many copies are sold until so many buyers have scanned one."""
    sold = scans = 0
    while scans < needed:
        sold += 1
        scans += chance.random() < share
    return sold


if __name__ == "__main__":
    sys.exit(main())
