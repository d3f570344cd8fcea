#!/bin/sh
# The first process of a container becomes node, with the first heap that the app was measured with
# (docs/performance.md) or a quarter of the container's memory, whichever is less. V8 reads this
# setting at its start alone, and NODE_OPTIONS may not hold it.
here="$(dirname "$0")"
heap="$(cat "$here/heap" 2>/dev/null)"
limit="$(cat "${MEMORY_LIMIT_FILE:-/sys/fs/cgroup/memory.max}" 2>/dev/null ||
  cat /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null)"
case "$limit" in
'' | max) ;;
*) [ "$((limit / 4194304))" -lt "${heap:-0}" ] && heap="$((limit / 4194304))" ;;
esac
exec node ${heap:+"--initial-old-space-size=$heap"} "$here/run.mjs" "$@"
