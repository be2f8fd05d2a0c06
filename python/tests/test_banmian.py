"""The module as a newsroom's program uses it. Run from the root of the repository, with the
wheel installed: `python -m unittest discover python/tests`."""

import doctest
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import banmian

PAGE = b"""checks.hole = "ignore"
[page]
stories = "today"
[[story]]
slug = "lead"
columns = "1-2"
lines = "1-9"
"""
STORY = "+++\nheadline = \"河岸亮灯\"\n+++\n河埠街的路灯一盏接一盏亮了起来。\n"
FILES = {"page.toml": PAGE, "today/lead.md": STORY.encode()}


def command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "banmian", *map(str, arguments)], capture_output=True, **options
    )


class Module(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.engine = banmian.Engine()

    def test_examples(self):
        self.assertEqual(doctest.testmod(banmian).failed, 0)

    def test_a_page_of_the_samples_is_that_of_the_command(self):
        for spec in ["layouts/district.toml", "layouts/japanese.toml"]:
            pages = self.engine.pages(spec)
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder) / "page.pdf"
                ran = command("build", spec, "-o", file, "--no-cache")
                self.assertEqual(ran.returncode, 0, ran.stderr)
                self.assertEqual(pages.pdf(), file.read_bytes(), spec)

    def test_an_edition_has_all_its_pages(self):
        self.assertEqual(self.engine.pages("samples/edition.toml").count, 8)

    def test_files_may_be_in_memory(self):
        pages = self.engine.pages("page.toml", files=FILES)
        self.assertTrue(pages.are_fit, pages.findings)
        self.assertTrue(pages.pdf().startswith(b"%PDF-1.6"))
        self.assertTrue(pages.png(0, dpi=20).startswith(b"\x89PNG"))
        self.assertEqual(pages.model()["pages"][0]["stories"][0]["slug"], "lead")
        self.assertEqual(pages.pdf(), self.engine.pages("page.toml", files=FILES).pdf())

    def test_a_pdf_is_written_whole(self):
        pages = self.engine.pages("page.toml", files=FILES)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "out" / "A01.pdf"
            self.assertEqual(pages.write(file), len(pages.pdf()))
            self.assertEqual(file.read_bytes(), pages.pdf())
            pages.write(file)
            self.assertEqual([it.name for it in file.parent.iterdir()], ["A01.pdf"])
            long = {**FILES, "today/lead.md": (STORY + "灯亮了。" * 400).encode()}
            with self.assertRaises(banmian.Error):
                self.engine.pages("page.toml", files=long).write(file)
            self.assertEqual(file.read_bytes(), pages.pdf(), "the last good one stays")

    @unittest.skipUnless(Path("/proc/self/smaps").exists(), "only Linux tells")
    def test_fonts_are_in_memory_once_for_all_processes(self):
        own = 0
        with open("/proc/self/smaps", encoding="utf-8") as maps:
            of_font = False
            for line in maps:
                if "-" in line.split(" ")[0]:
                    of_font = "/banmian/fonts/" in line
                elif of_font and line.startswith("Anonymous:"):
                    own += int(line.split()[1])
                elif of_font and line.startswith("Size:"):
                    self.assertGreater(int(line.split()[1]), 0)
        self.assertEqual(own, 0, "pages of fonts that this process has for itself")
        with open("/proc/self/maps", encoding="utf-8") as maps:
            self.assertGreater(maps.read().count("/banmian/fonts/"), 10)

    def test_findings_have_types(self):
        long = {**FILES, "today/lead.md": (STORY * 1 + "灯亮了。" * 400).encode()}
        pages = self.engine.pages(["page.toml"], files=long)
        found = next(it for it in pages.findings if it.code == "overset")
        self.assertEqual((found.severity, found.file, found.line), ("error", "page.toml", 5))
        self.assertEqual(found.members["slug"], "lead")
        self.assertTrue(found.message and found.message_zh and found.hint)
        with self.assertRaises(banmian.Error) as caught:
            pages.pdf()
        self.assertIn("overset", {it.code for it in caught.exception.findings})

    def test_what_is_denied_is_an_error(self):
        gap = {**FILES, "page.toml": PAGE.replace(b"1-9", b"1-40")}
        self.assertTrue(self.engine.pages("page.toml", files=gap).are_fit)
        denied = self.engine.pages("page.toml", files=gap, deny=["underset"])
        self.assertFalse(denied.are_fit, denied.findings)
        with self.assertRaises(ValueError):
            self.engine.pages("page.toml", files=gap, deny=["no-such-code"])

    def test_values_lie_over_the_spec(self):
        folio = PAGE + b'[folio]\nleft = "{date} {issue}"\n'
        files = {**FILES, "page.toml": folio}
        pages = self.engine.pages("page.toml", files=files, date="2026-11-29", set={"issue": 8216})
        text = str(pages.model())
        self.assertIn("8216", text)

    def test_nothing_is_found_out_by_an_exception(self):
        pages = self.engine.pages("nowhere.toml", files={})
        self.assertEqual([it.code for it in pages.findings], ["file-unreadable"])
        self.assertEqual(pages.count, 0)
        self.assertIsNone(pages.model())

    def test_fonts_that_cannot_be_had_are_told(self):
        with self.assertRaises(banmian.Error):
            banmian.Engine(fonts=["no/such/folder"])

    def test_preflight(self):
        advertisement = Path("samples/back/ad-teahouse.pdf").read_bytes()
        self.assertEqual(banmian.preflight(advertisement), [])
        with self.assertRaises(banmian.Error):
            banmian.preflight(b"no PDF")

    def test_the_interpreter_goes_on_while_pages_are_made(self):
        ticks, over = [], threading.Event()

        def tick():
            while not over.is_set():
                ticks.append(time.monotonic())
                time.sleep(0.002)

        clock = threading.Thread(target=tick)
        clock.start()
        begun = time.monotonic()
        self.engine.pages("samples/edition.toml")
        ended = time.monotonic()
        over.set()
        clock.join()
        inside = [it for it in ticks if begun < it < ended]
        gaps = [b - a for a, b in zip(inside, inside[1:])]
        self.assertGreater(len(inside), 5)
        self.assertLess(max(gaps), (ended - begun) / 2)

    def test_the_licences_are_there(self):
        folder = Path(banmian.__file__).parent / "licences"
        names = {it.name for it in folder.iterdir()}
        self.assertTrue({"LICENSE-MIT", "LICENSE-APACHE"} <= names, names)
        self.assertTrue(any(name.startswith("OFL") for name in names), names)


if __name__ == "__main__":
    unittest.main()
