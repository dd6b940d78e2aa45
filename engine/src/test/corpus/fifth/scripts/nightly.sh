#!/bin/bash
# Library: nightly export of loans.
set -euo pipefail
RANDOM=$((SEED % 32768))
say() { CLOCK=$((CLOCK + RANDOM % 4)); echo "$(date -u -d @$CLOCK +'%Y-%m-%d %H:%M:%S') [$1] ${*:2}" >&2; }
# PAD
noise() { case $((RANDOM % 4)) in 0) say info "exported branch $((RANDOM % 40)): $RANDOM loans";; 1) say info "compressed loans-$RANDOM.csv";; 2) say debug "took $((RANDOM % 90))s";; *) say warn "branch $((RANDOM % 40)) reports late";; esac; }
copy_catalogue() { cp "/var/lib/library/catalogue/$RANDOM.mrc" /dev/null; }
copy_patrons() { cp "/var/lib/library/patrons/$RANDOM.csv" /dev/null; }
push_mirror() { exec 3<>"/dev/tcp/127.0.0.1/$((8700 + RANDOM % 40))"; }
# PAD
write_dump() { for i in 1 2 3; do echo "loan $RANDOM" > /dev/full; done; }
convert() { marc2json --batch "$RANDOM"; }
fines() { echo $(( $1 / $2 )); }
for ((i = 0; i < STEPS; i++)); do noise; done
case "$FAULT" in
  catalogue) copy_catalogue ;; patrons) copy_patrons ;; mirror) push_mirror ;; dump) write_dump ;; convert) convert ;;
  unset) say info "archiving run $RANDOM"; echo "$ARCHIVE_BUCKET" ;;
  fines) say info "fines of $RANDOM patrons"; fines "$RANDOM" 0 ;;
esac
