"""A client's SAP export (CJI3 layout, cp1252, dots in thousands) and an invoice register, through the whole pipeline.

ORACLE O27: five actual rows, 100, 50 (reversed), -20, 30 and a grand total of 160, are an actual cost of 110; added up as they
stand they would be 320. ORACLE O22: 100k paid ten days late and 900k two days early are -0.8 days. The rest is worked by hand.
"""

import shutil
from decimal import Decimal

import pytest

from tests.end_to_end.pipeline import PROJECT_ROOT, published, refresh, workspace_at

pytestmark = pytest.mark.slow
HEADER = ("Déf. de projet;Élément d'OTP;N° pièce;Poste;Nature;Type de pièce;Contrepassé;Date de la pièce;Date comptable;"
          "Val./devise objet;Devise;Libellé")  # fmt: skip
LINES = """METRO-L3;G.LOT3.1;5001;1;Réalisé;;;28.01.2026;03.02.2026;100,00;EUR;Terrassement
METRO-L3;G.LOT3.1;5002;1;Réalisé;;X;05.02.2026;06.02.2026;50,00;EUR;Saisi deux fois
METRO-L3;G.LOT3.1;5003;1;Réalisé;KG;;10.02.2026;11.02.2026;20,00-;EUR;Avoir
METRO-L3;G.LOT3.2;5004;1;Réalisé;;;12.02.2026;13.02.2026;30,00;EUR;Étaiement
METRO-L3;G.LOT3;B1;1;Budget;;;01.01.2026;01.01.2026;1.000,00;EUR;
METRO-L3;G.LOT3;B2;1;Virement;;;01.02.2026;01.02.2026;100,00-;EUR;
METRO-L3;G.LOT3;C1;1;Engagé;;;01.01.2026;02.01.2026;800,00;EUR;
METRO-L3;G.LOT3;S1;1;Certifié;;;31.01.2026;02.02.2026;150,00;EUR;
METRO-L3;G.LOT3;F1;1;Facturé;;;31.01.2026;04.02.2026;140,00;EUR;
METRO-L3;G.LOT3;P1;1;Payé;;;20.02.2026;20.02.2026;120,00;EUR;
METRO-L3;G.LOT3;A1;1;Atterrissage;;;28.02.2026;28.02.2026;1.250,50;EUR;
METRO-L3;G.LOT3;R1;1;Aléas;;;01.01.2026;01.01.2026;200,00;EUR;
METRO-L3;G.LOT3;R2;1;Tirage;;;15.02.2026;15.02.2026;60,00;EUR;
METRO-L3;G.LOT3;V1;1;Révision;;;28.02.2026;28.02.2026;7,25;EUR;
METRO-L3;G.LOT3;V2;1;Retenue;;;28.02.2026;28.02.2026;7,50;EUR;
METRO-L3;G.LOT3;V3;1;Avance;;;10.01.2026;10.01.2026;80,00;EUR;
;;;;Réalisé;;;;;160,00;EUR;Total général
"""
INVOICES = """N° facture;Reçue le;Échéance;Payée le;Montant TTC
SIT-01;05/12/2025;04/01/2026;14/01/2026;120 000,00
SIT-02;10/01/2026;09/02/2026;07/02/2026;1 080 000,00
SIT-03;10/02/2026;12/03/2026;10/03/2026;60 000,00
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    home = tmp_path_factory.mktemp("french")
    shutil.copytree(PROJECT_ROOT / "tests/end_to_end/french", home / "sources")
    shutil.copytree(PROJECT_ROOT / "sources" / "feeds", home / "sources" / "feeds")
    workspace = workspace_at(home, home / "sources")
    for feed in ("cost", "invoice"):
        (workspace.inbox / "client" / feed).mkdir(parents=True)
    ledger = f"Liste des postes individuels\n\nMontants en EUR\n{HEADER}\n{LINES}"
    (workspace.inbox / "client/cost/CJI3_20260228.csv").write_bytes(ledger.encode("cp1252"))
    (workspace.inbox / "client/invoice/factures_2026-02-28.csv").write_text(INVOICES, encoding="utf-8")
    refresh(workspace)
    return workspace


def kpi(workspace, kpi_id, variant="default"):
    ((value, reason),) = published(
        workspace,
        f"""select value, reason_code from kpi.fct_kpi where kpi_id = '{kpi_id}' and variant = '{variant}'
        and scope = 'contract' and period_id = '2026-02' and baseline_basis = 'in_force'""",
    )
    return value if value is not None else reason


def test_both_files_are_accepted_and_what_was_dropped_is_counted(workspace):
    verdicts = published(workspace, "select feed, verdict, row_count from marts.fct_submission order by all")
    assert verdicts == [("cost", "ACCEPTED_WITH_WARNINGS", 15), ("invoice", "ACCEPTED_WITH_WARNINGS", 3)]
    found = published(workspace, "select distinct rule_id from marts.fct_finding where severity <> 'info' order by all")
    # The other side of the transfer is in no contract of ours; SIT-03 is paid ten days after the register's own day.
    assert found == [("V51",), ("V63B",)]


@pytest.mark.parametrize(
    ("kpi_id", "variant", "value"),
    [
        ("CO-02", "ac", "110"),
        ("CO-01", "default", "900"),  # 1,000 less the transfer
        ("CO-16", "amount", "800"),
        ("CO-17", "certified", "150"),
        ("CO-17", "invoiced", "140"),
        ("CO-17", "paid", "120"),
        ("CO-10", "default", "1250.50"),
        ("CO-18", "to_commit", "450.50"),
        ("CO-18", "available", "100"),
        ("CO-22", "drawn", "0.30"),
        ("CO-22", "remaining", "140"),
        ("CO-27", "default", "7.25"),
        ("CT-11", "weighted_days", "-0.8"),
        ("CT-11", "late_count", "0.5"),
        ("CT-11", "late_value", "0.1"),
    ],
)
def test_figure(workspace, kpi_id, variant, value):
    assert kpi(workspace, kpi_id, variant) == Decimal(value)


def test_posting_date_decides_the_month(workspace):
    rows = published(
        workspace, "select document_id, fiscal_period from marts.fct_cost_entry where document_id = '5001'"
    )
    assert rows == [("5001", "2026-02")]  # a document of January, posted in February


def test_tax_is_out_of_the_invoices(workspace):
    amounts = published(workspace, "select amount, is_paid from marts.fct_invoice_status order by invoice_id")
    assert amounts == [(100_000, True), (900_000, True), (50_000, False)]  # the third is paid after the cut-off


def test_coverage_waits_for_a_register(workspace):
    assert kpi(workspace, "RK-06", "emv") == "E12"
