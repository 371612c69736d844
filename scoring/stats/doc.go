// Package stats holds the statistics that the screens show: intervals of rates, exact
// tests, the area under the curve with its interval, survival curves. It knows numbers
// only, not accounts. Each function names the source of its formula.
package stats
