"""data/README.md: each table and column in words, written from the descriptor."""

from summitdata.tables.schema import Column, Descriptor, Table


def handbook(descriptor: Descriptor) -> str:
    """The description of all tables as Markdown."""
    raw = descriptor.raw
    parts = [
        "# The tables",
        "Made from [datapackage.json](datapackage.json) by `summitdata refresh`; edit that file, not this one. "
        "How a text becomes rows is told in [CODING.md](CODING.md). What is written about a summit lies in `discussion/`, a "
        "file a summit, and is held against these tables ([how](../docs/discussion.md)).",
        raw["description"],
        f"Edition {descriptor.edition}. Licence of the data: {raw['licenses'][0]['title']}. "
        "Quotes belong to their publishers.",
    ]
    parts += [chapter(table) for table in descriptor.tables]
    return "\n\n".join(parts) + "\n"


def chapter(table: Table) -> str:
    """One table: what a row is, and its columns."""
    rows = "\n".join(line(table, column) for column in table.columns)
    head = f"## {table.title}\n\n`{table.path}`. {table.description}"
    return f"{head}\n\n| column | type | meaning |\n| --- | --- | --- |\n{rows}"


def line(table: Table, column: Column) -> str:
    """One column: name, type, meaning with unit, vocabulary and what it refers to."""
    target = table.references.get(column.name)
    more = [
        column.unit and f"in {column.unit}",
        column.vocabulary and f'word of the vocabulary "{column.vocabulary}"',
        target and f"key of `{target}`",
        column.max_words and f"at most {column.max_words} words",
        column.decimals_as and f"with the decimals of `{column.decimals_as}`",
        *(f"{low:,.9g} to {high:,.9g} for {unit}" for unit, (low, high) in column.unit_ranges.items()),
    ]
    meaning = column.description + (f" ({'; '.join(filter(None, more))})" if any(more) else "")
    kind = column.type + (", required" if column.required else "")
    return f"| `{column.name}` | {kind} | {meaning.replace('|', chr(92) + '|')} |"
