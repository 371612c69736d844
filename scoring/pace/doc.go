// Package pace says where the adoption score of a running trial stands among the trials
// that have ended, all as of the same day of their own trial. So a new trial is not low
// for being new.
//
// It replays trials as package proof does, and knows nothing of what became of them. Start
// reading at [New].
package pace
