# `make graph` builds and shows the sample graph, `make test` runs every check, `make docs` makes the documentation.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := out

# Apache Jena Fuseki for the tests of `policykg load`: the last line of versions that runs on Java 17.
FUSEKI := 5.6.0
FUSEKI_SHA256 := d28c1eaf703122ee628895a460c20fa4aa60a892f435d403ea8c036f241da1f8
FUSEKI_JAR := .stores/jena-fuseki-server-$(FUSEKI).jar

# Oxigraph for WebAssembly, for pages that answer SPARQL (`policykg draw --with-sparql`): the npm package, never committed.
OXIGRAPH := 0.5.11
OXIGRAPH_SHA256 := 1095d6eb210104411fad61437f29e80c9c76c7fbbe7480c95b9aa2762818deb2
OXIGRAPH_PACKAGE := .assets/oxigraph-$(OXIGRAPH).tgz

.PHONY: graph docs test lint types stores assets clean help

help:  ## Show what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/policykg: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "policykg needs Python 3.11 or newer; try: make PYTHON=python3.12")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "installing into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.tested-with: pyproject.toml $(BIN)/policykg
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

graph: $(BIN)/policykg  ## Build the graph of the sample documents and say where everything is
	@$(BIN)/policykg build samples --out $(OUT)/samples
	@$(BIN)/policykg draw --graph $(OUT)/samples --out $(OUT)/samples.html
	@echo
	@echo "page      $(CURDIR)/$(OUT)/samples.html   (open it in a browser)"
	@echo "graph     $(CURDIR)/$(OUT)/samples/graph.trig"
	@echo "ask       $(BIN)/policykg query responsibilities --graph $(OUT)/samples"
	@echo "endpoint  $(BIN)/policykg serve --graph $(OUT)/samples   then http://127.0.0.1:7878/"

$(VENV)/.documented-with: pyproject.toml $(BIN)/policykg
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

docs: $(VENV)/.documented-with  ## Make the documentation: a page a term, concept scheme, query and shape
	@$(BIN)/python -m docs --out $(OUT)/docs

lint: $(VENV)/.tested-with  ## Style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.tested-with  ## Types
	$(BIN)/mypy

stores: $(FUSEKI_JAR)  ## Bring the triple store of Apache Jena that the tests start (needs Maven)

$(FUSEKI_JAR):
	mvn --batch-mode --quiet org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy \
	  -Dartifact=org.apache.jena:jena-fuseki-server:$(FUSEKI) -DoutputDirectory=$(CURDIR)/.stores/new
	echo "$(FUSEKI_SHA256)  .stores/new/jena-fuseki-server-$(FUSEKI).jar" | sha256sum --check --quiet
	mv .stores/new/jena-fuseki-server-$(FUSEKI).jar $@ && rmdir .stores/new

assets: $(OXIGRAPH_PACKAGE)  ## Bring Oxigraph for pages that answer SPARQL (needs npm)

$(OXIGRAPH_PACKAGE):
	@mkdir -p .assets/new
	npm pack --silent --pack-destination .assets/new oxigraph@$(OXIGRAPH)
	echo "$(OXIGRAPH_SHA256)  .assets/new/oxigraph-$(OXIGRAPH).tgz" | sha256sum --check --quiet
	mv .assets/new/oxigraph-$(OXIGRAPH).tgz $@ && rmdir .assets/new

test: lint types  ## Style, types and all tests
	$(BIN)/python -m pytest -n auto --dist loadfile

clean:  ## Remove what was made
	rm -rf $(VENV) $(OUT) .stores .assets build *.egg-info .pytest_cache .mypy_cache .ruff_cache
