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

# jobs_with_records JOBS RECORDS: makes jobs with so many records each, one an hour until now.
jobs_with_records() {
  awk -v jobs="$1" -v records="$2" -v work="$work" -v now="$(date +%s)" '
    BEGIN {
      for (r = 0; r < records; r++) {
        begin = now - now % 3600 - (records - 1 - r) * 3600
        started[r] = strftime("%Y-%m-%dT%H:%M:%S", begin, 1)
        ended[r] = strftime("%Y-%m-%dT%H:%M:%S", begin + 1 + r % 50, 1)
        stamp[r] = strftime("%Y%m%d-%H%M%S", begin, 1)
      }
      for (n = 1; n <= jobs; n++) {
        slug = sprintf("job-%05d", n)
        file = work "/jobs/" slug ".yaml"
        printf "name: Job number %d\ncommand: /usr/bin/true --number %d\nowner: team-%d\n", n, n, n % 9 >file
        printf "schedule: 0 * * * *\ntag: [all, tag-%d]\ntimeout: 30m\n", n % 10 >file
        close(file)
        system("mkdir " work "/state/" slug)
        history = work "/state/" slug "/history.jsonl"
        for (r = 0; r < records; r++) {
          bad = (r * 7 + n) % 31 == 0
          printf "{\"run\":\"%s-%s\",\"job\":\"%s\",\"result\":\"%s\",", slug, stamp[r], slug, bad ? "failure" : "success" >history
          printf "\"reason\":\"%s\",\"exit_code\":%d,\"signal\":null,\"status\":%d,", bad ? "exit code 3" : "succeeded", bad * 3, bad * 3 >history
          printf "\"started\":\"%s.000Z\",\"ended\":\"%s.500Z\",\"duration\":%d.500,", started[r], ended[r], 1 + r % 50 >history
          printf "\"attempts\":1,\"trigger\":\"cron\",\"args\":[],\"invoked_by\":null,\"job_sha256\":\"%064d\",", n >history
          printf "\"log\":\"/var/log/process-control/%s/%s-%s.log\",\"failed_attempts\":[],\"warnings\":[],", slug, slug, stamp[r] >history
          printf "\"slot\":\"%s.000Z\",\"slow_start\":false}\n", started[r] >history
        }
        close(history)
      }
    }'
  chown -R "$SERVICE_USER:$service_group" "$work/state"
}

# measure LABEL COMMAND...: notes the CPU time of the command, and the most memory that it has had.
measure() {
  local label=$1 user system most
  need /usr/bin/time time
  shift
  /usr/bin/time -f '%U %S %M' -o "$work/time" "$@" >"$work/out" 2>&1 </dev/null || die "$label: $(cat "$work/out")"
  read -r user system most <"$work/time"
  awk -v u="$user" -v s="$system" 'BEGIN { print u + s }' >>"$work/$label.cpu"
  awk -v m="$most" 'BEGIN { print m * 1.024 / 1000 }' >>"$work/$label.memory"
}

# table LABEL...: of what was measured, beside the first of them.
table() {
  local label first least median most
  printf '%-10s %9s %9s %9s %9s\n' call 'cpu min' median "x $1" memory
  read -r first _ _ < <(spread <"$work/$1.cpu")
  for label; do
    read -r least median _ < <(spread <"$work/$label.cpu")
    read -r _ _ most < <(spread <"$work/$label.memory")
    awk -v l="$label" -v a="$least" -v m="$median" -v first="$first" -v most="$most" \
      'BEGIN { printf "%-10s %9.2f %9.2f %9.1f %9.1f\n", l, a, m, a / first, most }'
  done
}
