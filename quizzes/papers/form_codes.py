"""Form codes: sixteen letters and digits that rebuild a form wherever the same course is installed. Pure.

Crockford's base 32 (no I, L, O or U, which read like others), in four groups. The last sign is a
check sign: a sum over the field of 32 elements that notices every wrong sign and every two signs
exchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOKALIKES = str.maketrans("OIL", "011")
SIGNS, GROUP = 16, 4
# Bits of each field, in the order they are written: 75 in all, five for each sign but the last.
FIELDS = {"seed": 27, "items": 8, "plan": 15, "bank": 25}
SEEDS = 2 ** FIELDS["seed"]
FIELD_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1, by which products in the field of 32 are reduced


class NotACode(ValueError):
    """The text is no form code; says why in words for whoever typed it."""


@dataclass(frozen=True, slots=True)
class FormCode:
    """What a code holds.

    Attributes:
        seed: 0 to 134,217,727.
        items: questions on the form, 1 to 255.
        plan: the first bits of the plan's digest.
        bank: the first bits of the digest of all questions that could be drawn.
    """

    seed: int
    items: int
    plan: int
    bank: int

    def __post_init__(self) -> None:
        for field, bits in FIELDS.items():
            if not 0 <= getattr(self, field) < 2**bits:
                raise NotACode(f"The {field} must lie between 0 and {2**bits - 1}.")

    @classmethod
    def of(cls, *, seed: int, items: int, plan: str, bank: str) -> FormCode:
        """Return the code of a form, from the hex digests of its plan and bank."""
        return cls(seed, items, plan_bits(plan), first_bits(bank, FIELDS["bank"]))

    def __str__(self) -> str:
        number = 0
        for field, bits in FIELDS.items():
            number = number << bits | getattr(self, field)
        values = [number >> 5 * place & 31 for place in reversed(range(SIGNS - 1))]
        text = "".join(ALPHABET[value] for value in (*values, check_of(values)))
        return "-".join(text[start : start + GROUP] for start in range(0, SIGNS, GROUP))


def read_code(text: str) -> FormCode:
    """Return what a typed code holds. Small letters, spaces, hyphens, O for 0 and I or L for 1 are fine.

    Raises:
        NotACode: signs are missing, unknown or mistyped.
    """
    signs = re.sub(r"[\s-]", "", text).upper().translate(LOOKALIKES)
    if len(signs) != SIGNS:
        raise NotACode(f"A form code has {SIGNS} letters and digits; this one has {len(signs)}.")
    strange = sorted({sign for sign in signs if sign not in ALPHABET})
    if strange:
        raise NotACode(f"A form code never holds “{strange[0]}”.")
    *values, check = (ALPHABET.index(sign) for sign in signs)
    if check != check_of(values):
        raise NotACode("The code is mistyped: its last sign does not fit the others.")
    number = 0
    for value in values:
        number = number << 5 | value
    found = {}
    for field, bits in reversed(FIELDS.items()):
        found[field] = number & (2**bits - 1)
        number >>= bits
    return FormCode(**found)


def plan_bits(digest: str) -> int:
    """Return what a code holds of the hex digest of a plan."""
    return first_bits(digest, FIELDS["plan"])


def check_of(values: list[int]) -> int:
    """Return the check value: the values as digits of a polynomial at the generator of the field."""
    check = 0
    for value in values:
        check = doubled(check) ^ value
    return doubled(check)


def doubled(value: int) -> int:
    """Return the product with the generator in the field of 32 elements."""
    twice = value << 1
    return twice ^ FIELD_POLYNOMIAL if twice > 31 else twice


def first_bits(hex_digest: str, bits: int) -> int:
    return int(hex_digest, 16) >> (4 * len(hex_digest) - bits)
