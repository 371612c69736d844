package proof

import (
	"errors"
	"fmt"

	"trialist/cmd/trialist/outfile"
	"trialist/ui/proofpage"
)

// writePage writes the report as one HTML page that needs nothing else.
func (r *report) writePage(guard *outfile.Guard, path string) error {
	file, err := guard.Create(path)
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	page := proofpage.Page{Report: r.Report, AsOf: r.asOf, LeftOut: r.leftOut, Days: r.days}
	if err := page.HTML(file); err != nil {
		return fmt.Errorf("write the page: %w", errors.Join(err, file.Discard()))
	}
	if err := file.Commit(); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}
