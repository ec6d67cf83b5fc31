#!/usr/bin/env bash
# Installs the Python packages with whose readers tests read what ganscope writes into a virtual
# environment, .build/python. Silent if nothing is missing. Where they cannot be had those tests
# are left out, unless GANSCOPE_REQUIRE_PYTHON=1 requires them.
set -euo pipefail
cd "$(dirname "$0")/.."
environment=.build/python
requirements=Tests/requirements.txt

# The list stands beside the packages once all of them are installed.
cmp -s "$requirements" "$environment/requirements.txt" && "$environment/bin/python" -c '' && exit

install() {
  python3 -m venv --clear "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --retries 2 \
    --requirement "$requirements"
  cp "$requirements" "$environment"
}

mkdir -p .build
echo "setup: installing Python packages into $environment" >&2
if ! (install) 2>.build/python-setup.log; then
  echo "setup: cannot install Python packages: $(tail -n 1 .build/python-setup.log)" >&2
  [[ ${GANSCOPE_REQUIRE_PYTHON:-} == 1 ]] && exit 69
  echo "setup: tests that read with Python's readers are left out" >&2
fi
