// Package suggest finds the weights with which the score would have told best who
// converts, and says honestly whether they are better than those in force. Start reading
// at [New]; [Best] answers which few signals would do.
//
// Weights are chosen by the older of the trials that have ended and judged by the newer
// ones. How well they do on the trials that they were chosen by is nowhere told: any
// weights do well there.
package suggest
