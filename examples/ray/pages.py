"""Many pages on a cluster: the jobs of `banmian batch`, made by the module `banmian` inside Ray.

    python pages.py jobs.jsonl results.jsonl [--at-once N]

Each line of the file of jobs is a JSON object with `specs` and `output` and the options of
`banmian build` (docs/batch.md); paths count from its folder, which all nodes must see. Each job
has a result, a JSON object on one line, in the order in which jobs are done. A run that was
broken off goes on where it was if it is called again. All pages of an edition go into one file.

Ray runs a task again if its worker was killed, and may so make a page twice. Nothing comes of
that: a page is written beside its place and renamed, both times with the same bytes, and its
result is written here, once.
"""

import argparse
import functools
import hashlib
import json
import os
import sys
import time
from pathlib import Path

import ray

import banmian

#: Keys of a job that are options of `Engine.pages`.
OPTIONS = ("stories", "day", "date", "set", "root", "zone", "version", "deny")
#: Those of them that are paths.
PATHS = ("stories", "day", "root")
#: Jobs that are handed out for each processor: one at work, one waiting.
AHEAD = 2


@functools.lru_cache(maxsize=None)
def engine():
    """The engine of this worker, which stays warm from page to page. Its fonts are mapped, so
    that all workers of a node have them in memory once."""
    return banmian.Engine(cache_bytes=64 << 20)


def job_key(line):
    """What a job is known by when a run goes on: one that was changed is made again."""
    return hashlib.sha256(line.strip().encode()).hexdigest()[:32]


@ray.remote(num_cpus=1, max_retries=-1)
def make(number, line, folder):
    """Makes the page of a line; whatever is wrong with it is its result."""
    started = time.process_time()
    result = {"line": number, "job": job_key(line), "ok": False, "worker": os.getpid()}
    try:
        job = json.loads(line)
        result["id"] = job.get("id", number)
        options = {key: job[key] for key in OPTIONS if key in job}
        options.update({key: Path(folder, options[key]) for key in PATHS if key in options})
        specs = job.get("specs", job.get("spec"))
        specs = [specs] if isinstance(specs, str) else specs
        options.setdefault("root", folder)
        pages = engine().pages([Path(folder, spec) for spec in specs], **options)
        result["findings"] = [str(finding) for finding in pages.findings]
        result["bytes"] = pages.write(Path(folder, job["output"]))
        result["ok"] = True
    except banmian.Error as error:
        result["findings"] = [str(finding) for finding in error.findings]
    except Exception as error:  # A bad job stops no other.
        result["findings"] = [f"{type(error).__name__}: {error}"]
    result["cpu"] = round(time.process_time() - started, 4)
    return json.dumps(result, ensure_ascii=False)


def results_so_far(path):
    """The results of an earlier run, by line and job; one that was not written to its end is
    cut off."""
    known = {}
    if path.exists():
        whole, _, cut = path.read_bytes().rpartition(b"\n")
        if cut:
            os.truncate(path, len(whole) + 1 if whole else 0)
        for line in whole.splitlines():
            result = json.loads(line)
            known[result["line"], result["job"]] = result
    return known


def output_of(line):
    """The file that a job writes; none if its line is wrong, of which the worker tells."""
    try:
        return os.path.normpath(json.loads(line)["output"])
    except (ValueError, KeyError, TypeError):
        return None


def sweep(outputs, folder):
    """Takes away what killed workers left beside the pages."""
    for place in {Path(folder, output).parent for output in outputs}:
        for left in place.glob(f".*{banmian.PART}"):
            left.unlink(missing_ok=True)


def run(jobs, results, at_once=None):
    """Makes all jobs that have no result yet; gives out how many are well and how many not."""
    jobs, results = Path(jobs), Path(results)
    folder = str(jobs.resolve().parent)
    known = results_so_far(results)
    at_once = at_once or AHEAD * int(ray.cluster_resources().get("CPU", 1))
    counts = {True: 0, False: 0}
    for result in known.values():
        counts[result["ok"]] += 1
    outputs = set()
    waiting = []
    with open(jobs, encoding="utf-8") as lines, open(results, "ab") as out:

        def take():
            done, left = ray.wait(waiting, num_returns=1)
            waiting[:] = left
            for text in ray.get(done):
                counts[json.loads(text)["ok"]] += 1
                out.write(text.encode() + b"\n")
                out.flush()

        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            output = output_of(line)
            is_taken = output in outputs
            outputs.add(output)
            if (number, job_key(line)) in known:
                continue
            if output is not None and is_taken:
                counts[False] += 1
                refused = {"line": number, "job": job_key(line), "ok": False}
                refused["findings"] = [f"an earlier job writes {output}"]
                out.write(json.dumps(refused, ensure_ascii=False).encode() + b"\n")
                continue
            # No more than these are in memory, however many jobs there are.
            if len(waiting) >= at_once:
                take()
            waiting.append(make.remote(number, line, folder))
        while waiting:
            take()
    sweep(outputs - {None}, folder)
    return counts[True], counts[False]


def main():
    parser = argparse.ArgumentParser(description="Many pages on a cluster.")
    parser.add_argument("jobs")
    parser.add_argument("results")
    parser.add_argument("--at-once", type=int)
    asked = parser.parse_args()
    # Joins the cluster that RAY_ADDRESS names, or starts one on this machine.
    ray.init()
    well, bad = run(asked.jobs, asked.results, asked.at_once)
    print(f"jobs: {well} well, {bad} not")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
