#!/bin/bash
# A backup job: each fault is an ordinary mistake of shell scripts.
set -eu
fault=$1 in=$2
#@
count() {
  local total=$((10 / $1))
  echo "copied $total"
}

dump() {
  cp "$1" "$2"
}

#@
upload() {
  s3upload --quiet "$1"
}

rotate() {
  : "${RETENTION_DAYS:?must be set}"
}

#@
echo "backup $in started"
case $fault in
unbound) echo "target is $BACKUP_TARGET" ;;
unbound-user) echo "user is $BACKUP_USER" ;;
copy) dump "/srv/data/$in" /backup/ ;;
command) upload "$in" ;;
required) rotate ;;
divide) count 0 ;;
cd) cd "/srv/missing/$in" ;;
denied) "$(dirname "$0")/hook.d" ;;
false) grep -q ready /dev/null ;;
tar) tar -czf /dev/null "/srv/data/$in" ;;
failfast) echo "ERROR: lock /run/backup.lock is held by pid $in" >&2; exit 75 ;;
esac
