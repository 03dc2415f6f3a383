"""The six contracts of the demo portfolio."""

import datetime as dt
from decimal import Decimal

from pipelines.demo.facts import BUDGET_WEIGHTED, REPORTED, Change, ContractFacts

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
    change=Change("CO-014", "BL1", 4, dt.date(2025, 4, 10), dt.date(2025, 4, 1), 6_200_000),
    due=((dt.date(1900, 1, 1), dt.date(2026, 8, 31)), (dt.date(2025, 4, 10), dt.date(2027, 2, 28))),
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
    method=BUDGET_WEIGHTED,
    due=((dt.date(1900, 1, 1), dt.date(2026, 2, 26)),),
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
    due=((dt.date(1900, 1, 1), dt.date(2025, 9, 30)),),
)  # fmt: skip

TRACK = ContractFacts(
    contract_id="M5-track",
    project_id="M5",
    party_id="sud-rail",
    market_no="2025-0318",
    code="V",
    currency="EUR",
    signed_value=27_600_000,
    activities=420,
    areas=(("ATE", "Atelier"), ("REM", "Remisage"), ("RAC", "Raccordement")),
    trades=(("PLA", "Plateforme"), ("VOI", "Voie"), ("FIN", "Finitions")),
    zones=4,
    steps=(
        "Implanter", "Terrasser", "Drainer", "Poser sous-couche", "Ballaster", "Poser rails", "Souder", "Bourrer",
        "Contrôler géométrie", "Réceptionner",
    ),
    days=(5, 14),
    pace=(0.90, 1.08),
    cost_factor=Decimal("0.99"),
    due=((dt.date(1900, 1, 1), dt.date(2026, 2, 27)),),
)  # fmt: skip

STATION = ContractFacts(
    contract_id="HUB-station",
    project_id="HUB",
    party_id="northbridge",
    market_no="HUB-101",
    code="H",
    currency="EUR",
    signed_value=96_400_000,
    activities=700,
    areas=(("HAL", "Main hall"), ("PLT", "Platforms"), ("BUS", "Bus station"), ("CAR", "Car park")),
    trades=(("FDN", "Foundations"), ("FRM", "Frame"), ("ENV", "Envelope")),
    zones=5,
    steps=(
        "Survey", "Excavate", "Blind", "Fix reinforcement", "Form", "Cast", "Cure", "Strike", "Erect steel",
        "Bolt up", "Inspect",
    ),
    days=(5, 16),
    pace=(0.94, 1.12),
    cost_factor=Decimal("1.03"),
    due=((dt.date(1900, 1, 1), dt.date(2026, 5, 29)),),
)  # fmt: skip

FITOUT = ContractFacts(
    contract_id="HUB-fitout",
    project_id="HUB",
    party_id="interior-works",
    market_no="HUB-204",
    code="F",
    currency="DKK",
    signed_value=212_000_000,
    activities=320,
    areas=(("HAL", "Main hall"), ("OFF", "Offices"), ("RET", "Retail")),
    trades=(("PAR", "Partitions"), ("MEP", "Services")),
    zones=4,
    steps=(
        "Design", "Approve samples", "Order", "Deliver", "Set out", "First fix", "Board", "Second fix", "Paint",
        "Snag",
    ),
    days=(8, 19),
    pace=(0.96, 1.18),
    cost_factor=Decimal("1.09"),
    method=REPORTED,
    due=((dt.date(1900, 1, 1), dt.date(2026, 4, 30)),),
)  # fmt: skip

CONTRACTS = (CIVILS, SYSTEMS, ENERGY, TRACK, STATION, FITOUT)
