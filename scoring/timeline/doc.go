// Package timeline finds when conditions hold: at every instant up to as-of, not only at
// one. It works on the times of the events, so its cost does not depend on the number of
// instants. The journey uses it to find when a milestone was reached.
//
// Attributes have no history, so a rule about one holds always or never, unless it compares
// a date with as-of. Start reading at [Replay].
package timeline
