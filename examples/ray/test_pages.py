"""A real Ray on this machine: two workers, one of which is killed in the middle. Every page is
there once, with the bytes that one process gives it, and fonts are in memory once.

    python -m unittest examples/ray/test_pages.py        with the wheel and `ray` installed
"""

import collections
import json
import os
import signal
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import ray

import banmian

sys.path.insert(0, str(Path(__file__).parent))
import pages as cluster  # noqa: E402

PAGE = """checks.hole = "ignore"
checks.underset = "ignore"
[page]
stories = "stories"
[[story]]
slug = "lead"
columns = "1-5"
lines = "1-60"
"""
WORDS = ["河埠街的路灯一盏接一盏亮了起来", "渡船靠岸，挑担的人先下", "老桥修好通车，两岸居民走上桥面"]
JOBS = 60


def newsroom(folder):
    """A folder with so many jobs, one of which is bad."""
    (folder / "page.toml").write_text(PAGE, encoding="utf-8")
    lines = []
    for number in range(1, JOBS + 1):
        stories = folder / "stories" / str(number)
        stories.mkdir(parents=True)
        body = "。\n\n".join(
            "，".join(WORDS[(number + row + at) % 3] for at in range(8)) for row in range(20)
        )
        text = f'+++\nheadline = "第{number}夜"\n+++\n{body}。\n'
        (stories / "lead.md").write_text(text, encoding="utf-8")
        job = {"id": f"A{number:02}", "specs": ["page.toml"], "stories": f"stories/{number}",
               "output": f"out/A{number:02}.pdf"}
        lines.append(json.dumps(job))
    lines[6] = '{"specs": ["gone.toml"], "output": "out/bad.pdf"}'
    jobs = folder / "jobs.jsonl"
    jobs.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return jobs


def read(path):
    """The results that are whole by now."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]


@ray.remote(num_cpus=0)
def own_font_memory(pid):
    """Kilobytes of font files that a process has copied for itself, and that it has mapped."""
    own = mapped = 0
    of_font = False
    for line in open(f"/proc/{pid}/smaps", encoding="utf-8"):
        if "-" in line.split(" ")[0]:
            of_font = "/banmian/fonts/" in line
        elif of_font and line.startswith("Anonymous:"):
            own += int(line.split()[1])
        elif of_font and line.startswith("Size:"):
            mapped += int(line.split()[1])
    return own, mapped


class Cluster(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # A worker that is lent another module path finds this example, too.
        paths = os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")])
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False,
                 runtime_env={"env_vars": {"PYTHONPATH": paths}})

    @classmethod
    def tearDownClass(cls):
        ray.shutdown()

    def test_a_killed_worker_loses_no_page_and_doubles_none(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            jobs, results = newsroom(folder), folder / "results.jsonl"
            killed = []

            def kill():
                while len(read(results)) < 8:
                    time.sleep(0.01)
                known = read(results)
                workers = {result["worker"] for result in known}
                killed.append(known[-1]["worker"])
                killed.append(ray.get([own_font_memory.remote(pid) for pid in workers]))
                os.kill(killed[0], signal.SIGKILL)

            killer = threading.Thread(target=kill)
            killer.start()
            counts = cluster.run(jobs, results)
            killer.join()
            self.assertEqual(counts, (JOBS - 1, 1))

            known = read(results)
            lines = collections.Counter(result["line"] for result in known)
            self.assertEqual(lines, {number: 1 for number in range(1, JOBS + 1)})
            bad = next(result for result in known if not result["ok"])
            self.assertIn("gone.toml", " ".join(bad["findings"]))
            after = {result["worker"] for result in known[20:]}
            self.assertTrue(after - {killed[0]}, "others went on")
            for own, mapped in killed[1]:
                self.assertEqual(own, 0, "pages of fonts that a worker has for itself")
                self.assertGreater(mapped, 40_000, "all fonts are mapped")

            engine = banmian.Engine()
            for number in range(1, JOBS + 1):
                if number == 7:
                    continue
                alone = engine.pages(folder / "page.toml", stories=folder / f"stories/{number}")
                made = folder / f"out/A{number:02}.pdf"
                self.assertEqual(made.read_bytes(), alone.pdf(), made.name)
            files = sorted(path.name for path in (folder / "out").iterdir())
            self.assertEqual(files, [f"A{n:02}.pdf" for n in range(1, JOBS + 1) if n != 7])

    def test_a_run_that_was_broken_off_goes_on(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            jobs, results = newsroom(folder), folder / "results.jsonl"
            whole = jobs.read_text(encoding="utf-8").splitlines(keepends=True)
            jobs.write_text("".join(whole[:10]), encoding="utf-8")
            self.assertEqual(cluster.run(jobs, results), (9, 1))
            with open(results, "ab") as file:
                file.write(b'{"line":11,"ok"')
            jobs.write_text("".join(whole[:14]) + whole[3], encoding="utf-8")
            self.assertEqual(cluster.run(jobs, results), (13, 2))
            known = read(results)
            self.assertEqual(len(known), 15)
            refused = [it["line"] for it in known if "an earlier job" in " ".join(it["findings"])]
            self.assertEqual(refused, [15])


if __name__ == "__main__":
    unittest.main()
