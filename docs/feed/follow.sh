#!/bin/sh
# Follows the feed with nothing but curl, and loses nothing when it is stopped at any moment:
#   ROLLCALL_KEY=… sh follow.sh http://127.0.0.1:3005/events/v1 pages
# Each page is a folder of `pages` with its events and the cursor that comes after them. A folder gets
# its name when both are written, so the newest folder always says where to continue.
# UNTIL_EMPTY=1 stops at the end of the feed. QUERY='tenant=acme' narrows it: keep it for a folder.
set -eu
url=$1
pages=$2
mkdir -p "$pages"
while :; do
  last=$(find "$pages" -maxdepth 1 -name '[0-9]*' | sort | tail -n 1)
  name=${last##*/}
  # The 1 in front keeps the shell from reading the zeros as octal.
  number=$(printf '%08d' $((1${name:-00000000} - 99999999)))
  query="${QUERY:-}&wait=${WAIT:-30}"
  [ -z "$last" ] || query="$query&after=$(cat "$last/cursor")"
  next="$pages/.next"
  rm -rf "$next"
  mkdir "$next"
  # The key goes in by a file of options: arguments of a process are visible to all of the machine.
  status=$(printf 'header = "Authorization: Bearer %s"\n' "$ROLLCALL_KEY" |
    curl -sS -K - -D "$next/headers" -o "$next/events" -w '%{http_code}' "$url?$query") || status=000
  case $status in
    200) ;;
    000 | 429 | 5??) sleep 1; continue ;;
    # 409 and 410 say what to do; the others say which parameter or key is wrong.
    *) cat "$next/events" >&2; exit 1 ;;
  esac
  if [ "$(cat "$next/events")" = '[]' ] && [ -n "${UNTIL_EMPTY:-}" ]; then exit 0; fi
  tr -d '\r' <"$next/headers" | sed -n 's/^x-rollcall-cursor: //p' >"$next/cursor"
  rm "$next/headers"
  # An empty page has nothing to keep, but a cursor that is nearer to now.
  if [ "$(cat "$next/events")" != '[]' ]; then mv "$next" "$pages/$number"
  elif [ -n "$last" ]; then mv "$next/cursor" "$last/cursor"; fi
done
