#!/usr/bin/env bash
# `ray.init()` on one machine, by a user whose home folder cannot be written to, as in a
# container that runs without rights.
#
# Seen on CPython 3.11, Linux:
#
#   Ray      home writable    no home                   no home, RAY_AUTH_TOKEN set
#   2.55.0   starts           starts                    starts
#   2.60.0   starts           FileNotFoundError         starts
#
# 2.60 asks for a token even of a cluster that it starts by itself and ends with the program,
# makes one up, and keeps it in ~/.ray/auth_token; there it stays.
#
# So who makes pages inside Ray as such a user gives RAY_AUTH_TOKEN (docs/cluster.md).
#
# Needs Python 3 with venv; two times 70 MB of packages.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir home
cat >start.py <<'PYTHON'
import ray

try:
    ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False)
    assert ray.get(ray.remote(lambda: 1).remote()) == 1
    print("starts")
except OSError as error:
    print(type(error).__name__)
PYTHON

seen() {
    local python="$1"
    shift
    env RAY_USAGE_STATS_ENABLED=0 "$@" "$python" start.py 2>/dev/null | tail -n 1
}

for version in 2.55.0 2.60.0; do
    python3 -m venv "venv-$version"
    "venv-$version/bin/pip" install --quiet "ray==$version"
    python="venv-$version/bin/python"
    seen "$python" HOME="$folder/home" >>out
    # Nobody can make a folder there.
    seen "$python" HOME=/proc/none >>out
    seen "$python" HOME=/proc/none RAY_AUTH_TOKEN=0123456789abcdef0123456789abcdef >>out
done
find home -name auth_token -printf '~/%P\n' >>out

printf '%s\n' starts starts starts starts FileNotFoundError starts '~/.ray/auth_token' >expected
cat out
diff expected out && echo "as described"
