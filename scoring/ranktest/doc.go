// Package ranktest is for tests: random populations to rank and filter.
package ranktest
