"""Formulas over other figures: which they name, what they give."""

import ast
import math
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

PARTS = "Use figures as [figure_id], numbers, + - * / and brackets."


class FormulaError(ValueError):
    """A formula that gives no value: finding and remedy."""

    def __init__(self, finding: str, remedy: str):
        super().__init__(finding, remedy)
        self.finding, self.remedy = finding, remedy


def formula_keys(formula: str) -> list[str]:
    """The figures that a formula names.

    Examples
    --------
    >>> formula_keys("[f-half] / (1 + [f-growth] / 100)")
    ['f-half', 'f-growth']
    """
    return re.findall(r"\[([^\]]+)\]", formula)


def evaluate(formula: str, values: dict[str, float]) -> float:
    """The value of a formula over other figures: numbers, + - * / and brackets; a FormulaError if it gives none.

    Examples
    --------
    >>> round(evaluate("[f-half] / (1 + [f-growth] / 100)", {"f-half": 74.4, "f-growth": 33.6}), 1)
    55.7
    """
    text = re.sub(r"\[([^\]]+)\]", lambda m: f"({float(values[m[1]])!r})", formula)
    try:
        result = arithmetic(ast.parse(text.strip(), mode="eval").body)
    except SyntaxError:
        raise FormulaError("the formula is no arithmetic.", PARTS) from None
    except (MemoryError, RecursionError):
        raise FormulaError("the formula is nested too deeply.", "Write it with fewer signs and brackets.") from None
    except ZeroDivisionError:
        raise FormulaError("the formula divides by zero.", "Correct what it divides by.") from None
    except OverflowError:
        result = math.inf
    if not math.isfinite(result):
        raise FormulaError("the formula gives a number that is too large.", "Correct its numbers.")
    return result


def arithmetic(node: ast.AST, inputs: Sequence[Any] = (), constant: Callable[[float], Any] = float) -> Any:
    """The value of a syntax tree of plain arithmetic: a number, or whatever `constant` makes of one.

    Names stand for inputs: ``_0`` for the first.
    """
    match node:
        case ast.Name(id=name) if inputs:
            return inputs[int(name[1:])]
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return constant(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return constant(0) - arithmetic(operand, inputs, constant)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            operation = OPERATIONS[type(op)]
            return operation(arithmetic(left, inputs, constant), arithmetic(right, inputs, constant))
    raise FormulaError("the formula is no plain arithmetic.", PARTS)


OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
