"""From contractors' files to a published KPI warehouse."""
