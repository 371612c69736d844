// Package timeline finds when conditions hold: not at one instant but at every instant
// up to as-of, found from the times of the events themselves. The journey asks it when a
// milestone was reached.
//
// What an attribute says has no history, so a rule about one holds always or never,
// unless it asks about days before or after as-of. Start reading at [Replay].
package timeline
