"""Families of hostile files, reader by reader: each is one trait, and each must end in a verdict."""
