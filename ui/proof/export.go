package proof

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/newfile"
	"trialist/ui/proofpage"
	"trialist/ui/textfield"
)

// pageWritten is the answer to a request for the page.
type pageWritten struct {
	path string
	err  error
}

// exportBinding writes what is shown as an HTML page, once all of it is there.
func (s *Screen) exportBinding() host.Binding {
	b := host.Binding{
		Action: "proof.export", Keys: []string{"E"}, Desc: "write the proof as an HTML page with charts", Keywords: "save export report file share send print", Hint: "HTML page",
		Run: s.askForExport,
	}
	switch {
	case s.report == nil || s.emptyText() != "":
		b.DisabledReason = "there is no proof to write"
	case s.job.Running || s.daysJob.Running || s.days == nil || s.asked != s.question(s.day) || s.daysAsked != s.question(0):
		b.DisabledReason = "the trials are still being replayed"
	}
	return b
}

// askForExport asks where to write the page to.
func (s *Screen) askForExport() tea.Cmd {
	page := proofpage.Page{Report: s.report, AsOf: s.board.Zone().ShortTime(s.asOf), LeftOut: s.leftOut, Days: s.days}
	name := "proof-" + s.board.Zone().Local(s.asOf).Time().Format(value.DayLayout) + ".html"
	s.frame.Open(&dialog.Prompt{Frame: s.frame, Label: "Write the HTML page to", Field: textfield.New(name), OnEnter: func(path string) tea.Cmd {
		if strings.TrimSpace(path) == "" {
			return nil
		}
		open := s.board.Store()
		return func() tea.Msg {
			written, err := newfile.Write(open, path, page.HTML)
			return pageWritten{written, err}
		}
	}})
	return nil
}

// tellWritten says what became of the page.
func (s *Screen) tellWritten(msg pageWritten) {
	if msg.err != nil {
		s.frame.Fail(msg.err)
		return
	}
	s.frame.Tell("Wrote the HTML page to " + clean.Of(msg.path))
}
