"""The three contracts of the demo portfolio."""

import datetime as dt
from decimal import Decimal

from pipelines.lib.demo.facts import Change, ContractFacts

CIVILS = ContractFacts(
    contract_id="L16-civils",
    project_id="L16",
    party_id="acme-civils",
    market_no="2025-0117",
    code="C",
    currency="EUR",
    signed_value=184_500_000,
    activities=1500,
    areas=(
        ("TUN", "Tunnel nord"),
        ("SEV", "Gare Sévigné"),
        ("QUA", "Quai Nord"),
        ("PUI", "Puits de l'Écluse"),
        ("MAI", "Gare Mairie"),
        ("ARR", "Arrière-gare"),
    ),
    trades=(
        ("ENA", "Enabling works"),
        ("EXC", "Excavation"),
        ("STR", "Structure"),
        ("FIN", "Finishes"),
    ),
    zones=5,
    steps=(
        "Survey and set out", "Divert utilities", "Install guide walls", "Excavate", "Dewater", "Place blinding",
        "Fix reinforcement", "Set formwork", "Cast concrete – pour", "Cure", "Strip and make good",
        "Inspect and hand over",
    ),
    days=(4, 13),
    pace=(0.92, 1.14),
    cost_factor=Decimal("1.07"),
    change=Change("CO-014", "BL1", 4, dt.date(2026, 4, 10), dt.date(2026, 4, 1), 6_200_000),
    due=((dt.date(1900, 1, 1), dt.date(2027, 8, 31)), (dt.date(2026, 4, 10), dt.date(2028, 2, 29))),
)  # fmt: skip

SYSTEMS = ContractFacts(
    contract_id="L16-systems",
    project_id="L16",
    party_id="volta-systems",
    market_no="2025-0231",
    code="S",
    currency="GBP",
    signed_value=62_400_000,
    activities=600,
    areas=(("SIG", "Signalling"), ("COM", "Communications"), ("PSD", "Platform doors"), ("SCA", "Supervision – SCADA")),
    trades=(("ENG", "Engineering"), ("SUP", "Supply"), ("INS", "Installation")),
    zones=4,
    steps=(
        "Define requirements", "Design", "Review design", "Procure", "Manufacture", "Test at factory",
        "Ship", "Install brackets", "Pull cables", "Terminate", "Test on site",
    ),
    days=(4, 12),
    pace=(0.85, 1.10),
    cost_factor=Decimal("0.96"),
    is_cost_loaded=False,
    due=((dt.date(1900, 1, 1), dt.date(2027, 2, 26)),),
)  # fmt: skip

ENERGY = ContractFacts(
    contract_id="M5-energy",
    project_id="M5",
    party_id="helio-energy",
    market_no="2025-0304",
    code="E",
    currency="CHF",
    signed_value=38_250_000,
    activities=300,
    areas=(("POS", "Poste source"), ("TRA", "Traction"), ("CAT", "Caténaire")),
    trades=(("EQP", "Equipment"), ("INS", "Installation")),
    zones=4,
    steps=(
        "Design", "Approve", "Order", "Manufacture", "Deliver", "Prepare base", "Erect", "Wire", "Energise",
        "Commission",
    ),
    days=(4, 12),
    pace=(0.98, 1.16),
    cost_factor=Decimal("1.14"),
    cut_off_day=25,
    due_business_days=10,
    due=((dt.date(1900, 1, 1), dt.date(2026, 9, 30)),),
)  # fmt: skip

CONTRACTS = (CIVILS, SYSTEMS, ENERGY)
