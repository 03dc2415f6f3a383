"""Everything Dagster knows of this project. It assembles, nothing else: the parts are in pipelines/defs."""

import dagster as dg

from pipelines.defs import automation, publish, submissions, warehouse

defs = dg.Definitions.merge(submissions.defs(), warehouse.defs(), publish.defs(), automation.defs())
