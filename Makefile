# Two commands: `make start` and `make test`. Everything is installed in .venv from the hash-pinned lock files.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 8000

.PHONY: start test lint draft index evals recorded recording record benchmarks soak hold-back thresholds advice-thresholds wording-thresholds lock clean

start: $(VENV)/.runtime  ## environment, index, service
	@$(BIN)/svarutkast serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev $(VENV)/.inspect lint  ## everything the tests need, then the tests
	$(BIN)/python -m pytest -q

lint: $(VENV)/.dev
	$(BIN)/ruff check service evals tests
	$(BIN)/lint-imports --no-cache

draft: $(VENV)/.runtime  ## make draft COMMENT="Når går båten?"
	@$(BIN)/svarutkast draft "$$COMMENT"

index: $(VENV)/.runtime
	@$(BIN)/svarutkast index

evals: $(VENV)/.runtime  ## measure the product over the test split; 3 when something became worse
	$(BIN)/svarutkast eval --gate

recorded: $(VENV)/.runtime  ## measure the model's path over recorded completions; 4 when some are stale
	$(BIN)/svarutkast eval --engine recorded --split all --kinds answers,drafts,attacks --gate --baseline none.json

recording: $(VENV)/.runtime  ## put the completions written for the suite to today's prompts
	$(BIN)/python -m evals.record

record: $(VENV)/.dev  ## record the cassettes anew: from the loopback server, or with RECORD_MODEL, RECORD_URL and RECORD_KEY
	$(BIN)/python -m pytest -q tests/test_cassettes.py --record-mode=rewrite --allowed-hosts='.*'

benchmarks: $(VENV)/.runtime  ## what the model's path costs: milliseconds, tokens, and misuse
	$(BIN)/python -m evals.benchmarks.tokens
	$(BIN)/python -m evals.benchmarks.misuse
	$(BIN)/python -m evals.benchmarks.latency

soak: $(VENV)/.dev  ## the long forms: 10,000 requests over the OpenAPI document, 50 kills under load on each database
	FUZZ_EXAMPLES=600 KILLS=50 $(BIN)/python -m pytest -q tests/test_openapi.py tests/test_crash.py --junitxml=var/soak.xml
	@grep -o 'property name="[^"]*" value="[^"]*"' var/soak.xml

hold-back: $(VENV)/.runtime  ## fit the hold-back model anew on the development questions
	$(BIN)/python -m evals.hold_back

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<1'

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.inspect: requirements-inspect.lock | $(BIN)/uv  ## inspect_ai, in an environment of its own
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(VENV)/inspect
	$(BIN)/uv pip install --quiet --python $(VENV)/inspect/bin/python --require-hashes -r requirements-inspect.lock
	@touch $@

thresholds: $(VENV)/.runtime  ## measure triage on writers it has not read, and set its thresholds anew
	$(BIN)/python -m evals.triage_model

advice-thresholds: $(VENV)/.runtime  ## the same for advice to employees
	$(BIN)/python -m evals.advice_model

wording-thresholds: $(VENV)/.runtime  ## the same for the checks on what sentences of a reply do
	$(BIN)/python -m evals.wording_model

lock: | $(BIN)/uv  ## resolve anew; the lock files name no host
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --no-annotate --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --no-annotate --group inspect -o requirements-inspect.lock

clean:
	rm -rf $(VENV) var
