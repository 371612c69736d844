// Package condition holds the yes/no questions about an account: their parts,
// the one sentence each is written as, and what is wrong with one.
//
// [Parse] reads a sentence (lex.go, parser.go, parse.go) and [Condition.String]
// prints it (print.go); parsing what was printed gives the same condition back.
// grammar.go is the table behind both. A [Predicate] is the test of one value.
// satisfiability.go finds conditions that can never hold. The package knows values
// and their names, and neither accounts nor events: what holds for whom is the
// business of package eval.
package condition
