"""Lake -> warehouse -> published: register the lake, let dbt build, publish marts and KPIs."""
