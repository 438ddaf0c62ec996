# shellcheck shell=sh disable=SC2034,SC2154 # Sourced by the launchers and by optimize-launch, which set `lib`.

# The directory of the archives that optimize-launch makes. A package writes another one here, as its own files stay as
# they were installed. It must belong to root, since JVMs of root map what is in it.
archives=$lib

# find_java sets `home` to the Java home to use and `version` to its feature number, 17 or more; it fails if there is
# none. No process is started: every launch pays for what is done here.

# Reads the version from the file that every JDK and JRE has. One that was removed by halves is passed over.
java_version() {
  version=
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] && [ -s "$1/lib/modules" ] && [ -s "$1/lib/server/libjvm.so" ] ||
    return 1
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      version=${value#\"}
      version=${version%%[!0-9]*}
      break
    fi
  done <"$1/release"
  [ -n "$version" ] && [ "$version" -ge 17 ]
}

# $1: the application's lib directory. Its entry `jvm`, a link to a Java home, is the administrator's choice.
find_java() {
  for home in "$1/jvm" /usr/lib/jvm/default-java /usr/lib/jvm/default-runtime /usr/lib/jvm/java-17-openjdk-* \
    /usr/lib/jvm/java-2?-openjdk-* /usr/lib/jvm/*; do
    java_version "$home" && return
  done
  return 1
}

# Small and quick to start: the first compiler only; no files in /tmp; no attaching; space for our few classes only, so
# that it starts where memory is limited. What it says of itself is no result, so it goes to standard error. It keeps
# its limit of open files and its filter of core dumps, which commands inherit. What a JVM does not know it must ignore,
# and without a word what others left in the working directory: .hotspotrc and .hotspot_compiler. Its tables of strings
# and symbols begin small, as those of the archive are apart: with the usual ones each waiting run takes 0.8 MB more.
options='-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:TieredStopAtLevel=1 -XX:-UsePerfData
  -XX:+DisableAttachMechanism -XX:+ErrorFileToStderr -XX:+DisplayVMOutputToStderr -XX:-MaxFDLimit
  -XX:-DumpPrivateMappingsInCore -XX:-DumpSharedMappingsInCore -XX:CompressedClassSpaceSize=64m -Xss512k
  -XX:StringTableSize=1024 -XX:+UnlockExperimentalVMOptions -XX:SymbolTableSize=1024
  -XX:Flags=/dev/null -XX:CompileCommandFile=/dev/null -Xlog:disable'

# heap_options VERSION run|status|records|audit|web: sets `heap` to the options of the collector and the heap. Up to
# JDK 24 only G1 takes the objects of an archive, the modules above all, which saves a seventh of a launch; they are
# mapped as they are, and shared, where the heap is as large as when the archive was made.
heap_options() {
  heap=-XX:+UseSerialGC
  if [ "$1" -lt 25 ]; then
    heap='-XX:+UseG1GC -XX:ParallelGCThreads=1 -XX:ConcGCThreads=1 -XX:G1ConcRefinementThreads=1'
    [ "$2" != run ] || heap="$heap -XX:G1HeapRegionSize=1m -Xms8m"
  fi
  case $2 in
    run) heap="$heap -Xmx64m" ;;
    # Many at once have to fit; most requests need a tenth of it.
    web) heap="$heap -Xmn16m -Xmx128m" ;;
    # All records of all jobs pass through here, and little stays: what is used again is no new memory each time.
    records) heap="$heap -Xms64m -Xmn8m -Xmx192m" ;;
    # The starts of a job stay for a while, and what is missing stays.
    audit) heap="$heap -Xms64m -Xmn16m" ;;
  esac
}
