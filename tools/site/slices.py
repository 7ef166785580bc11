"""Run a cell of a notebook without the rest: only the statements that its value depends on."""

import ast
import symtable
from collections.abc import Sequence
from typing import Any


def slice_of(cells: Sequence[str]) -> list[ast.stmt]:
    """The statements that the last one of the last cell needs, in their order, and that one.

    A statement is needed if it makes or changes a name that a later needed one uses. What only a
    method changes, as `list.append` does, is not seen.

    Args:
        cells: code of the notebook's cells up to the one in question.
    """
    *before, last = [statement for cell in cells for statement in ast.parse(cell).body]
    kept, wanted = [last], _names(last)[1]
    for statement in reversed(before):
        made, used = _names(statement)
        if made & wanted:
            kept.insert(0, statement)
            if not isinstance(statement, ast.If | ast.For | ast.While | ast.Try | ast.AugAssign):
                wanted = wanted - made  # whatever they held before does not matter
            wanted = wanted | used
    return kept


def value_of(cells: Sequence[str]) -> Any:
    """The value that the last cell shows: that of its last expression. Arguments as above."""
    *before, last = slice_of(cells)
    if not isinstance(last, ast.Expr):
        raise ValueError(f"The cell should end with an expression; it ends with {ast.dump(last)}.")
    names: dict[str, Any] = {}
    exec(compile(ast.Module(before, []), "<lesson>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<lesson>", "eval"), names)


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """The top-level names that a statement makes or changes, and those that it uses."""
    table = symtable.symtable(ast.unparse(statement), "<lesson>", "exec")
    symbols = table.get_symbols()
    made = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported()}
    changed, used = set(), {s.get_name() for s in symbols if s.is_referenced()}
    inner = list(table.get_children())
    while inner:
        child = inner.pop()
        used |= {s.get_name() for s in child.get_symbols() if s.is_global()}
        inner += child.get_children()
    for node in ast.walk(statement):
        if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store):
            changed |= {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)}
    return made | changed, used | changed
