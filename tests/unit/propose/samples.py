"""Sample files as contractors write them, and what is proposed for them."""

import yaml

from pipelines.lib.propose.start import start

LEDGER = """Grand livre du lot 3;;;;;
Édité le 02/02/2026;;;;;
Code OTP;N° pièce;Date comptable;Nature;Montant (€);Commentaire
G.1;5001;28/01/2026;Réalisé;1 234,50;Béton
G.2;5002;31/01/2026;Engagé;20 000,00;Acier
;;;;21 234,50;Total général
"""
REGISTER = """Risk ID,Title,Status,Probability,Cost impact,Owner,Likes
R1,Ground,Open,35,"100,000",Ann,3
R2,Strike,Watch,5,"20,000",Bob,4
"""
BASICS = ["contract=LOT-3", "project=METRO", "party=builder"]


def file(tmp_path, name, text, encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def propose(workspace, *files, answers=(), feed=None, prompt=None):
    return start(workspace, list(files), [*BASICS, *answers], feed, prompt)


def source(proposal, name):
    return yaml.safe_load(proposal.texts[f"parties/builder/{name}.yml"])
