"""How every benchmark prints a row."""


def row(name, ours, peer, ratio, goal):
    """Print what was measured, the peer or limit of the same run, their ratio, and the goal."""
    print(f"| {name} | {ours} | {peer} | {ratio:.2f} | {goal} |")
