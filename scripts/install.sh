# Sourced by the scripts beside it: finds Python, makes virtual environments, installs locked requirements into them.
# Needs only Python 3.11 or newer; uses uv where it is installed. Speaks on standard error.

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

# find_python: sets $python to a Python that is new enough.
find_python() {
    for python in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return
        fi
    done
    found=$(python3 --version 2>/dev/null) || found="no Python at all"
    stop "Python 3.11 or newer is needed; found $found." \
        "Install it (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python) and run this again."
}

# make_venv DIR: makes a virtual environment there, unless a working one is there already.
make_venv() {
    if "$1/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return
    fi
    rm -rf "$1"
    find_python
    say "Making a Python environment in $1 ..."
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --python "$python" "$1"
    else
        # Without pip: bare Debian has no ensurepip, and pip may come another way (see pip_for).
        "$python" -m venv --without-pip "$1"
    fi || stop "Could not make $1. On Debian or Ubuntu: sudo apt install python3-venv"
}

# pip_install DIR ARGUMENT...: pip install into the environment in DIR, with whichever installer there is.
pip_install() {
    environment=$1
    shift
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$environment/bin/python" "$@"
    elif "$environment/bin/python" -m pip --version >/dev/null 2>&1 || "$environment/bin/python" -m ensurepip >/dev/null 2>&1; then
        "$environment/bin/python" -m pip install --quiet --quiet --disable-pip-version-check "$@"
    elif find_python && "$python" -m pip --python "$environment/bin/python" --version >/dev/null 2>&1; then
        "$python" -m pip --python "$environment/bin/python" install --quiet --quiet --disable-pip-version-check "$@"
    else
        stop "pip is missing. On Debian or Ubuntu: sudo apt install python3-venv   (then run this again)"
    fi
}

# install_requirements DIR FILE: installs the locked packages, unless this very list is installed already.
install_requirements() {
    stamp=$1/installed-$(basename "$2")
    if cmp -s "$2" "$stamp"; then
        return
    fi
    say "Installing $(grep -c '^[A-Za-z0-9].*==' "$2") packages (the first time this takes a minute or two) ..."
    pip_install "$1" --require-hashes -r "$2" || stop "The packages could not be installed. Is there a connection to the internet?"
    cp "$2" "$stamp"
}
