package proof

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/proof"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/facts"
	"trialist/ui/board"
)

// question is what an answer was made from. As-of counts to the hour: replaying all
// trials each minute would show nothing new, and the screen says as of when it is.
type question struct {
	revision, version, replacements int64
	hour                            value.Instant
	without                         bool   // the signals about attributes
	leftOut                         string // names of signals that the leak check named, in lines
	horizon                         int    // days after the end within which a conversion counts; 0 for whenever
	day                             int    // 0 until the user chose one, and for all days
}

func (s *Screen) question(day int) question {
	b := s.board
	return question{b.Revision, b.Version, b.Replacements, b.AsOf / (value.Day / 24), s.without, strings.Join(s.leftOut, "\n"), s.horizon, day}
}

// reportMade is the answer to a request for the report of a day.
type reportMade struct {
	seq    int
	asked  question
	report *proof.Report
	asOf   value.Instant
	last   int // the last day that can be asked about
	err    error
}

// daysMade is the answer to a request for the verdicts of all days.
type daysMade struct {
	seq   int
	asked question
	days  []proof.DayPower
	err   error
}

// Fetch makes the report of the day, then the verdicts of all days, unless they are
// there or on their way. Work on something that is no longer asked for ends early.
func (s *Screen) Fetch() tea.Cmd {
	if !s.board.Ready() || !hasSignals(s.card()) {
		return nil
	}
	if asked := s.question(s.day); s.asked != asked {
		if s.job.Running {
			s.cancel()
			return nil
		}
		s.asked = asked
		s.job.Start()
		var ctx context.Context
		ctx, s.cancel = context.WithCancel(s.board.Context())
		return makeReport(ctx, s.job.Seq, asked, s.board.Cache(), s.board.Snapshot)
	}
	if asked := s.question(0); s.report != nil && !s.job.Running && s.daysAsked != asked {
		if s.daysJob.Running {
			s.cancelDays()
			return nil
		}
		s.daysAsked = asked
		s.daysJob.Start()
		s.measure() // the old verdicts give way
		var ctx context.Context
		ctx, s.cancelDays = context.WithCancel(s.board.Context())
		return makeDays(ctx, s.daysJob.Seq, asked, s.board.Cache(), s.board.Snapshot)
	}
	return nil
}

// replayed is what a replay works with.
type replayed struct {
	data   *facts.Snapshot
	moment condition.Moment
	people *rank.Population
	card   rulebook.Scorecard
	last   int // day of the usual trial
}

// replay runs do with facts and trials of one revision, which may be newer than the one
// on screen.
func replay(ctx context.Context, asked question, cache *facts.Cache, on board.Snapshot, do func(replayed) error) error {
	return cache.Do(ctx, func(data *facts.Snapshot) error {
		p, err := data.Population(ctx, on.Book, on.AsOf)
		if err != nil {
			return err
		}
		r := replayed{data: data, people: p, card: on.Book.Card, last: proof.UsualLength(p)}
		r.moment = condition.Moment{AsOf: on.AsOf, TrialDays: on.Book.Lifecycle.TrialDays, Zone: p.Zone}
		r.card = asked.card(r.card)
		return do(r)
	})
}

// makeReport is the command for the report of a day.
func makeReport(ctx context.Context, seq int, asked question, cache *facts.Cache, on board.Snapshot) tea.Cmd {
	return func() tea.Msg {
		answer := reportMade{seq: seq, asked: asked, asOf: on.AsOf}
		answer.err = replay(ctx, asked, cache, on, func(r replayed) (err error) {
			day := asked.day
			if day == 0 {
				day = min(proof.DefaultDay, r.last)
			}
			answer.last = r.last
			answer.report, err = proof.NewReport(ctx, r.data, r.moment, r.people, r.card, proof.Options{Day: day, Horizon: asked.horizon})
			return err
		})
		return answer
	}
}

// makeDays is the command for the verdicts of all days.
func makeDays(ctx context.Context, seq int, asked question, cache *facts.Cache, on board.Snapshot) tea.Cmd {
	return func() tea.Msg {
		answer := daysMade{seq: seq, asked: asked}
		answer.err = replay(ctx, asked, cache, on, func(r replayed) (err error) {
			answer.days, err = proof.Days(ctx, r.data, r.moment, r.people, r.card, r.last, asked.horizon)
			return err
		})
		return answer
	}
}

// card is the scorecard less what is left out.
func (q question) card(card rulebook.Scorecard) rulebook.Scorecard {
	if q.without {
		card = proof.WithoutAttributes(card)
	}
	if q.leftOut == "" {
		return card
	}
	names := strings.Split(q.leftOut, "\n")
	return proof.Without(card, func(s rulebook.Signal) bool { return slices.Contains(names, s.Name) })
}

// card is that of the saved rulebook, less what is left out.
func (s *Screen) card() rulebook.Scorecard { return s.question(0).card(s.board.Book.Card) }

func hasSignals(card rulebook.Scorecard) bool {
	for _, side := range rulebook.Sides() {
		if len(card.Enabled(side)) > 0 {
			return true
		}
	}
	return false
}
