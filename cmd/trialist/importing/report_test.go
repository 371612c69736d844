package importing

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyColumnsAreCut checks that the line of columns stays readable, and that it
// says how many are left out of each kind.
func TestManyColumnsAreCut(t *testing.T) {
	t.Parallel()
	var f importedFile
	for i := range 5000 {
		f.Columns = append(f.Columns, columnUse{Header: fmt.Sprint("kept ", i), Field: attributeField})
	}
	f.Columns = append(f.Columns, columnUse{Header: "id", Field: "account"})
	for i := range maxListedColumns + 1 {
		f.Columns = append(f.Columns, columnUse{Header: fmt.Sprint("unused ", i), Field: ignoredField})
	}
	got := f.columns()
	for _, want := range []string{
		"id is account; attributes kept 0, kept 1,", "kept 99 and 4,900 more (--json lists all); not used unused 0,", "unused 99 and 1 more (--json lists all)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	if got := (importedFile{Columns: []columnUse{{Header: strings.Repeat("x", 9000), Field: attributeField}, {Header: "y", Field: attributeField}}}).columns(); len(got) > 1000 || !strings.HasSuffix(got, ", y") {
		t.Errorf("a long name gives %d bytes", len(got))
	}
	f.Columns = f.Columns[:maxListedColumns]
	if got := f.columns(); strings.Contains(got, "more") {
		t.Errorf("%d columns are cut: %q", maxListedColumns, got)
	}
}
