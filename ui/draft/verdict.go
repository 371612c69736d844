package draft

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/ui/board"
	"trialist/ui/job"
)

// Verdict is how well the score of a side predicts who converts, with the saved signals
// and with the draft. Both are judged by the same trials, those that have ended with the
// saved statuses.
type Verdict struct {
	Side    rulebook.Side
	Day     int // of the trial, on which they are scored
	Outcome stats.Outcome
	Saved   proof.Power
	Draft   proof.Power
	Gain    stats.AUCGain
	Tried   bool // the draft has other scores than the saved signals, so that Draft and Gain are known
	Newer   bool // only by trials that did not choose the weights of the draft
}

// verdictState is the newest verdict and the request for the next.
type verdictState struct {
	job       job.Latest
	cancel    context.CancelFunc
	requested verdictKey
	sample    verdictSample // what the next verdict can be made from
	result    Verdict
	known     bool
	err       error
}

// verdictKey is what a verdict depends on. As-of counts to the hour, as it does where the
// saved signals are proved.
type verdictKey struct {
	edits int
	side  rulebook.Side
	of    sampleKey
}

// sampleKey is what the trials depend on that a verdict is of.
type sampleKey struct {
	revision, version, replacements int64
	hour                            value.Instant
	zone                            string
}

// verdictSample is the finished trials as of a day with the answers to the conditions of
// the draft and of the saved signals. A new weight changes none of it.
type verdictSample struct {
	of     sampleKey
	asked  proof.Options
	data   store.SnapshotID
	moment condition.Moment
	sample *proof.Sample // nil before there is one
	saved  *savedVerdict // of these trials; nil before there is one
}

// verdictMade is the answer to RequestVerdict.
type verdictMade struct {
	seq     int
	sample  verdictSample
	verdict Verdict
	err     error
}

// Verdict is the newest verdict; false before the first. It may be stale; see
// VerdictStale.
func (d *Editor) Verdict() (Verdict, bool) { return d.verdict.result, d.verdict.known }

// VerdictErr is why the draft could not be judged; nil when it could.
func (d *Editor) VerdictErr() error { return d.verdict.err }

func (d *Editor) verdictKey(side rulebook.Side) verdictKey {
	b := d.board
	return verdictKey{d.editCount, side, sampleKey{b.Revision, b.Version, b.Replacements, b.AsOf / (value.Day / 24), b.Book.TimeZone}}
}

// VerdictStale reports whether the verdict is of an older draft, or of another side.
func (d *Editor) VerdictStale(side rulebook.Side) bool {
	return d.verdict.job.Running || d.verdict.requested != d.verdictKey(side)
}

// RequestVerdict judges the draft once its preview is there, so that the list follows
// every key and the verdict the last one. Work on an older draft ends early. The screens
// ask after every message.
func (d *Editor) RequestVerdict(side rulebook.Side) tea.Cmd {
	v, key := &d.verdict, d.verdictKey(side)
	if !d.board.Ready() || !d.loaded || v.requested == key || d.PreviewStale() {
		return nil
	}
	if v.job.Running {
		v.cancel()
		return nil
	}
	v.job.Start()
	v.requested = key
	var ctx context.Context
	ctx, v.cancel = context.WithCancel(d.board.Context())
	return judgeDraft(ctx, v.job.Seq, d.board.Cache(), d.board.Snapshot, key, v.sample, d.judged(side))
}

// judged is what a verdict is asked about.
type judged struct {
	side         rulebook.Side
	options      proof.Options // a day of 0 is the usual one
	saved, draft rulebook.Scorecard
}

// since is the start of the first trial that may judge both cards: earlier ones helped to
// choose weights of one of them. It is 0 where all may.
func (j judged) since() value.Instant {
	return max(slices.Max(j.saved.TunedBefore[:]), slices.Max(j.draft.TunedBefore[:]))
}

func (d *Editor) judged(side rulebook.Side) judged {
	return judged{side: side, saved: d.board.Book.Card, draft: d.Book().Card}
}

func (d *Editor) handleVerdict(m verdictMade) tea.Cmd {
	v := &d.verdict
	if fresh, _ := v.job.Finish(m.seq); !fresh {
		return nil
	}
	v.cancel()
	if errors.Is(m.err, context.Canceled) {
		v.requested, v.sample = verdictKey{}, m.sample // for the next one
		return nil
	}
	if v.err = m.err; m.err == nil {
		v.sample, v.result, v.known = m.sample, m.verdict, true
	}
	return d.frame.Broadcast(Changed{})
}

