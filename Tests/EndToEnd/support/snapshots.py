"""Texts that the program says, kept as files: compared, or written anew with DOORSTROOM_RECORD=1."""

import difflib
import os

from support.workbench import check

RECORDS = os.environ.get("DOORSTROOM_RECORD") == "1"


class Snapshots:
    """The text files of one folder; a file that no test asked for is a leftover, and found."""

    def __init__(self, *folder):
        self.folder = os.path.join(os.path.dirname(__file__), "..", "snapshots", *folder)
        self.seen = set()
        os.makedirs(self.folder, exist_ok=True)

    def compare(self, name, text):
        self.seen.add(name + ".txt")
        path = os.path.join(self.folder, name + ".txt")
        if RECORDS:
            with open(path, "w") as file:
                file.write(text)
        kept = open(path).read() if os.path.exists(path) else ""
        difference = "\n".join(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "said", lineterm=""))
        check(kept == text, f"{name} says something else (DOORSTROOM_RECORD=1 keeps it):\n{difference}")

    def finish(self):
        for name in set(os.listdir(self.folder)) - self.seen:
            if RECORDS:
                os.remove(os.path.join(self.folder, name))
            else:
                check(False, f"no test asks for the snapshot {name} (DOORSTROOM_RECORD=1 removes it)")
