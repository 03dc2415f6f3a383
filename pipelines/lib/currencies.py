"""The codes of currencies (ISO 4217), the signs and words that stand for them, and which of them a text names.

Rates and contracts do not belong here.
"""

import re

ISO_4217 = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY
COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR
IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF
XPF YER ZAR ZMW ZWG
"""
CODES = frozenset(ISO_4217.split())
# A sign -> the currencies that it may stand for.
SIGNS = {
    "€": {"EUR"},
    "£": {"GBP", "EGP", "FKP", "GIP", "LBP", "SDG", "SHP", "SSP", "SYP"},
    "¥": {"JPY", "CNY"},
    "US$": {"USD"},
    "A$": {"AUD"},
    "C$": {"CAD"},
    "NZ$": {"NZD"},
    "HK$": {"HKD"},
    "S$": {"SGD"},
    "$": {code for code in CODES if code.endswith("D")} | {"ARS", "CLP", "COP", "CUP", "DOP", "MXN", "UYU"},
}
# The currency that a sign stands for, where nobody has to ask which one.
MEANT = {sign: min(codes) for sign, codes in SIGNS.items() if len(codes) == 1} | {"£": "GBP"}
WORDS = {
    "EUR": r"euros|(?<=in )euro|(?<=en )euro",
    "USD": r"us dollars?|dollars? (?:us|américains?)",
    "CHF": r"swiss francs?|francs? suisses?|schweizer franken",
    "GBP": r"pounds? sterling|livres? sterling|sterling",
    "$": r"dollars?",
}
# Only codes that mean nothing else in a title: ALL, TOP and MAD are words, cad and ron are in small letters.
CODE = (
    r"(?<![A-Za-z])[kKmMT]?(AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HUF|INR|JPY|NOK|NZD|PLN|QAR|RON|SAR|SEK|USD|XAF|XOF"
    r"|ZAR|eur|usd|chf|gbp|Eur|Usd|Chf|Gbp)(?![A-Za-z])"
)
SIGN = r"((?:US|A|C|NZ|HK|S)?\$|[€£¥])"
WRITTEN = re.compile("|".join([CODE, SIGN, *(rf"(?i:\b({words})\b)" for words in WORDS.values())]))


def named_in(text: str) -> list[str]:
    """The codes and signs that a text names, each once, in its order: `US dollars` is USD, `$` may be any dollar."""
    meant = (None, None, *WORDS)
    found = (meant[one.lastindex - 1] or one[one.lastindex].upper() for one in WRITTEN.finditer(text))
    return list(dict.fromkeys(found))
