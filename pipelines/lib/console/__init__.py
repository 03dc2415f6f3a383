"""What the command line shows: tables of the published figures, of deliveries, of findings."""
