"""A clustermap by seaborn: file of answers, engine (scipy or fastcluster), figure to write."""

import sys
import threading

answers, engine, figure = sys.argv[1:]
if engine == "scipy":
    sys.modules["fastcluster"] = None  # seaborn takes it where it is installed


def draw() -> None:
    """The usual few lines."""
    import matplotlib as mpl

    mpl.use("Agg")
    import pandas as pd
    import seaborn as sns

    grid = sns.clustermap(pd.read_csv(answers), method="ward", cmap="viridis", figsize=(6.7, 7))
    grid.savefig(figure, dpi=200)


# scipy draws dendrograms by recursion, as deep as the tree.
sys.setrecursionlimit(1_000_000)
threading.stack_size(512 * 1024 * 1024)
drawing = threading.Thread(target=draw)
drawing.start()
drawing.join()
