"""Loops of logic: which links of a network lead in circles.

Flows in: links of many schedules at once. Flows out: the links that lie on a loop. A loop is a strongly connected
component of more than one activity (Tarjan 1972), found in time linear in the links, however long the chains are.
"""

import polars as pl


def links_on_loops(links: pl.DataFrame) -> pl.DataFrame:
    """load_id and relationship_id of the links whose ends reach each other; an activity's link to itself is one.

    Args:
        links: load_id, relationship_id, predecessor_code, successor_code; a link with an unknown end leads nowhere.
    """
    known = links.drop_nulls(["load_id", "predecessor_code", "successor_code"])
    ends = [known.select("load_id", pl.col(side).alias("code")) for side in ("predecessor_code", "successor_code")]
    nodes = pl.concat(ends).unique().with_row_index("node")
    numbered = known.join(nodes, left_on=["load_id", "predecessor_code"], right_on=["load_id", "code"]).join(
        nodes, left_on=["load_id", "successor_code"], right_on=["load_id", "code"], suffix="_to"
    )
    component = _components(numbered["node"], numbered["node_to"], nodes.height)
    same = component.gather(numbered["node"]) == component.gather(numbered["node_to"])
    return numbered.filter(same).select("load_id", "relationship_id")


def _components(start: pl.Series, end: pl.Series, nodes: int) -> pl.Series:
    """The strongly connected component of each node."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not nodes:
        return pl.Series(dtype=pl.Int32)
    ones = np.ones(len(start), dtype=np.int8)
    graph = coo_array((ones, (start.to_numpy(), end.to_numpy())), shape=(nodes, nodes))
    return pl.Series(connected_components(graph, directed=True, connection="strong")[1])
