"""Lays out one graph with Graphviz, in a process of its own: DOT on standard input, JSON on standard output.

Graphviz is not safe in threads and its layouts cannot be stopped; a process is both. Run by its path, not as a module
of the package, so that nothing else is loaded.
"""

import json
import sys


def ordne(dot: str) -> dict[str, dict[str, str]]:
    """Positions in points: of nodes by name (`x,y`), of edges by `tail head` (control points of a spline)."""
    from pygraphviz import AGraph  # noqa: PLC0415 - may be missing, which the caller then notices

    graph = AGraph(string=dot)
    graph.layout(prog="dot")
    return {
        "knoten": {str(n): n.attr["pos"] for n in graph.nodes()},
        "kanten": {f"{e[0]} {e[1]}": e.attr["pos"] for e in graph.edges() if e.attr["style"] != "invis"},
    }


if __name__ == "__main__":
    json.dump(ordne(sys.stdin.read()), sys.stdout)
