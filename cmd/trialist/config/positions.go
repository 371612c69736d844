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

// position is a place in a file, both counted from 1.
type position struct{ line, column int }

// positions is where the tables and values of a configuration stand, by key:
// "trial_days", "status.paying", "adoption[2].weight".
type positions map[string]position

// keyPosition is a key of a document and where it stands.
type keyPosition struct {
	key []string
	position
}

// findPositions finds the places in a configuration that has been decoded before.
// What the decoder does not tell of a value that is right by itself, but wrong
// with what others say, is found here.
//
// A strict decoder names every key that its target has no field for, with the
// position. A target without fields has it name the tables, and one with the
// tables alone has it name what stands in them.
func findPositions(text []byte) positions {
	var tables struct {
		Bands, Status, Qualified struct{}
		Adoption, Fit            []struct{}
	}
	keys := append(unknownKeys(text, &struct{}{}), unknownKeys(text, &tables)...)
	slices.SortStableFunc(keys, func(a, b keyPosition) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column))
	})
	found := make(positions)
	counts := make(map[string]int) // of the tables of an array
	for _, k := range keys {
		top, inside := k.key[0], k.key[1:]
		isArray := top == "adoption" || top == "fit"
		if isArray && len(inside) == 0 {
			found.add(top, k.position) // where the array is not made of tables
			top = fmt.Sprintf("%s[%d]", top, counts[top])
			counts[k.key[0]]++
		} else if isArray {
			top = fmt.Sprintf("%s[%d]", top, counts[top]-1)
		}
		found.add(strings.Join(append([]string{top}, inside...), "."), k.position)
	}
	return found
}

// unknownKeys is the keys of a document that the target has no field for.
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

// add keeps the first place of a key.
func (p positions) add(key string, at position) {
	if _, ok := p[key]; !ok {
		p[key] = at
	}
}

// positionOf is the place of a key, else of the nearest table around it, else the
// start of the file.
func (p positions) positionOf(key string) position {
	for key != "" {
		if at, ok := p[key]; ok {
			return at
		}
		key = key[:max(0, strings.LastIndexAny(key, ".["))]
	}
	return position{1, 1}
}
