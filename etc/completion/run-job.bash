# Completion for bash of run-job, cron-generate and check-jobs-icinga.
# shellcheck shell=bash

# Prints the names of all jobs, read with the configuration that stands on the line.
_run_job_names() {
  local i program=${COMP_WORDS[0]} config=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --) break ;;
      --config)
        # Bash makes words of their own of '=' and of what stands behind it.
        [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
        config=(--config "${COMP_WORDS[i + 1]}")
        ;;
    esac
  done
  case $program in
    */*) program=${program%/*}/run-job ;;
    *) program=run-job ;;
  esac
  "$program" "${config[@]}" --list-jobs 2>/dev/null </dev/null
}

# Puts the candidates among the given words into COMPREPLY.
_run_job_offer() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}

_run_job() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} word options
  COMPREPLY=()
  if [[ $previous == = && $COMP_CWORD -gt 1 ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 2]}
  elif [[ $current == = ]]; then
    previous=${COMP_WORDS[COMP_CWORD - 1]} current=
  fi
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -- ]] && return # What follows belongs to the job's command.
  done
  case $previous in
    --config)
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    --output)
      mapfile -t COMPREPLY < <(compgen -f -W console -- "$current")
      return
      ;;
    --streams)
      _run_job_offer 'stdout stderr stdout,stderr'
      return
      ;;
    --run)
      _run_job_offer 'all'
      return
      ;;
    --reason | --tag | --lines | --last | --from | --until | --grace | --warning | --critical) return ;;
    -w | -c) [[ ${COMP_WORDS[0]##*/} == check-jobs-icinga ]] && return ;;
  esac
  case ${COMP_WORDS[0]##*/} in
    cron-generate)
      options='--check --output --keep-going --allow-empty --plan --from --until --json
        --config -q --quiet -v --verbose -h --help -V --version'
      _run_job_offer "$options"
      return
      ;;
    check-jobs-icinga)
      options='-w --warning -c --critical --grace --tag
        --config -q --quiet -v --verbose -h --help -V --version'
      ;;
    *)
      options='-j --job -k --kill-job --restart --reload -l --list-jobs -s --status --validate --hold --release --reason --tag
        --logs --history --show --stats --audit --metrics --clean --wait
        -r --only-running --json -w --slow-start --scheduled --force --detach
        --run --lines --streams --follow --raw --last --from --until --dry-run --trigger --graph --dot --pending
        --config -q --quiet -v --verbose -h --help -V --version'
      ;;
  esac
  if [[ $current == -* ]]; then
    _run_job_offer "$options"
  else
    _run_job_offer "$(_run_job_names)"
  fi
}

complete -F _run_job run-job cron-generate check-jobs-icinga