// judgeDraft is the command of RequestVerdict. It captures values only.
func judgeDraft(ctx context.Context, seq int, cache *facts.Cache, on board.Snapshot, key verdictKey, have verdictSample, asked judged) tea.Cmd {
	return func() tea.Msg {
		m := verdictMade{seq: seq}
		if m.sample, m.err = have.covering(ctx, cache, on, key.of, asked); m.err == nil {
			m.verdict, m.err = m.sample.judge(ctx, asked)
		}
		return m
	}
}

// covering is a sample of the trials that covers both cards: this one if it does, which is
// so while only weights and the order change. Else what is missing is evaluated.
func (have verdictSample) covering(ctx context.Context, cache *facts.Cache, on board.Snapshot, of sampleKey, asked judged) (verdictSample, error) {
	fits := have.sample != nil && have.of == of && have.asked == asked.options
	if fits && have.sample.Covers(asked.saved) && have.sample.Covers(asked.draft) {
		return have, nil
	}
	err := cache.Do(ctx, func(data *facts.Snapshot) error {
		if !fits || have.data != data.ID() {
			people, err := data.Population(ctx, on.Book, on.AsOf)
			if err != nil {
				return err
			}
			have = verdictSample{of: of, asked: asked.options, data: data.ID()}
			have.moment = condition.Moment{AsOf: on.AsOf, TrialDays: on.Book.Lifecycle.TrialDays, Zone: people.Zone}
			o := asked.options
			if o.Day == 0 {
				o.Day = min(proof.DefaultDay, proof.UsualLength(people))
			}
			if have.sample, err = proof.NewEndedSample(ctx, data, have.moment, people, o); err != nil {
				return err
			}
		}
		var err error
		for _, card := range []rulebook.Scorecard{asked.saved, asked.draft} {
			if have.sample, err = have.sample.Covering(ctx, data, have.moment, card); err != nil {
				return err
			}
		}
		have.sample = have.sample.Only(asked.saved, asked.draft)
		return nil
	})
	return have, err
}

// judge compares both cards.
func (have *verdictSample) judge(ctx context.Context, asked judged) (Verdict, error) {
	if !have.saved.is(asked) {
		have.saved = have.judgeSaved(asked)
	}
	saved := have.saved
	v := Verdict{Side: asked.side, Day: have.sample.Day(), Outcome: saved.outcome, Saved: saved.power, Newer: asked.since() != 0}
	trials, scores := have.sample.Trials(), have.sample.Scores(asked.draft, asked.side)
	after, both := make([]stats.Scored, 0, len(trials)), make([]stats.Rescored, 0, len(trials))
	for i := range trials {
		t := &trials[i]
		if t.Start < asked.since() {
			continue
		}
		was, now := saved.scores[i], scores[i]
		v.Tried = v.Tried || was.Compare(now) != 0
		after = append(after, stats.Scored{Score: int64(now.Sum), Converted: t.Converted})
		both = append(both, stats.Rescored{Before: int64(was.Sum), After: int64(now.Sum), Converted: t.Converted})
	}
	if v.Tried && ctx.Err() == nil {
		v.Draft = proof.NewPower(after)
		v.Gain = stats.NewAUCGain(both, verdictSeed)
	}
	return v, context.Cause(ctx)
}

// savedVerdict is the half of a verdict that a change of the draft leaves as it is.
type savedVerdict struct {
	side    rulebook.Side
	since   value.Instant
	scores  []rulebook.Score // of all trials of the sample
	outcome stats.Outcome    // of those since
	power   proof.Power
}

// is reports whether it is what is asked for; nil is nothing.
func (s *savedVerdict) is(asked judged) bool {
	return s != nil && s.side == asked.side && s.since == asked.since()
}

func (have *verdictSample) judgeSaved(asked judged) *savedVerdict {
	s := &savedVerdict{side: asked.side, since: asked.since(), scores: have.sample.Scores(asked.saved, asked.side)}
	var scored []stats.Scored
	for i, t := range have.sample.Trials() {
		if t.Start < s.since {
			continue
		}
		s.outcome.Finished++
		if t.Converted {
			s.outcome.Converted++
		}
		scored = append(scored, stats.Scored{Score: int64(s.scores[i].Sum), Converted: t.Converted})
	}
	s.power = proof.NewPower(scored)
	return s
}

// verdictSeed makes the random samples the same each time.
const verdictSeed = 20_270_103
