package output

import (
	"fmt"
)

// Counts is a JSON object of numbers that keeps the order of its keys.
type Counts []Count

type Count struct {
	Key string
	N   int
}

func (c Counts) MarshalJSON() ([]byte, error) {
	object := []byte{'{'}
	for i, count := range c {
		if i > 0 {
			object = append(object, ',')
		}
		object = fmt.Appendf(object, "%q:%d", count.Key, count.N)
	}
	return append(object, '}'), nil
}
