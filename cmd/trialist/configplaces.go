package main

import (
	"fmt"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// position is a place in a file, both counted from 1.
type position struct{ line, column int }

// places is where the tables and values of a TOML document stand, by key:
// "trial_days", "status.paying", "adoption[2].weight".
type places map[string]position

// placesIn finds the places in a document that has been decoded before. What
// the decoder does not tell of a value that is right by itself, but wrong with
// what others say, is found here.
func placesIn(text []byte) places {
	found := make(places)
	counts := make(map[string]int) // of the tables of an array
	table := ""
	var p unstable.Parser
	p.Reset(text)
	for p.NextExpression() {
		e := p.Expression()
		at, name := keyOf(&p, e)
		switch e.Kind {
		case unstable.ArrayTable:
			table = fmt.Sprintf("%s[%d]", name, counts[name])
			counts[name]++
			found[table] = at
		case unstable.Table:
			table = name
			found[table] = at
		case unstable.KeyValue:
			if table != "" {
				name = table + "." + name
			}
			found[name] = at
		}
	}
	return found
}

// keyOf is the dotted key of an expression and where it starts.
func keyOf(p *unstable.Parser, e *unstable.Node) (position, string) {
	var parts []string
	var at position
	for it := e.Key(); it.Next(); {
		if parts = append(parts, string(it.Node().Data)); len(parts) == 1 {
			start := p.Shape(it.Node().Raw).Start
			at = position{start.Line, start.Column}
		}
	}
	return at, strings.Join(parts, ".")
}

// of is the place of a key, else of the nearest table around it, else the
// start of the file.
func (p places) of(key string) position {
	for key != "" {
		if at, ok := p[key]; ok {
			return at
		}
		key = key[:max(0, strings.LastIndexAny(key, ".["))]
	}
	return position{1, 1}
}
