package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// position is a line and a column, both counted from 1.
type position struct{ line, column int }

// positions holds where tables and values stand, by key: "trial_days",
// "status.paying", "adoption[2].weight".
type positions map[string]position

// keyPosition is a key and its position.
type keyPosition struct {
	key []string
	position
}

// findPositions finds the positions of all keys of a configuration that decodes
// without errors. They are needed for values that are wrong only together with
// others, of which the decoder reports nothing.
//
// A strict decoder reports every key that its target has no field for, with its
// position. Decoding into a struct without fields gives the tables; decoding into
// one that has only the tables gives the keys inside them.
func findPositions(text []byte) positions {
	var tables struct {
		Bands, Status, Qualified struct{}
		Plan                     struct{}
		Adoption, Fit            []struct{}
		Segments, Workflows      []struct{}
		Disqualifiers            []struct{}
	}
	keys := append(unknownKeys(text, &struct{}{}), unknownKeys(text, &tables)...)
	slices.SortStableFunc(keys, func(a, b keyPosition) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	found := make(positions)
	counts := make(map[string]int) // of tables, by array
	for _, k := range keys {
		top, inside := k.key[0], k.key[1:]
		isArray := top == "adoption" || top == "fit" || top == "disqualifiers" || top == "segments" || top == "workflows"
		if isArray && len(inside) == 0 {
			found.add(top, k.position) // for an inline array, which has no tables
			top = fmt.Sprintf("%s[%d]", top, counts[top])
			counts[k.key[0]]++
		} else if isArray {
			top = fmt.Sprintf("%s[%d]", top, counts[top]-1)
		}
		found.add(strings.Join(append([]string{top}, inside...), "."), k.position)
	}
	return found
}

// unknownKeys returns the keys of a document that target has no field for.
func unknownKeys(text []byte, target any) []keyPosition {
	err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(target)
	var unknown *toml.StrictMissingError
	if !errors.As(err, &unknown) {
		return nil
	}
	var keys []keyPosition
	for _, e := range unknown.Errors {
		if key := e.Key(); len(key) > 0 {
			line, column := e.Position()
			keys = append(keys, keyPosition{key, position{line, column}})
		}
	}
	return keys
}

// add records the position of a key unless it has one.
func (p positions) add(key string, at position) {
	if _, ok := p[key]; !ok {
		p[key] = at
	}
}

// positionOf returns the position of a key, or of the nearest table around it, or
// the start of the file.
func (p positions) positionOf(key string) position {
	for key != "" {
		if at, ok := p[key]; ok {
			return at
		}
		key = key[:max(0, strings.LastIndexAny(key, ".["))]
	}
	return position{1, 1}
}
