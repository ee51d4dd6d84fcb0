#!/usr/bin/env bash
# Carry out the Dockerfile and run what it makes, where no Docker runs: sudo docker/prove.sh [BASE]
#
# Each stage is an overlay on a clean Debian, and each instruction is read from the Dockerfile and done there by chroot.
# The result is run as compose.yaml says (process 1, read-only root, no capabilities, a network of its own), checked,
# used by a client, stopped, and run once more on the same data. Everything is removed in the end.
#
# BASE is the directory of the clean Debian: made when it is not there, and kept. Without it, one is made and removed.
# Needs root on Linux with overlayfs; debootstrap, iproute2, util-linux and python3; Debian's mirror and PyPI.
set -euo pipefail
[ -n "${IN_OWN_MOUNTS:-}" ] || IN_OWN_MOUNTS=1 exec unshare --mount "$0" "$@" # they go with this process
cd "$(dirname "$0")/.."

work=$(mktemp -d /tmp/prove.XXXXXX)
base=${1:-$work/base}
server=
trap 'test -z "$server" || kill -9 "$server"; umount -R "$work"/*/root 2>/dev/null; rm -rf "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
words() { python3 -c 'import json, sys; print(*json.loads(sys.argv[1]), sep="\0", end="\0")' "$1"; }

# ---- The Dockerfile's instructions

declare -A root_of
declare -a environment ports
stage=0 root='' workdir=/ user=0:0 health='' entrypoint='[]' command='[]'

do_FROM() { # IMAGE [AS NAME]: an overlay on the clean Debian, which must be of the image's Python and release
  read -r image _ name <<<"$1"
  [ -x "$base/usr/bin/python3" ] || make_base "${image##*-}"
  [[ $image == "python:$(chroot "$base" python -c 'import sys; print("%d.%d" % sys.version_info[:2])')-slim-"* ]] ||
    fail "the clean Debian's Python is not that of $image"
  stage=$((stage + 1)) root=$work/$stage/root workdir=/ user=0:0
  environment=(PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
  mkdir -p "$root" "$work/$stage/made" "$work/$stage/overlay"
  mount -t overlay overlay -o "lowerdir=$base,upperdir=$work/$stage/made,workdir=$work/$stage/overlay" "$root"
  root_of[${name:-$stage}]=$root
}

make_base() {
  say "Debian $1"
  debootstrap --variant=minbase --include=ca-certificates,python3,python3-venv "$1" "$base" >"$work/debootstrap.log" ||
    fail "$(tail -n 3 "$work/debootstrap.log")"
  ln -s python3 "$base/usr/bin/python"
}

do_WORKDIR() { workdir=$1 && mkdir -p "$root$1"; }

do_COPY() { # [--from=STAGE] SOURCE... TARGET
  local from=$PWD target
  [[ $1 != --from=* ]] || { from=${1#--from=} && from=${root_of[${from%% *}]} && set -- "${1#* }"; }
  target=${1##* }
  [[ $target == /* ]] && target=$root$target || target=$root$workdir/$target
  for source in ${1% *}; do
    if [ -d "$from/$source" ]; then
      mkdir -p "$target"
      tar -C "$from/$source" --exclude-from=<(ignored "$from") -c . | tar -C "$target" -x
    else
      cp -p "$from/$source" "$target"
    fi
  done
}

ignored() { [ "$1" != "$PWD" ] || sed -n 's|^\*\*/||p' docker/Dockerfile.dockerignore; } # what lies in directories

do_RUN() { # with this machine's way to the package index, which is none of the image's
  local way file=${PIP_CERT:-}
  mapfile -t way < <(env | grep -E '^(PIP_CERT|PIP_INDEX_URL|https?_proxy)=')
  mount --bind /etc/resolv.conf "$root$(chroot "$root" realpath -m /etc/resolv.conf)"
  [ -z "$file" ] || { mkdir -p "$root${file%/*}" && touch "$root$file" && mount --bind "$file" "$root$file"; }
  chroot "$root" env -i "${environment[@]}" "${way[@]}" HOME=/root sh -c "cd $workdir && $1"
  umount "$root/etc/resolv.conf" ${file:+"$root$file"}
}

do_ENV() { # NAME=VALUE...
  local path pair
  path=$(printf '%s\n' "${environment[@]}" | sed -n 's/^PATH=//p')
  for pair in $1; do
    pair=${pair//\$PATH/$path}
    [[ $pair != PATH=* ]] || environment=("${environment[@]/PATH=*/}")
    environment+=("$pair")
  done
  mapfile -t environment < <(printf '%s\n' "${environment[@]}" | grep .)
}

do_USER() { user=$1; }
do_EXPOSE() { ports+=("$1"); }
do_VOLUME() { volume=$1; }
do_STOPSIGNAL() { stop_signal=$1; }
do_HEALTHCHECK() { health=${1#*CMD }; }
do_ENTRYPOINT() { entrypoint=$1; }
do_CMD() { command=$1; }

while read -r instruction rest; do
  say "$instruction $rest"
  "do_$instruction" "$rest"
done < <(sed '/^#/d' docker/Dockerfile | sed -e ':again; /\\$/ { N; s/\\\n */ /; b again }' | sed '/^ *$/d')
