"""Add the rows that a summit must have, and say what to fill next and in which order.

All rows or none are written, and only into a folder that is named: --data DIR. What is there already and agrees is left
alone, so the command can be said again with more.

Example: summitdata new-summit rus-irn-2017 --name "Russia-Iran summit 2017" --city Moscow --country RUS
"""

import argparse

from summitdata.commands.options import READ_ONLY, add_data, named

SUMMIT = {
    "name": "usual name, such as “Russia-Iran summit 2017”",
    "city": "city",
    "country": "country where it took place (ISO 3166-1 alpha-3)",
    "venue": "building or place",
    "starts_on": "first day, such as 2017-03-28",
    "ends_on": "last day (default: the first)",
}
SOURCE = {
    "source": "key of the main source, such as kremlin-2017-03-28; its text is looked for in $SUMMITDATA_TEXTS",
    "publisher": "who published the source",
    "publisher_id": "key of the publisher in actors.csv (default: made from the name)",
    "publisher_country": "country of the publisher (ISO 3166-1 alpha-3)",
    "title": "title of the source",
    "url": "public address of the source",
    "language": "language of its text (BCP 47)",
    "published_on": "its date",
    "kind": "kind of source: a word of the vocabulary “source kind”",
    "licence": "its licence or rights",
    "coded_by": "who codes it: a word of the vocabulary “coder”",
}
ROLES = ("host", "guest", "delegation")


def register(p: argparse.ArgumentParser) -> None:
    """The words of the command."""
    p.add_argument("id", metavar="ID", help="key of the summit, such as rus-irn-2017")
    add_data(p)
    for name, text in (SUMMIT | SOURCE).items():
        p.add_argument(f"--{name.replace('_', '-')}", default="", metavar="TEXT", help=text)
    for role in ROLES:
        text = f'{role}: "ID, NAME, COUNTRY, OFFICE", or "ID, OFFICE" for one that actors.csv has; may be repeated'
        p.add_argument(f"--{role}", action="append", default=[], metavar="WHO", help=text)
    text = 'a state that actors.csv may lack: "RUS, Russia"; may be repeated'
    p.add_argument("--state", action="append", default=[], metavar="STATE", help=text)


def run(options: argparse.Namespace) -> int:
    """Add the rows that a summit must have, and say what to fill next."""
    from summitdata.tables.edit import write_checked
    from summitdata.texts.new_summit import found_summit, next_steps, person_of

    folder, write = named()
    given = vars(options)
    summit = {"summit_id": options.id} | {name: given[name] for name in SUMMIT}
    summit["ends_on"] = options.ends_on or options.starts_on
    source = {"source_id": given["source"]} | {name: given[name] for name in SOURCE if name != "source"}
    people = {role: [person_of(text) for text in given[role]] for role in ROLES}
    states = dict(map(code_and_name, options.state))
    founding = found_summit(folder, summit, people, states, source if options.source else {})
    write_checked(folder, founding.files, really=write)
    print("\n".join(founding.lines) if founding.added else "All these rows are there already.")
    if founding.added:
        print(f"Written to {folder}." if write else f"{READ_ONLY}: --data {folder}")
    print("Next, in this order:")
    for number, step in enumerate(next_steps(founding, options.id, folder), 1):
        print(f"{number}. {step}")
    return 0


def code_and_name(text: str) -> tuple[str, str]:
    """A state's code and name from the words of an option."""
    code, _, name = (part.strip() for part in text.partition(","))
    if not name:
        raise RuntimeError(f'--state "{text}" has no name. Write code and name: --state "{code}, Name".')
    return code, name
