"""Traits of a ledger as CSV."""

import re
from collections.abc import Callable

from tests.hostile.silent_wrong.good import BEFORE, JANUARY, LEDGER, LEDGER_HEADER, LEDGER_LINES, Planted, text

COMMA = {"locale": {"decimal": ",", "thousands": ".", "date": "%d.%m.%Y"}}
FIVE_HUNDRED = "W1,D6,actual,2026-02-20,{},Credit"


def amounts(change: Callable[[str], str], **options) -> Planted:
    """Every amount written in another way."""
    return Planted(re.sub(rb"\d+\.\d\d", lambda m: change(m[0].decode()).encode(), LEDGER), **options)


def dates(change: Callable[[re.Match], bytes]) -> Planted:
    """Every date written in another way."""
    return Planted(re.sub(rb"(2026)-(\d\d)-(\d\d)", change, LEDGER))


def more(*lines: str, **options) -> Planted:
    """Lines below the good ones."""
    return Planted(text(LEDGER_HEADER, [*LEDGER_LINES, *lines]), **options)


def one(old: bytes, new: bytes, **options) -> Planted:
    """One place written in another way."""
    assert old in LEDGER, old
    return Planted(LEDGER.replace(old, new, 1), **options)


TRAITS = {
    "clean": Planted(LEDGER),
    "first_file_of_the_source": Planted(LEDGER, before=b""),
    "sep_line": Planted(b"sep=,\n" + LEDGER),
    "sep_line_quoted": Planted(b'"sep=,"\n' + LEDGER),
    "title_lines": Planted(b"Ledger of contract 7\n\nIn EUR\n" + LEDGER),
    "title_in_francs": Planted(b"All amounts in CHF\n" + LEDGER, right={"ac": -1}),
    "title_in_dollars": Planted(b"Ledger ($)\n" + LEDGER, right={"ac": -1}),
    "footer_in_dollars": Planted(LEDGER + b"All amounts in USD\n", right={"ac": -1}),
    "footer_in_dollars_with_its_commas": Planted(LEDGER + b"All amounts in USD,,,,,\n", right={"ac": -1}),
    "footer_in_thousands": Planted(LEDGER + b"Amounts in k EUR,,,,,\n", right={"ac": 6_000_000}),
    "amount_twice": Planted(text(LEDGER_HEADER + ",amount", [f"{line},{line.split(',')[4]}" for line in LEDGER_LINES])),
    "amount_twice_and_other": Planted(text(LEDGER_HEADER + ",amount", [line + ",1.00" for line in LEDGER_LINES]), right={"ac": -1}),
    "amount_twice_in_capitals": Planted(text(LEDGER_HEADER + ", AMOUNT ", [line + ",1.00" for line in LEDGER_LINES]), right={"ac": -1}),
    "no_line_of_the_month": Planted(text(LEDGER_HEADER, [*JANUARY, "W1,D5,actual,2026-01-27,464.50,Gravel"]), right={"ac": 6000}),
    "title_in_thousands": Planted(b"Amounts in k EUR\n" + LEDGER, right={"ac": 6_000_000}),
    "bom": Planted(b"\xef\xbb\xbf" + LEDGER),
    "utf16": Planted(LEDGER.decode().encode("utf-16")),
    "carriage_returns_doubled": Planted(LEDGER.replace(b"\n", b"\r\r\n")),
    "carriage_returns_alone": Planted(LEDGER.replace(b"\n", b"\r")),
    "semicolons": Planted(LEDGER.replace(b",", b";")),
    "semicolons_decimal_comma": Planted(LEDGER.replace(b",", b";").replace(b".", b",")),
    "tabs": Planted(LEDGER.replace(b",", b"\t")),
    "decimal_comma_quoted": amounts(lambda a: f'"{a.replace(".", ",")}"'),
    "thousands_comma": amounts(lambda a: f'"{float(a):,.2f}"'),
    "thousands_dot_decimal_comma": amounts(lambda a: '"' + f"{float(a):,.2f}".translate(str.maketrans(",.", ".,")) + '"'),
    "thousands_dot_no_decimals": amounts(lambda a: f"{int(float(a)):,}".replace(",", "."), right={"ac": 5998}),
    "thousands_dot_no_decimals_first": amounts(lambda a: f"{int(float(a)):,}".replace(",", "."), right={"ac": 5998}, before=b""),
    "thousands_blank": amounts(lambda a: f"{float(a):,.2f}".replace(",", " ")),
    "thousands_no_break_space": amounts(lambda a: f"{float(a):,.2f}".replace(",", "\u00a0")),
    "thousands_apostrophe": amounts(lambda a: f"{float(a):,.2f}".replace(",", "'")),
    "three_decimals": amounts(lambda a: a + "0"),
    "scientific": amounts(lambda a: f"{float(a):.6E}"),
    "scientific_as_excel_saves_it": amounts(lambda a: f"{float(a):.1E}"),
    "scientific_with_comma": amounts(lambda a: '"' + f"{float(a):.1E}".replace(".", ",") + '"', source={"locale": {"decimal": ","}}),
    "scientific_codes": Planted(LEDGER.replace(b"W1", b"1.23E+11").replace(b"W2", b"1.23E+11")),
    "one_of_three_decimals": one(b"464.50", b"464.512", source={"locale": {"decimal": "."}}, right={"ac": -1}),
    "one_of_three_decimals_comma": Planted(
        re.sub(rb"(\d+)\.(\d\d)", rb'"\1,\2"', LEDGER).replace(b'"464,50"', b'"464,512"'), source={"locale": {"decimal": ","}}, right={"ac": -1}),
    "one_that_groups": one(b"464.50", b'"464,512"', right={"ac": 6000.012}),
    "group_that_begins_with_0": one(b"464.50", b'"0,464"', right={"ac": 5535.964}),
    "full_width_digits": amounts(lambda a: a.translate(str.maketrans("0123456789", "０１２３４５６７８９"))),
    "zero_width_space": amounts(lambda a: a + "\u200b"),
    "formula_text": amounts(lambda a: f'"=""{a}"""'),
    "currency_sign": amounts(lambda a: f"€ {a}"),
    "currency_code_before": amounts(lambda a: f"CHF {a}"),
    "currency_code_after": amounts(lambda a: f"{a} USD"),
    "currency_sign_dollar": amounts(lambda a: f"${a}"),
    "debit_mark": amounts(lambda a: f"{a} DR"),
    "percent_sign": amounts(lambda a: f"{a}%"),
    "thousands_of_eur": amounts(lambda a: f"{float(a) / 1000:.5f}"),
    "cents": amounts(lambda a: a.replace(".", "")),
    "credit_in_parentheses": more(FIVE_HUNDRED.format("(500.00)"), right={"ac": 5500}),
    "credit_with_minus_behind": more(FIVE_HUNDRED.format("500.00-"), right={"ac": 5500}),
    "credit_with_minus": more(FIVE_HUNDRED.format("-500.00"), right={"ac": 5500}),
    "credit_with_typographic_minus": more(FIVE_HUNDRED.format("−500.00"), right={"ac": 5500}),
    "credit_with_cr": more(FIVE_HUNDRED.format("500.00 CR"), right={"ac": 5500}),
    "reversal_of_nothing": Planted(text(LEDGER_HEADER + ",reversal", [*(line + "," for line in LEDGER_LINES), "W9,D9,actual,2026-02-20,-500.00,Credit,X"]), right={"ac": -1}),
    "accrual_below_zero": more("W9,D9,accrual,2026-02-20,-500.00,Credit", right={"ac": -1}),
    "one_month_in_thousands": Planted(re.sub(rb"(2026-02-\d\d),(\d+)\.(\d\d)", lambda m: b"%s,%.5f" % (m[1], float(m[2]) / 1000), LEDGER), source={"locale": {"decimal": "."}}),
    "nil_as_dash": more(FIVE_HUNDRED.format(" -   ")),
    "nil_as_long_dash": more(FIVE_HUNDRED.format("–")),
    "total_english": more("Total,,actual,,6000.00,"),
    "total_in_key": more("TOTAL,TOTAL,actual,2026-02-28,6000.00,"),
    "total_star": more("*,,actual,,6000.00,"),
    "total_french": more("Total général,,actual,2026-02-28,6000.00,"),
    "total_german": more("Gesamtsumme,,actual,2026-02-28,6000.00,"),
    "total_polish": more("Razem,,actual,2026-02-28,6000.00,"),
    "total_spanish": more("Suma,,actual,2026-02-28,6000.00,"),
    "total_greek": more("Σύνολο,,actual,2026-02-28,6000.00,"),
    "total_chinese": more("合计,,actual,2026-02-28,6000.00,"),
    "total_without_a_word": more(",,actual,2026-02-28,6000.00,"),
    "total_with_a_code": more("W,,actual,2026-02-28,6000.00,"),
    "total_with_a_document": more("W1,D6,actual,2026-02-28,6000.00,Gravel"),
    "total_of_the_month": more("W2,D6,actual,2026-02-28,3965.25,Total mois"),
    "total_above_in_words": more("W2,D6,actual,2026-02-28,6000.00,Ensemble"),
    "sub_total_with_a_document": more("W1,D6,actual,2026-02-28,2499.25,Sous-total W1"),
    "sub_totals": more("W1,,actual,2026-02-28,2499.25,Subtotal W1", "W2,,actual,2026-02-28,3500.75,Subtotal W2"),
    "header_again": Planted(text(LEDGER_HEADER, [*LEDGER_LINES[:3], LEDGER_HEADER, *LEDGER_LINES[3:]])),
    "second_table": more("", "Budget by code", "cost_key,amount", "W1,9000", "W2,8000"),
    "second_table_of_one_layout": more("", LEDGER_HEADER, "W9,Z1,actual,2026-02-03,777.00,Other contract"),
    "every_line_twice": more(*LEDGER_LINES),
    "one_line_twice": more(LEDGER_LINES[2]),
    "blank_lines_between": Planted(LEDGER.replace(b"\nW2,D3", b"\n\n\nW2,D3")),
    "blank_cells_rows": Planted(LEDGER.replace(b"\nW2,D3", b"\n,,,,,\nW2,D3")),
    "quote_not_closed": one(b"Crane", b'"Crane'),
    "quotes_swallow_lines": Planted(LEDGER.replace(b"Crane", b'"Crane').replace(b"Gravel", b'Gravel"')),
    "quotes_swallow_from_an_inch": Planted(text(LEDGER_HEADER.replace("amount,description", "description,amount"), [
        'W1,D1,actual,2026-01-10,Steel,1234.50', 'W1,D2,actual,2026-01-20,Sand,800.25', 'W2,D3,actual,2026-02-03,"Pipe 6"",1500.00',
        'W2,D4,actual,2026-02-11,"Pipe 8"",2000.75', "W1,D5,actual,2026-02-27,Gravel,464.50"])),
    "line_break_quoted": one(b"Crane", b'"Crane\nlarge"'),
    "comma_in_description_before_amount": Planted(
        text(LEDGER_HEADER.replace("amount,description", "description,amount"), [
            *(",".join([*line.split(",")[:4], line.split(",")[5], line.split(",")[4]]) for line in LEDGER_LINES[:4]),
            "W1,D5,actual,2026-02-27,Gravel, washed,464.50"])),
    "cell_less": one(b"W2,D3,actual", b"W2,actual"),
    "cut_in_the_last_amount": Planted(LEDGER[: LEDGER.rindex(b"464.50") + 2]),
    "cut_after_a_line": Planted(LEDGER[: LEDGER.index(b"W1,D5")]),
    "dates_day_first": dates(rb"\3/\2/\1"),
    "dates_month_first": dates(rb"\2/\3/\1"),
    "dates_with_dots": dates(rb"\3.\2.\1"),
    "dates_two_digit_years": dates(rb"\3.\2.26"),
    "dates_single_digits": dates(lambda m: m[0].replace(b"-0", b"-")),
    "dates_as_serial_numbers": dates(lambda m: str(46023 + (int(m[2]) - 1) * 31 + int(m[3]) - 1).encode()),
    "dates_with_time": dates(rb"\1-\2-\3 00:00:00"),
    "dates_in_words": dates(lambda m: m[3] + b" Feb 2026"),
    "day_first_where_the_map_says_month_first": Planted(dates(rb"\3/\2/\1").content, source={"locale": {"date": "%m/%d/%Y"}}),
    "date_of_2062": one(b"2026-02-03", b"2062-02-03"),
    "date_of_2028": one(b"2026-02-03", b"2028-02-03"),
    "date_of_1926": one(b"2026-02-03", b"1926-02-03"),
    "amount_blank": one(b"1500.00", b""),
    "bom_amid_lines": Planted(LEDGER.replace(b"W2,D3", b"\xef\xbb\xbfW2,D3")),
    "date_blank": one(b"2026-02-03", b""),
    "date_9999": one(b"2026-02-03", b"9999-12-31"),
    "type_unknown": one(b"D3,actual", b"D3,spend"),
    "type_capital": one(b"D3,actual", b"D3,Actual"),
    "currency_column_appears": Planted(text(LEDGER_HEADER + ",currency", [
        line + (",USD" if n == 2 else ",EUR") for n, line in enumerate(LEDGER_LINES)]), right={"ac": 5700}),
    "currency_column_of_another_name": Planted(text(LEDGER_HEADER + ",Devise", [
        line + (",USD" if n == 2 else ",EUR") for n, line in enumerate(LEDGER_LINES)]), right={"ac": 5700}),
    "amount_column_with_tax": Planted(LEDGER.replace(b",amount,", b",amount TTC,")),
    "columns_reordered": Planted(text("amount,cost_key,document_id,entry_type,posting_date,description", [
        ",".join([(c := line.split(","))[4], *c[:4], c[5]]) for line in LEDGER_LINES])),
    "same_bytes_as_last_month": Planted(BEFORE["cost"]),
    "only_this_month": Planted(text(LEDGER_HEADER, LEDGER_LINES[2:])),
    "other_contract": Planted(text(LEDGER_HEADER, [line.replace("W", "Q").replace(",D", ",E") for line in LEDGER_LINES])),
    "code_page": one(b"Crane", "Kran für Höhe".encode("cp1252")),
    "key_in_another_page": Planted(LEDGER.replace(b"W2", "É2".encode("cp850"))),
    "key_with_no_break_space": Planted(LEDGER.replace(b"W2,", "W2\u00a0,".encode())),
    "sap_list": Planted(
        b"05.03.2026     Dynamic List Display       1\n" + b"-" * 60 + b"\n"
        b"|cost_key|document_id|entry_type|posting_date|     amount|description|\n" + b"-" * 60 + b"\n"
        b"|W1      |D1         |actual    |10.01.2026  |  1.234,50 |Steel      |\n"
        b"|W1      |D2         |actual    |20.01.2026  |    800,25 |Sand       |\n"
        b"|W2      |D3         |actual    |03.02.2026  |  1.500,00 |Crane      |\n"
        b"|W2      |D4         |actual    |11.02.2026  |  2.000,75 |Concrete   |\n"
        b"|W1      |D5         |actual    |27.02.2026  |    464,50 |Gravel     |\n" + b"-" * 60 + b"\n"
        b"|*       |           |          |            |  6.000,00 |           |\n" + b"-" * 60 + b"\n",
        source=COMMA, before=b""),
    "footer": more("Exported on 2026-03-02 by SAP"),
    "nul_in_amount": one(b"1500.00", b"1500\x00.00"),
}  # fmt: skip
