// Package factstest is for tests: facts held in memory, and random accounts,
// conditions and instants to try the evaluators on.
package factstest
