package main

// arrows are what each package may import of this project, its tests aside. A new
// one is a decision: write it down here, and say why where it is surprising. What
// is no longer imported is taken out.
var arrows = map[string][]string{
	"cmd/trialist":         {"scoring/account", "scoring/condition", "scoring/explain", "scoring/filter", "scoring/progress", "scoring/rank", "scoring/record", "scoring/rulebook", "scoring/value", "store", "store/demo", "store/feed", "ui", "ui/clean", "ui/pace"},
	"scoring":              {},
	"scoring/account":      {"scoring/condition", "scoring/value"},
	"scoring/bitset":       {},
	"scoring/column":       {"scoring/bitset", "scoring/condition", "scoring/value", "scoring/varint"},
	"scoring/condition":    {"scoring/value"},
	"scoring/eval":         {"scoring/account", "scoring/bitset", "scoring/column", "scoring/condition", "scoring/eventlog", "scoring/progress", "scoring/value"},
	"scoring/eventlog":     {"scoring/value", "scoring/varint"},
	"scoring/explain":      {"scoring/account", "scoring/bitset", "scoring/condition", "scoring/eval", "scoring/rulebook", "scoring/value"},
	"scoring/factstest":    {"scoring/account", "scoring/bitset", "scoring/column", "scoring/condition", "scoring/eval", "scoring/eventlog", "scoring/value"},
	"scoring/filter":       {"scoring/bitset", "scoring/condition", "scoring/rank", "scoring/rulebook", "scoring/value"},
	"scoring/progress":     {},
	"scoring/rank":         {"scoring/bitset", "scoring/condition", "scoring/eval", "scoring/rulebook", "scoring/value"},
	"scoring/ranktest":     {"scoring/bitset", "scoring/rank", "scoring/rulebook", "scoring/value"},
	"scoring/record":       {"scoring/value"},
	"scoring/rulebook":     {"scoring/condition", "scoring/value"},
	"scoring/rulebooktest": {"scoring/condition", "scoring/rulebook"},
	"scoring/value":        {},
	"scoring/varint":       {},
	"store":                {"scoring/account", "scoring/bitset", "scoring/column", "scoring/condition", "scoring/eval", "scoring/eventlog", "scoring/filter", "scoring/progress", "scoring/rank", "scoring/record", "scoring/rulebook", "scoring/value"},
	"store/demo":           {"scoring/condition", "scoring/record", "scoring/rulebook", "scoring/value"},
	"store/feed":           {"scoring/record", "scoring/value"},
	"ui":                   {"scoring/account", "scoring/bitset", "scoring/condition", "scoring/eval", "scoring/explain", "scoring/filter", "scoring/progress", "scoring/rank", "scoring/rulebook", "scoring/value", "store", "ui/chart", "ui/clean", "ui/grid", "ui/pace", "ui/textfield", "ui/theme"},
	"ui/chart":             {"ui/clean", "ui/theme"},
	"ui/clean":             {},
	"ui/grid":              {"ui/clean", "ui/theme"},
	"ui/pace":              {},
	"ui/ptytest":           {},
	"ui/textfield":         {"ui/clean", "ui/theme"},
	"ui/theme":             {"ui/clean"},
}
