# Sourced by the benchmarks beside it: finds the program, makes a configuration that nothing else uses,
# and removes it again. Options shared by all of them, from the environment:
#
#   RUN_JOB   the run-job to measure (default: the one that `mvn package` assembles in this checkout)
#   SERVICE_USER   the service user (default nobody)
#   DIR       where configuration, locks, state and logs are put (default /dev/shm: memory, so that no disk is measured)
# shellcheck shell=bash

set -eu
export LC_ALL=C

checkout=$(cd -- "${BASH_SOURCE[0]%/*}/../.." && pwd)
RUN_JOB=${RUN_JOB:-$checkout/target/process-control/bin/run-job}
SERVICE_USER=${SERVICE_USER:-nobody}
service_group=$(id -gn "$SERVICE_USER")

die() {
  echo "${0##*/}: $*" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || die "'$1' is missing${2:+; install the package $2}"
}

[ "$(id -u)" = 0 ] || die "must be run as root, as cron runs run-job"
[ -x "$RUN_JOB" ] || die "no $RUN_JOB; build it first: mvn package -DskipTests"

work=$(mktemp -d "${DIR:-/dev/shm}/process-control-bench.XXXXXX")
# The background jobs of this shell and their descendants, which are all that is ever signalled.
clean_up() {
  trap - EXIT INT TERM HUP
  local pid
  # shellcheck disable=SC2046 # Numbers.
  for pid in $(tree $(jobs -p)); do
    kill "$pid" 2>/dev/null || :
  done
  wait
  rm -rf -- "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

chmod 0755 "$work"
mkdir "$work/jobs" "$work/log" "$work/run" "$work/state"
chown "$SERVICE_USER:$service_group" "$work/log" "$work/run" "$work/state"
config=$work/process-control.yaml
cat >"$config" <<END
user: $SERVICE_USER
job_directory: $work/jobs
output_directory: $work/log
run_directory: $work/run
state_directory: $work/state
END

# job SLUG COMMAND: makes a job file.
job() {
  printf 'name: "%s"\ncommand: %s\n' "$1" "$2" >"$work/jobs/$1.yaml"
}

# run_job SLUG: becomes the supervisor, so its process id is that of the subshell that calls it.
run_job() {
  exec "$RUN_JOB" --config "$config" --job "$1" </dev/null >/dev/null
}

# Smallest, middle and largest of the numbers on standard input, one a line.
spread() {
  sort -n | awk '{ v[NR] = $1 }
    END { m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2; print v[1], m, v[NR] }'
}

# tree PID...: these processes and their descendants.
tree() {
  cat /proc/[0-9]*/stat 2>/dev/null | awk -v roots="$*" '
    BEGIN { split(roots, list, " "); for (i in list) wanted[list[i]] = 1 }
    { pid = $1; sub(/.*\) . /, ""); parent[pid] = $1 } # As a name may hold blanks and parentheses.
    END {
      for (pid in parent)
        for (p = pid; p in parent; p = parent[p])
          if (p in wanted) { print pid; break }
    }'
}

# pss PID...: their proportional set size together, in MB of 1,000,000 bytes.
pss() {
  local files=("${@/%//smaps_rollup}")
  cat "${files[@]/#//proc/}" </dev/null 2>/dev/null | awk '$1 == "Pss:" { sum += $2 } END { print sum * 1.024 / 1000 }'
}
