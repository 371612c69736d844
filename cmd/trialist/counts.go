package main

import (
	"fmt"
)

// counts is a JSON object of numbers whose keys keep their order.
type counts []count

type count struct {
	key string
	n   int
}

func (c counts) MarshalJSON() ([]byte, error) {
	object := []byte{'{'}
	for i, count := range c {
		if i > 0 {
			object = append(object, ',')
		}
		object = fmt.Appendf(object, "%q:%d", count.key, count.n)
	}
	return append(object, '}'), nil
}
