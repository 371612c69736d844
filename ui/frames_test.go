package ui

import (
	"bytes"
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// told is a model that shows what it was told.
type told struct{ text string }

func (told) Init() tea.Cmd { return nil }

func (m told) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m, ok := msg.(told); ok {
		return m, nil
	}
	return m, nil
}

func (m told) View() tea.View { return tea.NewView(m.text) }

// painted is what a program has painted so far.
type painted struct {
	sync.Mutex
	bytes.Buffer
}

func (p *painted) Write(b []byte) (int, error) {
	p.Lock()
	defer p.Unlock()
	return p.Buffer.Write(b)
}

func (p *painted) has(text string) bool {
	p.Lock()
	defer p.Unlock()
	return strings.Contains(p.String(), text)
}

func TestFramesRestAndWake(t *testing.T) {
	t.Parallel()
	var out painted
	f := &frames{pause: 30 * time.Millisecond}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	f.program = tea.NewProgram(told{"first"}, tea.WithContext(ctx), tea.WithInput(nil), tea.WithOutput(&out),
		tea.WithWindowSize(40, 4), tea.WithoutSignals(), tea.WithFilter(func(_ tea.Model, msg tea.Msg) tea.Msg {
			f.wake()
			return msg
		}))
	ended := make(chan error, 1)
	go func() {
		_, err := f.program.Run()
		ended <- err
	}()
	until := func(what string, holds func() bool) {
		t.Helper()
		for !holds() {
			if ctx.Err() != nil {
				t.Fatalf("never: %s", what)
			}
			time.Sleep(time.Millisecond)
		}
	}
	resting := func() bool {
		f.Lock()
		defer f.Unlock()
		return f.still
	}
	for _, text := range []string{"second", "third"} {
		until("the program rests", resting)
		f.program.Send(told{text})
		until(text+" is painted", func() bool { return out.has(text) })
	}
	f.program.Quit()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
