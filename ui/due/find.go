package due

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	storejourney "trialist/store/journey"
)

// question identifies what a list was computed from. It has the hour of as-of: replaying all
// trials each minute would show little that is new.
type question struct {
	revision, version, replacements int64
	hour                            value.Instant
	changes                         int
}

func (s *Screen) question() question {
	b := s.board
	return question{b.Revision, b.Version, b.Replacements, b.AsOf / (value.Day / 24), s.changes}
}

// Answers of the commands that read.
type (
	dueFound struct {
		seq     int
		list    *storejourney.List
		ranked  []journey.Due // all that is due, the best trials first
		persons int           // how many a person sees to
		err     error
	}
	textsRead struct {
		seq      int
		of       *storejourney.List
		messages []storejourney.Message
		err      error
	}
	logRead struct {
		seq, changes int
		log          []storejourney.LogEntry
		err          error
	}
)

// maxLog is how many messages of the log are listed, the newest first.
const maxLog = 500

// Fetch computes what is due, fills in the messages on screen, and reads the log.
func (s *Screen) Fetch() tea.Cmd {
	if !s.board.Ready() {
		return nil
	}
	var cmds []tea.Cmd
	ctx, cache := s.board.Context(), s.board.Cache()
	if asked := s.question(); s.asked != asked && !s.findJob.Running && !s.markJob.Running {
		s.asked = asked
		s.findJob.Start()
		cmds = append(cmds, find(ctx, s.findJob.Seq, cache, s.board.AsOf, s.board.Ranking()))
	}
	if s.showsLog && s.logAt != s.changes && !s.logJob.Running {
		s.logJob.Start()
		cmds = append(cmds, readLog(ctx, s.logJob.Seq, s.changes, s.board.Store()))
	}
	if lacking := s.lackingTexts(); len(lacking) > 0 && !s.textsJob.Running {
		s.textsJob.Start()
		cmds = append(cmds, readTexts(ctx, s.textsJob.Seq, s.board.Store(), s.list, lacking))
	}
	return tea.Batch(append(cmds, s.board.RequestRows(s.shownSlots()))...)
}

// find is the command that works out what is due, the best trials first.
func find(ctx context.Context, seq int, cache *facts.Cache, asOf value.Instant, ranking *rank.Ranking) tea.Cmd {
	return func() tea.Msg {
		m := dueFound{seq: seq}
		if m.list, m.err = storejourney.Find(ctx, cache, asOf); m.err != nil {
			return m
		}
		position := func(d journey.Due) int {
			if at := ranking.Position(d.Slot); at >= 0 {
				return at
			}
			return ranking.Len() // it is hidden from the ranking, or newer
		}
		m.ranked = slices.Clone(m.list.Due)
		slices.SortStableFunc(m.ranked, func(a, b journey.Due) int { return position(a) - position(b) })
		for _, d := range m.list.Due {
			if m.list.Delivery(d) == rulebook.AsTask {
				m.persons++
			}
		}
		return m
	}
}

// handleFound lists what is due, and opens the message that somebody waits for.
func (s *Screen) handleFound(m dueFound) tea.Cmd {
	if fresh, _ := s.findJob.Finish(m.seq); !fresh {
		return nil
	}
	if s.findErr = m.err; m.err != nil {
		s.wanted = -1
		return nil
	}
	s.list, s.ranked, s.persons, s.texts = m.list, m.ranked, m.persons, make(map[int]storejourney.Message)
	s.textsJob.Invalidate()
	s.updateRows()
	s.selectBack()
	return nil
}

// lackingTexts lists the messages on screen, or to be opened, that are not filled in yet.
func (s *Screen) lackingTexts() []journey.Due {
	if s.list == nil {
		return nil
	}
	var lacking []journey.Due
	add := func(d journey.Due) {
		if _, ok := s.texts[d.Slot]; !ok {
			lacking = append(lacking, d)
		}
	}
	if d, ok := s.selectedDue(); ok {
		add(d)
	}
	if d, ok := s.list.Of(s.wanted); ok && s.wanted >= 0 {
		add(d)
	}
	return lacking
}

// readTexts is the command that fills in messages.
func readTexts(ctx context.Context, seq int, w *store.Store, list *storejourney.List, due []journey.Due) tea.Cmd {
	return func() tea.Msg {
		m := textsRead{seq: seq, of: list}
		m.err = list.Each(ctx, w, due, func(one storejourney.Message) error {
			m.messages = append(m.messages, one)
			return nil
		})
		return m
	}
}

func (s *Screen) handleTexts(m textsRead) {
	if fresh, _ := s.textsJob.Finish(m.seq); !fresh || m.of != s.list {
		return
	}
	if m.err != nil {
		s.frame.Fail(m.err)
		s.wanted = -1
		return
	}
	for _, one := range m.messages {
		s.texts[one.Slot] = one
	}
	if one, ok := s.texts[s.wanted]; ok {
		s.wanted = -1
		s.openMessage(one)
	}
}

// readLog is the command that reads what was told.
func readLog(ctx context.Context, seq, changes int, w *store.Store) tea.Cmd {
	return func() tea.Msg {
		log, err := storejourney.Log(ctx, w, storejourney.Query{Limit: maxLog})
		return logRead{seq, changes, log, err}
	}
}

func (s *Screen) handleLog(m logRead) {
	if fresh, _ := s.logJob.Finish(m.seq); !fresh {
		return
	}
	s.logAt, s.logErr, s.logRead = m.changes, m.err, true
	if m.err == nil {
		s.log = m.log
		s.updateLog()
	}
}

// shownSlots are the slots of the messages on screen.
func (s *Screen) shownSlots() []uint32 {
	if s.showsLog {
		return nil
	}
	from, to := s.dueList.VisibleRange()
	var slots []uint32
	for _, d := range s.due[min(from, len(s.due)):min(to, len(s.due))] {
		slots = append(slots, uint32(d.Slot))
	}
	return slots
}

// ReadOf opens the message that the trial in a slot is due, once it is known.
func (s *Screen) ReadOf(slot uint32) tea.Cmd {
	if s.list == nil || s.question() != s.asked {
		s.wanted = int(slot)
		return s.Fetch()
	}
	if _, ok := s.list.Of(int(slot)); !ok {
		s.frame.Tell("It is due no message now: what it did was answered, or it has nothing left to reach")
		return nil
	}
	s.wanted = int(slot)
	if one, ok := s.texts[int(slot)]; ok {
		s.wanted = -1
		s.openMessage(one)
		return nil
	}
	return s.Fetch()
}
