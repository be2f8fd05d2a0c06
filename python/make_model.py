#!/usr/bin/env python3
"""Writes banmian/model.py, the types of the page model, from its JSON Schema.

    python/make_model.py            writes it
    python/make_model.py --check    fails if it is not as it would be written
"""

import json
import sys
import textwrap
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILE = HERE / "banmian" / "model.py"
SCHEMA = json.loads((HERE.parent / "schema" / "page-model.json").read_text(encoding="utf-8"))
PLAIN = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
}


def type_of(schema):
    """The type of a value, as it is written in Python 3.9."""
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1]
    if "anyOf" in schema:
        return union([type_of(one) for one in schema["anyOf"]])
    if isinstance(schema["type"], list):
        return union([type_of({**schema, "type": one}) for one in schema["type"]])
    if schema["type"] == "array":
        return f"List[{type_of(schema['items'])}]"
    return PLAIN[schema["type"]]


def union(types):
    others = [one for one in types if one != "None"]
    if len(others) != 1:
        raise ValueError(f"a union of {types}")
    return f"Optional[{others[0]}]" if "None" in types else others[0]


def docstring(text, indent):
    text = " ".join(text.split())
    lines = textwrap.wrap(f'"""{text}"""', 96 - len(indent))
    return [indent + line for line in lines]


def comment(text, indent):
    return [f"{indent}#: {line}" for line in textwrap.wrap(" ".join(text.split()), 92)]


def words(name, schema):
    """A value that is one of a few words."""
    lines = []
    for one in schema["oneOf"]:
        lines += comment(f"``{one['const']}``: {one['description']}", "")
    names = ", ".join(f'"{one["const"]}"' for one in schema["oneOf"])
    one_line = f"{name} = Literal[{names}]"
    if len(one_line) > 99:
        one_line = f"{name} = Literal[\n    {names.replace(', ', ',' + chr(10) + '    ')},\n]"
    return lines + [one_line, ""]


def record(name, schema):
    """An object with members; those that may be away stand in a class of their own, since
    `NotRequired` is of Python 3.11."""
    there = {key: it for key, it in schema["properties"].items() if key in schema["required"]}
    away = {key: it for key, it in schema["properties"].items() if key not in there}
    description = schema["description"]
    if not away:
        return one_class(f"{name}(TypedDict)", description, there)
    base = f"_{name}"
    always = one_class(f"{base}(TypedDict)", f"What is always there of `{name}`.", there)
    return always + one_class(f"{name}({base}, total=False)", description, away)


def one_class(head, description, members):
    lines = ["", f"class {head}:"]
    lines += docstring(description, "    ") + [""]
    for member, value in members.items():
        lines += comment(value["description"], "    ")
        lines.append(f"    {member}: {type_of(value)}")
    return lines + [""]


def module():
    defs = SCHEMA["$defs"]
    lists = {name for name, schema in defs.items() if "oneOf" in schema}
    lines = [
        '"""The page model: what stands where on pages, as `Pages.model` gives it.',
        "",
        "Made from schema/page-model.json by python/make_model.py.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import List, Literal, Optional, TypedDict",
        "",
    ]
    names = sorted(["PageModel", *defs])
    lines += ["__all__ = [", *[f'    "{name}",' for name in names], "]", ""]
    for name in sorted(lists):
        lines += words(name, defs[name])
    for name in sorted(set(defs) - lists):
        lines += record(name, defs[name])
    lines += record("PageModel", SCHEMA)
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    written = module()
    if "--check" not in sys.argv:
        FILE.write_text(written, encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != written:
        sys.exit("python/banmian/model.py is not that of schema/page-model.json: run "
                 "python/make_model.py")
