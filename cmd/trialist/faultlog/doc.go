// Package faultlog writes the log that --log asks for. It explains a fault to
// whoever mends it and holds nothing about customers: of errors it has the types,
// and the text only of those that quote nobody. Start with [Log].
package faultlog
