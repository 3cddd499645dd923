"""Find words in a source text and print the evidence columns, ready to paste.

Speaker and voice come from the passages. Words that stand in several places are listed with their surroundings. The text
is read from $SUMMITDATA_TEXTS, or from shared/sources beside the checkout.

Example: summitdata cite belta-2025-08-20 "increased fivefold"
"""

import argparse
import sys

from summitdata.commands.options import add_data, add_texts
from summitdata.tables.folder import data_folder


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    p.add_argument("source", metavar="SOURCE", help="source_id, such as belta-2025-08-20")
    p.add_argument("words", metavar="WORDS", nargs="*", help="at most twelve, in quotation marks")
    p.add_argument("--head", default="", metavar="WORDS", help="the word that gives the row its type or speaker")
    p.add_argument("--tabs", action="store_true", help="tabs between the cells: for pasting into a spreadsheet")
    add_texts(p)
    add_data(p)


def run(options: argparse.Namespace) -> int:
    """Print the evidence columns for words in a source; what to mind goes to the error stream."""
    from summitdata.tables.write import csv_text
    from summitdata.texts.cite import COLUMNS, HEAD, citations

    if len(options.words) != 1:
        what = "Put the words in quotation marks" if options.words else "Say the words"
        words = " ".join(options.words) or "increased fivefold"
        raise RuntimeError(f'{what}: summitdata cite {options.source} "{words}"')
    found = citations(data_folder(), options.source, options.words[0], options.head, options.texts)
    columns = COLUMNS + (HEAD if options.head else [])
    rows = [[item.cells.get(name, "") for name in columns] for item in found]
    print(csv_text(columns, rows, "\t" if options.tabs else ","), end="")
    said = list(dict.fromkeys(remark for item in found for remark in item.remarks))
    if len(found) > 1:
        said.append(f"The quote is not unique: the words stand {len(found)} times. Choose the row by its surroundings,")
        said.append("or take a word more, so that the quote stands once:")
        said += [f"  {item.at}: … {item.around} …" for item in found]
    for line in said:
        print(line, file=sys.stderr)
    return 0
