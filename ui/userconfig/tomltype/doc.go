// Package tomltype says in plain words which value of a TOML document is of another
// type than the field that it is for. The decoder names types of Go, which say
// nothing to whoever wrote the document. It knows nothing else of the program; start
// with Mismatch.
package tomltype
