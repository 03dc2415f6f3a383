"""Traits planted into good files of known figures: the figure stays right, or something is said."""
