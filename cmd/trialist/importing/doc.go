// Package importing holds the commands import and imports, the report of an import and
// the file of its rejects. Start with NewImport.
package importing
