# make report: the main job on datasets/, from training to a report that can be sent.
# make page:   the same articles in an archive, tagged, and a page on this machine to look, tag and correct in.
# make python: the Python package: a wheel in python/dist, installed in .build-python/venv and tested there.
# make test:   the format of the code, and all tests. Optimized, since the tests train models; assertions stay on. Those of
#              the Python package too, where Python has what they need; in CI it is installed.
# make check:  all tests under the address and the thread sanitizer.
# make harm:   trend killed at random moments, archives attacked, and where the world around it fails.
# make floods: memory and time on texts made to be expensive, for an hour.
# make fuzz:   each reader and the loaders of models, ten minutes each.
# make docs:   the reference of the libraries, in .build/docs.
# make benchmark CORPORA=FOLDER: trend against its peers, in one table.
# All install what is missing first.

# Full records, and briefs of which few are labeled. The last month is tagged as if it were new.
NEW := datasets/2024-06.txt datasets/briefs/2024-06.txt
KNOWN := $(filter-out $(NEW),$(wildcard datasets/20*.txt datasets/briefs/20*.txt))
WATCHED := --watch "百模大战" --watch "AIGC" --watch "具身智能" --watch "英伟达" --watch "价格战" --watch "Sora" \
	--watch "Scaling Law=Scaling Law|尺度定律|规模定律|缩放定律"
MODEL := notebooks-out/industries.trend
ARCHIVE := notebooks-out/articles.db
PORT := 8765
TREND = "$$(swift build -c release --show-bin-path)/trend"

CORPORA = $(error name the folder of the corpora: make benchmark CORPORA=FOLDER)

.PHONY: report page python test check harm floods fuzz docs benchmark build setup

report: build
	@echo "== training on the labeled articles of 17 months"
	@$(TREND) train $(KNOWN) --aliases datasets/aliases.yaml --model $(MODEL)
	@echo "== tagging $(NEW) as new"
	@$(TREND) tag $(NEW) --model $(MODEL) --output notebooks-out/tagged.jsonl
	@echo "== how good the tags are, against the labels that were held back"
	@$(TREND) evaluate $(NEW) --model $(MODEL)
	@echo "== report on the month"
	@$(TREND) report $(KNOWN) --new $(NEW) --model $(MODEL) $(WATCHED)
	@echo "== report on the half-year"
	@$(TREND) report $(KNOWN) --new $(NEW) --model $(MODEL) $(WATCHED) --from 2024-01 --to 2024-06

page: build
	@echo "== building the page"
	@swift build -c release --product trend-server
	@echo "== training on the labeled articles of 17 months"
	@$(TREND) train $(KNOWN) --aliases datasets/aliases.yaml --model $(MODEL)
	@echo "== importing all articles and tagging those of the last month"
	@$(TREND) import $(KNOWN) $(NEW) --archive $(ARCHIVE)
	@$(TREND) tag --archive $(ARCHIVE) --model $(MODEL)
	@echo "== opening the page: Ctrl-C ends it"
	@$(TREND) serve --archive $(ARCHIVE) --model $(MODEL) --port $(PORT)

test:
	@Scripts/setup tests
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Sources Fuzz/Sources
	swift test -Xswiftc -O
	Scripts/python tests

python:
	@Scripts/setup
	Scripts/python

check: setup
	Scripts/check

harm: build
	Scripts/kill-test --trend $(TREND)
	Scripts/archive-test --trend $(TREND)
	Scripts/environment-test --trend $(TREND)
	@swift build -c release --product trend-server
	Scripts/serve-test --trend $(TREND) --server "$$(swift build -c release --show-bin-path)/trend-server"

floods: build
	Scripts/flood-test --trend $(TREND)

fuzz: setup
	Fuzz/run

docs: setup
	@Scripts/docs

benchmark: setup
	Benchmarks/run "$(CORPORA)"

build: setup
	@swift build -c release --product trend

setup:
	@Scripts/setup
