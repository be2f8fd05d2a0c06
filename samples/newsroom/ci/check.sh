#!/bin/sh
# Looks at all pages: what is wrong with them, and whether they are as they were when
# somebody last looked. With a revision it tells what changed since then, too:
#   ci/check.sh origin/main
# 检查所有版面：有没有错，与上次认可时是否一致。给出历史版本时，还报告此后改了什么。
set -u
cd "$(dirname "$0")/.." || exit 1
banmian="${BANMIAN:-banmian}"
since="${1:-}"
failed=0
mkdir -p out

"$banmian" check layouts/*.toml || failed=1

"$banmian" test layouts --report out/golden.html --junit out/golden.xml
case $? in
    0) ;;
    # Golden files of an older format: no page differs, and somebody may make them anew.
    3) echo "run: $banmian review --upgrade" ;;
    *) failed=1 ;;
esac

# Pages that change on purpose are no failure: this is for whoever reads the change.
if [ -n "$since" ]; then
    "$banmian" diff "$since" layouts/*.toml -o out/changes.pdf || true
fi

exit "$failed"
