"""Doubles -> plain digits: a point, no exponent, the shortest digits that mean the same double. Nothing here rounds."""

import polars as pl

SCIENTIFIC = r"^(-?)([0-9])(?:\.([0-9]+))?e([-+]?[0-9]+)$"
EXACT = pl.Decimal(38, 20)


def plain_digits(number: pl.Expr) -> pl.Expr:
    """1.2345678901234499e17 -> 123456789012345000, 1.5e-7 -> 0.00000015, 5.0 -> 5."""
    short = number.cast(pl.String)
    sign, digit, rest, power = (short.str.extract(SCIENTIFIC, group) for group in range(1, 5))
    digits, power = digit + rest.fill_null("").replace("0", ""), power.cast(pl.Int64)
    large = sign + digits.str.pad_end(power + 1, "0")
    small = sign + "0." + digits.str.pad_start(digits.str.len_chars() - power - 1, "0")
    return pl.coalesce(pl.when(power >= 0).then(large), pl.when(power < 0).then(small), short.str.strip_suffix(".0"))


def percent(text: pl.Expr) -> pl.Expr:
    """Digits of a fraction -> those of its percentage with the sign: 0.07 -> 7%; exact where 20 decimals are enough."""
    number = text.cast(pl.Float64, strict=False)
    usual = pl.when(number.abs().is_between(1e-3, 1e15) | (number == 0)).then(text)
    shifted = (usual.cast(EXACT, strict=False) * 100).cast(pl.String).str.strip_chars_end("0").str.strip_suffix(".")
    large = pl.when((number.abs() >= 1e15) & ~text.str.contains(".", literal=True)).then(text + "00")
    return pl.coalesce(shifted, large, plain_digits(number * 100)) + "%"
