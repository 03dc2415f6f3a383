"""The formulas of the KPI definitions as something that computes: words of the seed in, a number out."""

import re

# Described in words; their inputs are the figure itself.
IN_WORDS = {"CO-01 default", "CO-02 ev", "CO-02 pv", "CO-02 ac", "CO-02 pv_period", "CO-02 ev_period", "CO-02 ac_period",
            "CO-16 amount"}  # fmt: skip
NOTES = ("sum over control accounts of ", " of the whole scope", " bottom up")


def compute(formula: str, account: dict[str, float]) -> float:
    """The value that a formula gives for one control account.

    Raises:
        SyntaxError, NameError: the formula says more than symbols and arithmetic.
    """
    ev, pv, ac, bac = (account[name] for name in ("ev", "pv", "ac", "bac"))
    discrete = " without level of effort"
    if discrete in formula:
        formula, ev, pv = formula.replace(discrete, ""), account["ev_discrete"], account["pv_discrete"]
    for note in NOTES:
        formula = formula.replace(note, "")
    expression = re.sub(r"(\d) ([A-Z])", r"\1 * \2", formula.replace(" x ", " * ").replace("EAC-1", "EAC1"))
    known = {"EV": ev, "PV": pv, "AC": ac, "BAC": bac, "CPI": ev / ac, "SPI": ev / pv, "EAC1": bac * ac / ev,
             "commitments": account.get("commitment")}  # fmt: skip
    return eval(expression, {"__builtins__": {}}, known)
