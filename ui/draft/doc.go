// Package draft is the rulebook being edited: its undo steps, the preview of what
// it does to the list, saving it, conflicts with what others saved, and the
// recovery copy that survives a crash.
//
// It knows the board and the store. The screens that edit share one [Editor]. It
// opens its own dialogs, and sends [Changed] to all screens after an edit.
//
// Start with [Editor] in editor.go. preview.go ranks the draft, verdict.go says how
// well it predicts, suggestion.go asks which weights would do better, save.go and conflict.go save it, keep.go is the recovery copy,
// history.go restores earlier versions.
package draft
