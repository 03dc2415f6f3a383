"""How the tables of a Primavera XER become the canonical tables of a schedule, one module per canonical table."""
