# What the tests need beside a Rust toolchain. Sourced by tests/all and .ci/run: installs what is
# missing from Debian's packages, touches nothing that is there, and says in a sentence what to do
# when it cannot.

NODE_MAJOR_MIN=20
# Taken when Debian's own Node is older than the tests need (Debian 12 has 18).
NODE_FALLBACK=22.23.3

give_up() {
  printf '\n%s\n' "$1" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    give_up "Packages have to be installed and this account may not. Run this as root once, or install sudo."
  fi
}

# Debian starts a server when it installs it; tests start their own, on their own ports.
install_packages() {
  command -v apt-get >/dev/null ||
    give_up "These are missing and there is no apt-get to install them: $*. Install them and run this again."
  echo "Installing $*."
  local policy=/usr/sbin/policy-rc.d made_policy=no
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
    as_root chmod +x "$policy"
    made_policy=yes
  fi
  local status=0
  as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
    status=$?
  [ "$made_policy" = no ] || as_root rm -f "$policy"
  [ "$status" = 0 ] ||
    give_up "apt-get could not install $*. Its messages are above; put that right and run this again."
}

node_major() {
  node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/' || true
}

has_new_enough_node() {
  local major
  major=$(node_major)
  [ -n "$major" ] && [ "$major" -ge "$NODE_MAJOR_MIN" ]
}

# The registry's own package of the executable, kept in target/ so that the system stays as it is.
use_node_of_our_own() {
  local arch
  case "$(uname -m)" in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) give_up "Node $NODE_MAJOR_MIN or newer is needed and this machine has $(node --version). Install it and run this again." ;;
  esac
  local folder="$PWD/target/tools"
  if [ ! -x "$folder/node_modules/node-linux-$arch/bin/node" ]; then
    npm install --silent --no-audit --no-fund --prefix "$folder" "node-linux-$arch@$NODE_FALLBACK" ||
      give_up "Node $NODE_MAJOR_MIN or newer is needed and could not be fetched. Install it and run this again."
  fi
  export PATH="$folder/node_modules/node-linux-$arch/bin:$PATH"
}

# Run from the top of the project.
provide_needs() {
  [ -x "$HOME/.cargo/bin/cargo" ] && export PATH="$HOME/.cargo/bin:$PATH"
  command -v cargo >/dev/null || give_up "There is no Rust toolchain. Install Rust 1.95 or newer, then run this again."

  local missing=()
  command -v cc >/dev/null || missing+=(gcc libc6-dev)
  command -v sqlite3 >/dev/null || missing+=(sqlite3)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v caddy >/dev/null || missing+=(caddy)
  [ -x "$(PATH="$PATH:/usr/sbin" command -v nginx)" ] || missing+=(nginx)
  command -v php >/dev/null || missing+=(php-cli)
  command -v unshare >/dev/null || missing+=(util-linux)
  if [ -z "${CHROMIUM:-}" ]; then
    [ -x /usr/bin/chromium ] || missing+=(chromium fonts-liberation)
  elif [ ! -x "$CHROMIUM" ]; then
    give_up "CHROMIUM says $CHROMIUM, and there is no executable. Correct it, or leave it out."
  fi
  # Python asks the API what its document promises, and is, with the other six, a language of the examples and snippets.
  has_python_with_environments || missing+=(python3 python3-venv)
  command -v php >/dev/null || missing+=(php-cli)
  command -v ruby >/dev/null || missing+=(ruby)
  command -v go >/dev/null || missing+=(golang-go)
  command -v javac >/dev/null || missing+=(default-jdk-headless)
  command -v mcs >/dev/null && command -v mono >/dev/null || missing+=(mono-mcs mono-runtime)
  command -v curl >/dev/null || missing+=(curl)
  command -v node >/dev/null || missing+=(nodejs)
  command -v npm >/dev/null || missing+=(npm)
  if [ "${#missing[@]}" -gt 0 ]; then install_packages "${missing[@]}"; fi
  has_new_enough_node || use_node_of_our_own
  export PATH="$PATH:/usr/sbin"
}

# Debian keeps the part of Python that makes environments in a package of its own.
has_python_with_environments() {
  command -v python3 >/dev/null && python3 -c 'import ensurepip, venv' 2>/dev/null
}

# The exact versions of a list with their hashes, in an environment of its own below target/tools; made anew only when
# the list has changed. The caller finds its programs in target/tools/NAME/bin.
install_python() {
  local name=$1 list=$2 folder="$PWD/target/tools/$1"
  if [ -e "$folder/list.txt" ] && cmp -s "$list" "$folder/list.txt"; then return; fi
  rm -rf "$folder"
  python3 -m venv "$folder" &&
    "$folder/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r "$list" &&
    cp "$list" "$folder/list.txt" && return
  echo "The Python packages of $list could not be installed ($name). Is PyPI within reach?" >&2
  return 1
}

# Takes the exact versions of the lock file; nothing of theirs is run while installing.
install_modules() {
  npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --silent && return
  echo "The modules of $1 could not be installed. Is the npm registry within reach?" >&2
  return 1
}
