"""What the fragment of a link says: one row, or arithmetic over rows and aggregates."""

import ast
import re
from collections import Counter
from dataclasses import dataclass

from summitdata.discussion.facts import Basis, Facts
from summitdata.discussion.quantity import Quantity, constant
from summitdata.house.formulas import FormulaError, arithmetic

KEY = r"[^\s\[\]()+*/,=]+"
INPUT = re.compile(rf"\[({KEY})\]|(count|sum)\(([^()]*)\)")
LONGEST = 500  # letters of a formula
FORM = "Use [row_key], count(table,column=value), sum(table.column), 1, 100, + - * / and brackets."
IDLE = "Take it out; a number of one's own is no evidence."


@dataclass(frozen=True)
class Formula:
    """The fragment of a link: `text`, the rows and aggregates in it, and the arithmetic over them.

    `alone` tells that it is one row by its bare key.
    """

    text: str
    inputs: tuple[tuple[str, str], ...]
    tree: ast.AST
    alone: bool = False

    def bases(self, facts: Facts) -> list[Basis]:
        """What each row and aggregate gives; a FormulaError where there is no such thing."""
        return [facts.aggregate(kind, what) if kind else facts.row(what) for kind, what in self.inputs]

    def result(self, bases: list[Basis]) -> Quantity | None:
        """The quantity that the formula gives; None for one row without a number."""
        if self.alone:
            return bases[0].quantity
        for (_, what), basis in zip(self.inputs, bases):
            if basis.quantity is None:
                raise FormulaError(f"the row [{what}] has no number.", "Count rows, or name one with a number.")
        found = arithmetic(self.tree, [basis.quantity for basis in bases], constant)
        self.refuse_idle([basis.quantity.value for basis in bases])
        return found

    def refuse_idle(self, values: list[float]) -> None:
        """Refuse a formula that gives the same whatever one of its rows has, and numbers built of constants."""
        first = arithmetic(self.tree, values)
        for kind, what in self.inputs:
            same = [j for j, other in enumerate(self.inputs) if other == (kind, what)]
            moved = [value * 1.37 + 0.11 if j in same else value for j, value in enumerate(values)]
            try:
                other = arithmetic(self.tree, moved)
            except ZeroDivisionError:
                continue
            if abs(other - first) <= 1e-9 * max(abs(first), abs(other)):
                name = f"{kind}({what})" if kind else f"[{what}]"
                raise FormulaError(f"it is constant: {name} has no part in what it gives.", IDLE)
        constants = Counter(node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        if any(2 * times > len(self.inputs) + 1 for times in constants.values()):
            raise FormulaError("it builds a number of constants.", IDLE)


def parse(text: str) -> Formula:
    """The formula of a fragment; a FormulaError where it is none.

    Examples
    --------
    >>> parse("f-turnover-2020").inputs, parse("1-[f-a]/[f-b]").inputs
    ((('', 'f-turnover-2020'),), (('', 'f-a'), ('', 'f-b')))
    >>> parse("count(documents,type=memorandum)").inputs
    (('count', 'documents,type=memorandum'),)
    """
    if re.search(r"\s", text):
        raise FormulaError("the link runs over white space.", "Write it without spaces, on one line.")
    if re.fullmatch(KEY, text) and not re.fullmatch(r"[\d.-]+", text):
        return Formula(text, (("", text),), ast.Name("_0"), alone=True)
    inputs: list[tuple[str, str]] = []

    def name(match: re.Match) -> str:
        inputs.append((match[2] or "", match[1] or match[3]))
        return f"_{len(inputs) - 1}"

    bare = INPUT.sub(name, text)
    if len(text) > LONGEST or "_" in INPUT.sub("", text) or not re.fullmatch(r"(?:_\d+|\d+|[-+*/()])+", bare):
        raise FormulaError("the link is no formula.", FORM)
    if not inputs:
        raise FormulaError("it is a constant.", "Name a row or count rows; a number of one's own is no evidence.")
    try:
        tree = ast.parse(bare, mode="eval").body
        unknown = [node for node in ast.walk(tree) if not isinstance(node, KNOWN)]
    except (SyntaxError, MemoryError, RecursionError):
        unknown, tree = [None], ast.Name("")
    if unknown:
        raise FormulaError("the link is no formula.", FORM)
    return Formula(text, tuple(inputs), tree)


KNOWN = (ast.BinOp, ast.Name, ast.Constant, ast.Load, ast.operator)
