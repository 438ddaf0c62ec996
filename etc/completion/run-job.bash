# Completion for bash of run-job, cron-generate and check-jobs-icinga.
# shellcheck shell=bash

# File names and arguments are other people's text, and root presses TAB: nothing here evaluates a word. So there is no
# compgen -W, which expands command substitutions in the words that it is given, no eval, and nothing but valid names.

# Puts a word of the command line, without its quotes, into the variable "plain"; nothing is expanded.
_run_job_unquote() {
  local rest=$1 quote='' char
  plain=
  while [[ -n $rest ]]; do
    char=${rest:0:1} rest=${rest:1}
    if [[ $char == "$quote" ]]; then
      quote=
    elif [[ -z $quote && ($char == \' || $char == \") ]]; then
      quote=$char
    elif [[ $char == \\ && $quote != \' && -n $rest ]]; then
      plain+=${rest:0:1} rest=${rest:1}
    else
      plain+=$char
    fi
  done
}

# Prints the names of all jobs, read with the configuration that stands on the line.
_run_job_names() {
  local i plain program config=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --) break ;;
      --config)
        # Bash makes words of their own of '=' and of what stands behind it.
        [[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))
        _run_job_unquote "${COMP_WORDS[i + 1]}"
        config=(--config "$plain")
        ;;
    esac
  done
  _run_job_unquote "${COMP_WORDS[0]}"
  case $plain in
    */*) program=${plain%/*}/run-job ;;
    *) program=run-job ;;
  esac
  "$program" "${config[@]}" --list-jobs 2>/dev/null </dev/null
}

# Puts those of the words that begin with the current one into COMPREPLY.
_run_job_offer() {
  local word
  for word in "$@"; do
    [[ $word == "$current"* ]] && COMPREPLY+=("$word")
  done
}

# Offers the names of all jobs, but only what is a valid name, whatever was printed.
_run_job_offer_names() {
  local name plain names LC_ALL=C
  _run_job_unquote "$current"
  mapfile -t names < <(_run_job_names)
  for name in "${names[@]}"; do
    [[ $name == "$plain"* && $name == [a-zA-Z0-9]* && $name != *[!a-zA-Z0-9._-]* ]] && COMPREPLY+=("$name")
  done
}

# Offers files. Readline quotes what it inserts, because the names are marked as those of files.
_run_job_offer_files() {
  local file files
  compopt -o filenames 2>/dev/null
  mapfile -t files < <(compgen -f -- "$current")
  for file in "${files[@]}"; do
    # A name with a newline comes in pieces that are no files; control characters do not belong on a terminal either.
    [[ (-e $file || -L $file) && $file != *[[:cntrl:]]* ]] && COMPREPLY+=("$file")
  done
}

_run_job() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} word options IFS=$' \t\n'
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
      _run_job_offer_files
      return
      ;;
    --output)
      _run_job_offer console
      _run_job_offer_files
      return
      ;;
    --streams)
      _run_job_offer stdout stderr stdout,stderr
      return
      ;;
    --result)
      _run_job_offer success failure timeout killed skipped lost error failed
      return
      ;;
    --run)
      _run_job_offer all
      return
      ;;
    --help)
      [[ ${COMP_WORDS[0]##*/} == run-job ]] && _run_job_offer all exit-codes
      return
      ;;
    --sort)
      _run_job_offer name last next duration
      return
      ;;
    --color)
      _run_job_offer auto always never
      return
      ;;
    --reason | --tag | --lines | --last | --watch | --from | --until | --grace | --warning | --critical) return ;;
    -w | -c) [[ ${COMP_WORDS[0]##*/} == check-jobs-icinga ]] && return ;;
  esac
  case ${COMP_WORDS[0]##*/} in
    cron-generate)
      options='--check --output --format --keep-going --strict --allow-empty --plan --from --until --json
        --config -q --quiet -v --verbose -h --help -V --version'
      # shellcheck disable=SC2086 # Our own words, to be split.
      _run_job_offer $options
      return
      ;;
    check-jobs-icinga)
      options='-w --warning -c --critical --grace --tag
        --config -q --quiet -v --verbose -h --help -V --version'
      ;;
    *)
      options='-j --job -k --kill-job --restart --reload -l --list-jobs -s --status --validate --strict --hold --release --reason --tag
        --logs --history --show --show-config --stats --audit --metrics --diff --markdown --report --clean --wait --rerun
        -r --only-running --cluster --local --failed --held --sort --long --watch --color --json -w --slow-start --scheduled --force --detach
        --run --lines --streams --follow --raw --last --result --from --until --dry-run --gone --yes --trigger --graph --dot --pending
        --config -q --quiet -v --verbose -h --help -V --version'
      ;;
  esac
  if [[ $current == -* ]]; then
    # shellcheck disable=SC2086 # Our own words, to be split.
    _run_job_offer $options
  else
    _run_job_offer_names
  fi
}

complete -F _run_job run-job cron-generate check-jobs-icinga
