"""`pmo doctor`: one module per family of checks; each gives findings, none changes anything. Mending is repair.py."""
