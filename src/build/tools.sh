# Sourced by ./verify and ./quickstart: the JDK and Maven they need, and Maven's long output made short.
# shellcheck shell=sh

INSTALL_LINE='apt-get install -y openjdk-17-jdk-headless maven'

# The major version of a program whose output begins like "javac 17.0.15" or "Apache Maven 3.8.7"; 0 if it is not there.
version_of() { "$@" 2>/dev/null | sed -n '1s/[^0-9]*\([0-9][0-9.]*\).*/\1/p' | grep . || echo 0; }

missing_tools() {
  javac=javac
  [ -n "${JAVA_HOME-}" ] && javac=$JAVA_HOME/bin/javac
  jdk=$(version_of "$javac" -version)
  [ "${jdk%%.*}" -ge 17 ] || echo "a JDK of 17 or newer (found: $(found "$jdk"))"
  [ "$jdk" = 0 ] && [ -n "${JAVA_HOME-}" ] && echo "(JAVA_HOME is $JAVA_HOME, which has no bin/javac)"
  maven=$(mvn --version 2>/dev/null | sed 's/\x1b\[[0-9;]*m//g' | sed -n 's/^Apache Maven \([0-9.]*\).*/\1/p')
  minor=${maven#*.}
  case ${maven:-0} in
    3.*) [ "${minor%%.*}" -ge 8 ] || echo "Maven 3.8 or newer (found: $maven)" ;;
    [4-9].*) ;;
    *) command -v mvn >/dev/null && [ "$jdk" = 0 ] || echo "Maven 3.8 or newer (found: none)" ;;
  esac
}

found() { if [ "$1" = 0 ]; then echo none; else echo "$1"; fi; }

# need_tools yes|'': returns when JDK and Maven are there; installs them on yes; else says how, and ends with 1.
need_tools() {
  missing=$(missing_tools)
  [ -z "$missing" ] && return 0
  sudo=''
  [ "$(id -u)" = 0 ] || sudo='sudo '
  if [ -n "$1" ]; then
    echo "Installing: $sudo$INSTALL_LINE"
    # shellcheck disable=SC2086 # $sudo is one word or none
    if ! { ${sudo}apt-get update -qq && DEBIAN_FRONTEND=noninteractive ${sudo}$INSTALL_LINE -qq >/dev/null; }; then
      echo "apt-get failed; its last lines above say why." >&2
      exit 1
    fi
    missing=$(missing_tools)
    [ -z "$missing" ] && return 0
  fi
  printf 'Missing: %s\nOn Debian and Ubuntu:  %s%s    (or run this again with --install)\n' "$missing" "$sudo" "$INSTALL_LINE" >&2
  exit 1
}

# run_maven LOG ARGS...: all of Maven's output goes to LOG, a line per module to the terminal. Returns Maven's exit code.
run_maven() {
  log=$1
  shift
  mkdir -p "$(dirname "$log")"
  rm -f "$log.status"
  {
    mvn -B -ntp "$@" 2>&1
    echo $? >"$log.status"
  } | tee "$log" | awk '
    # mvn colours its log even when nobody looks
    { gsub(/\033\[[0-9;]*m/, "") }
    /^\[INFO\] Building Groundhog/ {
      name = $0; sub(/^\[INFO\] Building (Groundhog: )?/, "", name); sub(/ [^ ]*SNAPSHOT/, "", name); sub(/ *\[/, "  [", name)
      printf "  %s\n", name; fflush()
    }
    /Tests run:.*-- in / { if (/FAILURE|ERROR/) { printf "    FAILED %s\n", $NF; fflush() } }'
  return "$(cat "$log.status")"
}
