#!/usr/bin/env bash
# Carry out the Dockerfile and run what it makes, where no Docker runs: docker/prove.sh [BASE]
#
# Each stage is an overlay on a clean Debian; each instruction is read from the Dockerfile and done there by chroot.
# The result runs as compose.yaml says: process 1, read-only root, no capabilities, a network of its own. It is
# checked, used by a client, stopped, and run once more on the same data. Everything is removed in the end.
#
# BASE is the directory of the clean Debian: made where it is not there, and kept. Without BASE one is made and removed.
# Needs root on Linux with overlayfs; debootstrap, iproute2, util-linux and python3; Debian's mirror and PyPI.
set -euo pipefail
[ -n "${OWN_MOUNTS:-}" ] || OWN_MOUNTS=yes exec unshare --mount "$0" "$@" # which go with this process
cd "$(dirname "$0")/.."

work=$(mktemp -d /tmp/prove.XXXXXX)
base=$(realpath "${1:-$work/base}")
launcher=
clean_up() {
  [ -z "$launcher" ] || kill -9 "$launcher" 2>/dev/null || true
  awk -v work="$work/" 'index($2, work) == 1 { print $2 }' /proc/mounts | sort -r | xargs -r umount --lazy
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2 && exit 1; }
seconds_since() { awk -v now="$EPOCHREALTIME" -v then="$1" 'BEGIN { printf "%.2f", now - then }'; }

# ---- Carry out the Dockerfile

declare -A root_of
declare -a environment
stage=0

make_base() { # RELEASE
  say "debootstrap $1"
  debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv "$1" "$base" >"$work/base.log" ||
    fail "$(tail -n 3 "$work/base.log")"
  ln -s python3 "$base/usr/bin/python"
}

do_ARG() { declare -g "$1"; } # NAME=VALUE, for FROM

