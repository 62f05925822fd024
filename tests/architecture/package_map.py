"""The map of packages in ARCHITECTURE.md, made from what each says of itself."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "theodolite"
MODULES = sorted(
    path
    for path in SOURCE.rglob("*.py")
    # Not ours to shape: packages that assets are built from, and what Django writes of tables.
    if "node_modules" not in path.parts and not path.match("migrations/0*")
)
BEGIN, END = "<!-- map: begin -->", "<!-- map: end -->"


def summary(path: Path) -> str:
    """The first line of a module's docstring."""
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]


def drawn() -> str:
    """Every package and module with its one line, as a Markdown code block."""
    lines = ["```text"]
    for path in sorted(MODULES, key=_by_folder):
        place = path.relative_to(SOURCE)
        is_package = path.name == "__init__.py"
        depth = len(place.parts) - 1 - is_package
        if depth < 0:
            continue
        name = place.parent.name + "/" if is_package else path.name
        lines.append(f"{'  ' * depth + name:<30} {summary(path)}")
    return "\n".join([*lines, "```"])


def _by_folder(path: Path) -> tuple[str, ...]:
    place = path.relative_to(SOURCE)
    return place.parent.parts if path.name == "__init__.py" else place.parts


def rewritten(text: str) -> str:
    """The text of ARCHITECTURE.md with today's map between its two marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{drawn()}\n{END}{after}"


if __name__ == "__main__":
    target = ROOT / "ARCHITECTURE.md"
    target.write_text(rewritten(target.read_text("utf-8")), "utf-8")
