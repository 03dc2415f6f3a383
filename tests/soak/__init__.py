"""Soak: kills, mutants, readers and bad weather for as long as asked, each compared with an undisturbed twin."""