do_FROM() { # IMAGE [AS NAME]
  local image name argument
  read -r image _ name <<<"$1"
  argument=${image#\$}
  [ "$argument" = "$image" ] || image=${!argument}
  [ -x "$base/usr/bin/python" ] || make_base "${image##*-}"
  [[ $image == "python:$(chroot "$base" python -c 'import sys; print("%d.%d" % sys.version_info[:2])')-slim-"* ]] ||
    fail "the Python in $base is not the one of $image"
  stage=$((stage + 1)) made=$work/$stage/made root=$work/$stage/root directory=/ user=0:0
  environment=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
  mkdir -p "$root" "$made" "$work/$stage/overlay"
  mount -t overlay overlay -o "lowerdir=$base,upperdir=$made,workdir=$work/$stage/overlay" "$root"
  root_of[${name:-$stage}]=$root
}

do_WORKDIR() { directory=$1 && mkdir -p "$root$1"; }

do_COPY() { # [--from=STAGE] SOURCE... TARGET
  local from=$PWD source target=$root$directory/${1##* }
  [[ ${1##* } != /* ]] || target=$root${1##* }
  for source in ${1% *}; do
    if [[ $source == --from=* ]]; then
      from=${root_of[${source#--from=}]}
    elif [ -d "$from/$source" ]; then
      mkdir -p "$target" && cp -a "$from/$source/." "$target"
    else
      cp -a "$from/$source" "$target"
    fi
  done
  # The only files that docker/Dockerfile.dockerignore leaves out of what is copied.
  [ "$from" != "$PWD" ] || find "$target" -type d -name __pycache__ -prune -exec rm -r {} +
}

do_RUN() { # SHELL COMMAND, with this machine's way to the package index, which is nothing of the image's
  local -a way
  mapfile -t way < <(env | grep -E '^(PIP_CERT|PIP_INDEX_URL|https?_proxy)=')
  if [ -n "${PIP_CERT:-}" ]; then
    mkdir -p "$root${PIP_CERT%/*}" && touch "$root$PIP_CERT" && mount --bind "$PIP_CERT" "$root$PIP_CERT"
  fi
  chroot "$root" env -i -C "$directory" "${environment[@]}" "${way[@]}" HOME=/root sh -c "$1" </dev/null
  [ -z "${PIP_CERT:-}" ] || umount "$root$PIP_CERT"
}

do_ENV() { # NAME=VALUE...
  local pair path
  path=$(printf '%s\n' "${environment[@]}" | sed -n 's/^PATH=//p' | tail -n 1)
  for pair in $1; do environment+=("${pair//\$PATH/$path}"); done
}

do_USER() { user=$1; }
do_EXPOSE() { port=$1; }
do_VOLUME() { volume=$1; }
do_STOPSIGNAL() { stop_signal=$1; }
do_HEALTHCHECK() { health=${1#*CMD }; }
do_ENTRYPOINT() { entrypoint=$1; }
do_CMD() { command=$1; }

while read -r instruction rest; do
  say "$instruction $rest"
  "do_$instruction" "$rest"
done < <(sed '/^#/d' docker/Dockerfile | sed -e ':again; /\\$/ { N; s/\\\n */ /; b again }' -e '/^ *$/d')

say "The image adds $(du -sm "$made" | cut -f 1) MB to the one it is made from; the largest of it, in MB:"
du -m --max-depth=1 "$made"/opt/*/lib/python*/site-packages | sort -rn | sed -n '2,9s|/.*/|  |p'
[ -z "$(find "$made" -path "$made$volume" -prune -o -uid "${user%:*}" -print)" ] ||
  fail "the user owns more than $volume"

# ---- Run it as compose.yaml says

words() { python3 -c 'import json, sys; print(*json.loads(sys.argv[1]), sep="\0", end="\0")' "$1"; }
mapfile -t -d '' health_command < <(words "$health")
mapfile -t -d '' server_command < <(words "$entrypoint" && words "$command")
settings=$(sed -n '/^    environment:/,/^    [a-z_]*:/ s/^ *\([A-Z_]*\): /\1=/p' docker/compose.yaml | tr '\n' ' ')
mapfile -t settings < <(env -i bash -c "printf '%s\n' $settings") # the shell knows ${NAME:-default} too
environment+=("${settings[@]}" "HOME=$volume")

running=$work/running
cp -a "$root$volume" "$work/volume"
mkdir "$running"
mount --bind -o ro "$root" "$running"
mount --bind "$work/volume" "$running$volume"
mount -t tmpfs tmpfs "$running/tmp"
mount -t tmpfs tmpfs "$running/dev/shm"
inside=(chroot "$running" setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups --no-new-privs
  --inh-caps=-all --bounding-set=-all env -i -C "$directory" "${environment[@]}")

start() {
  say "${settings[*]} ${server_command[*]}"
  local began=$EPOCHREALTIME
  # shellcheck disable=SC2016  # the inner shell's
  unshare --net --pid --fork --kill-child --mount-proc="$running/proc" \
    sh -c 'ip link set lo up && exec "$@"' - "${inside[@]}" "${server_command[@]}" >>"$work/log" 2>&1 &
  launcher=$!
  until healthy 2>/dev/null; do
    kill -0 "$launcher" 2>/dev/null && [ "${EPOCHREALTIME%.*}" -lt $((${began%.*} + 30)) ] || fail "$(tail "$work/log")"
  done
  echo "healthy after $(seconds_since "$began") s"
  grep -E '^(Uid|CapEff|CapBnd|NoNewPrivs|NSpid)' "/proc/$server/status"
}

healthy() {
  server=$(cat "/proc/$launcher/task/$launcher/children") && server=${server% } && [ -n "$server" ] &&
    nsenter --target "$server" --mount --net --pid "${inside[@]}" "${health_command[@]}"
}

stop() {
  local began=$EPOCHREALTIME code=0 taken
  kill -s "$stop_signal" "$server"
  wait "$launcher" || code=$?
  launcher='' taken=$(seconds_since "$began")
  echo "ended after $taken s with code $code"
  [ "$code" = 0 ] && [ "${taken%.*}" -lt 2 ] || fail "it did not end well within 2 s: $(tail "$work/log")"
  ! healthy 2>/dev/null || fail "the health check says that what has ended is healthy"
}

client() { nsenter --target "$server" --net python3 - "http://localhost:$port" "$@"; }

start
zip_url=$(
  client <<'PYTHON'
import re, sys, time, urllib.request

URL = sys.argv[1]
NAMESPACE = "http://www.scene7.com/IpsApi/xsd/2014-04-03"
HEADER = f"<authHeader xmlns='{NAMESPACE}'><user>admin@example.com</user><password>demo</password></authHeader>"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"


def post(path, body, kind):
    request = urllib.request.Request(URL + path, body.encode(), {"Content-Type": kind})
    return urllib.request.urlopen(request, timeout=30).read().decode()


def plain(operation, fields):
    body = f"<Request xmlns='{NAMESPACE}'>{HEADER}<{operation}Param>{fields}</{operation}Param></Request>"
    return post("/scene7/api/IpsApiService", body, "application/xml")


def values(answer, name):
    return re.findall(f"<{name}>([^<]*)</{name}>", answer)


call = f"<getCompanyInfoParam xmlns='{NAMESPACE}'><companyName>Demo Company</companyName></getCompanyInfoParam>"
envelope = f"<e:Envelope xmlns:e='{SOAP}'><e:Header>{HEADER}</e:Header><e:Body>{call}</e:Body></e:Envelope>"
company, *_ = values(post("/scene7/services/IpsApiService", envelope, "text/xml"), "companyHandle")
which = f"<companyHandle>{company}</companyHandle>"
search = "<includeSubfolders>true</includeSubfolders><assetTypeArray><items>Image</items></assetTypeArray>"
found = plain("searchAssets", which + search)
print("images:", *values(found, "fileName"), file=sys.stderr)
handles = "".join(f"<items>{handle}</items>" for handle in values(found, "assetHandle")[:2])
export = (
    f"<assetHandleArray>{handles}</assetHandleArray><fmt>convert</fmt>"
    "<is_modifier>&amp;fmt=png&amp;wid=200</is_modifier><emailSetting>None</emailSetting>"
)
plain("submitJob", f"{which}<jobName>proof</jobName><exportJob>{export}</exportJob>")
for _ in range(300):
    log = plain("getJobLogDetails", f"{which}<originalName>proof</originalName>")
    if "<endDate>" in log:
        break
    time.sleep(0.1)
urls = [name for name in values(log, "assetName") if name.startswith("http")]
sys.exit(log) if len(urls) != 1 else print(urls[0])
PYTHON
)
check_zip() {
  client "$zip_url" <<'PYTHON'
import io, sys, urllib.request, zipfile

archive = zipfile.ZipFile(io.BytesIO(urllib.request.urlopen(sys.argv[2], timeout=30).read()))
files = {name: archive.read(name) for name in archive.namelist()}
print(sys.argv[2], *(f"{name} ({len(content)} bytes)" for name, content in files.items()))
sys.exit(len(files) != 2 or any(not content.startswith(b"\x89PNG\r\n") for content in files.values()))
PYTHON
}
check_zip
stop
start
check_zip
stop
say "$(du -sm "$work/volume" | cut -f 1) MB in the volume; what was logged:"
cut -c 1-200 "$work/log"
say "Proved."
