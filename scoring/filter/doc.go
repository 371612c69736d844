// Package filter narrows a ranking: the terms that are typed after the slash,
// such as country:US or fit>=50, and which accounts pass them.
//
// [Parse] reads a filter, [Filter.String] prints it, and [Filter.Evaluate] gives the
// accounts that pass. What a filter asks of stored names and owners it asks through
// [Source].
package filter
