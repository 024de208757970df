"""Every claim of the articles on security and disclosure names a test, and every test that they name is there."""

import glob
import os
import re

from support.workbench import PROJECT, check, finish

ARTICLES = {
    # Which sections claim something of the program that a test can show.
    "SecurityAndPrivacy.md": ["Outward", "Inward", "Data at rest", "On the wire", "The partner API", "The process",
                              "Rights of the people in it"],
    "Disclosure.md": ["The attacks"],
}
REFERENCE = re.compile(r"`([^`\n]+)`|\"([^\"]+)\"")


class Tests:
    """What the sources of the tests hold."""

    def __init__(self):
        self.files = glob.glob(os.path.join(PROJECT, "Tests", "**", "*"), recursive=True)
        swift = "\n".join(open(path).read() for path in self.files if path.endswith(".swift"))
        self.types = set(re.findall(r"\b(?:struct|class|enum|actor) (\w+Tests)\b", swift))
        self.sentences = re.findall(r"@(?:Test|Suite)\(\s*\"([^\"]+)\"", swift)
        self.gates = set(re.findall(r"\b(?:static let|case) (\w+)", open(self.file("GateVariant.swift")).read()))

    def file(self, name):
        return next((path for path in self.files if path.endswith("/" + name)), None)

    def has(self, code, sentence):
        """Whether a reference is a test: a suite, a sentence, a gate of the attack, a file below Tests or Deploy."""
        if sentence:
            words = " ".join(sentence.rstrip("….").split())
            return any(known.startswith(words) for known in self.sentences)
        if re.fullmatch(r"\w+Tests", code):
            return code in self.types
        if code in self.gates:
            return True
        if code.startswith("Deploy/"):
            return os.path.exists(os.path.join(PROJECT, code))
        return self.file(code.removeprefix("Tests/")) is not None


def section(article, title):
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", article, re.MULTILINE | re.DOTALL)
    check(found is not None, f"there is a section {title}")
    return found[1] if found else ""


def claims(text):
    """The last cell of each row of a table, each point of a list, and each paragraph of a section without either."""
    rows = [line for line in text.splitlines() if line.startswith("|")][2:]
    points = re.findall(r"^- (.*?)(?=^- |^\S|\Z|^$)", text, re.MULTILINE | re.DOTALL)
    if rows or points:
        return [(row, row.strip().strip("|").split("|")[-1]) for row in rows] + [(point, point) for point in points]
    return [(paragraph, paragraph) for paragraph in re.split(r"\n\n", text) if paragraph.strip()]


def unproven(text, tests):
    """Claims without a test, and names of tests that are none."""
    without, unknown = [], []
    for claim, proof in claims(text):
        references = REFERENCE.findall(proof)
        if not any(tests.has(*reference) for reference in references):
            without.append(claim[:90])
        unknown += [code or sentence for code, sentence in references
                    if (sentence or re.search(r"Tests$|\.py$|^Tests/", code)) and not tests.has(code, sentence)]
    return without, unknown


def main():
    tests = Tests()
    count = 0
    for name, sections in ARTICLES.items():
        article = open(os.path.join(PROJECT, "Sources", "doorstroom", "Doorstroom.docc", name)).read()
        for title in sections:
            text = section(article, title)
            count += len(claims(text))
            without, unknown = unproven(text, tests)
            check(not without, f"{name}, {title}: claims without a test: {without}")
            check(not unknown, f"{name}, {title}: there is no such test: {unknown}")
    # The check itself: a claim without a test and a test that is not there are both found.
    check(unproven("- All is well.\n- So is this. (`NoSuchTests`)\n", tests) == (["All is well.\n", "So is this. (`NoSuchTests`)\n"],
                                                                                ["NoSuchTests"]), "what is missing is found")
    check(count > 50, f"there are claims: {count}")
    print(f"{count} claims, each with its test")
    finish()


if __name__ == "__main__":
    main()
