package config

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"trialist/cmd/trialist/output"
	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/userconfig/tomltype"
)

// version is the version of the file format.
const version = 1

// File is a configuration in its TOML form. What the file does not mention is nil.
type File struct {
	Version       int                   `toml:"version" comment:"All that the team decides. trialist config import FILE puts it in force."`
	Weighting     *rulebook.Weighting   `toml:"weighting" comment:"emphatic (twice the weight counts three times as much) or proportional"`
	TrialDays     *int                  `toml:"trial_days" comment:"length of a trial whose end is not known"`
	LookerDays    *int                  `toml:"looker_days" comment:"a trial that matched nothing beyond the setup phase by then is a looker, not a builder"`
	TimeZone      *string               `toml:"time_zone,omitempty" comment:"IANA name of the zone in which days begin and end"`
	AdoptionTuned *instant              `toml:"adoption_tuned_before,omitempty" comment:"trials that started earlier helped to choose the weights of the side, so that they do not judge them"`
	FitTuned      *instant              `toml:"fit_tuned_before,omitempty"`
	Bands         *bandsConfig          `toml:"bands" comment:"lowest score of the upper three bands of each side"`
	Qualified     map[string][]string   `toml:"qualified" comment:"by fit band, the adoption bands that qualify with it"`
	Status        *statusConfig         `toml:"status" comment:"left_out counts nowhere; of the others the first that holds wins: churned, paying, not_converted, trial; else the default. A date decides over a word of status"`
	Adoption      *[]signalConfig       `toml:"adoption" comment:"what they do, in the order of the journey"`
	Fit           *[]signalConfig       `toml:"fit" comment:"who they are"`
	Disqualifiers *[]disqualifierConfig `toml:"disqualifiers" comment:"where one holds a trial is not qualified, whatever its scores"`
	Segments      *[]segmentConfig      `toml:"segments" comment:"named conditions, that may ask about scores, bands, signals and touches too"`
	Workflows     *[]workflowConfig     `toml:"workflows" comment:"what is done when something happens; one that is not enabled here already comes in disabled"`
	Plan          *planConfig           `toml:"plan" comment:"what trials are told; a text that is not here is the default one. trialist journey due says what is due"`

	path      string
	positions positions
}

type bandsConfig struct {
	Adoption *rulebook.Cuts `toml:"adoption"`
	Fit      *rulebook.Cuts `toml:"fit"`
}

type statusConfig struct {
	LeftOut      *leftOutSentence `toml:"left_out,omitempty"`
	Churned      *sentence        `toml:"churned"`
	Paying       *sentence        `toml:"paying"`
	NotConverted *sentence        `toml:"not_converted"`
	Trial        *sentence        `toml:"trial"`
	Default      *rulebook.Status `toml:"default"`
}

type signalConfig struct {
	Name       string         `toml:"name"`
	Weight     int            `toml:"weight"`
	Phase      rulebook.Phase `toml:"phase"`
	Enabled    *bool          `toml:"enabled"`
	HandRaiser bool           `toml:"hand_raiser,omitempty"`
	When       signalSentence `toml:"when"`
}

type disqualifierConfig struct {
	Name    string   `toml:"name"`
	Enabled *bool    `toml:"enabled"`
	When    sentence `toml:"when"`
}

type segmentConfig struct {
	Name  string          `toml:"name"`
	Color rulebook.Color  `toml:"color"`
	When  segmentSentence `toml:"when"`
}

type workflowConfig struct {
	Name    string           `toml:"name"`
	Trigger triggerSentence  `toml:"trigger"`
	If      *segmentSentence `toml:"if"`
	Once    bool             `toml:"once"`
	Enabled bool             `toml:"enabled"`
	Actions []actionSentence `toml:"actions"`
}

// triggerSentence is a trigger in its canonical text form.
type triggerSentence struct{ rulebook.Trigger }

func (s triggerSentence) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *triggerSentence) UnmarshalText(text []byte) (err error) {
	s.Trigger, err = rulebook.ParseTrigger(string(text))
	return err
}

// actionSentence is an action in its canonical text form.
type actionSentence struct{ rulebook.Action }

func (s actionSentence) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *actionSentence) UnmarshalText(text []byte) (err error) {
	s.Action, err = rulebook.ParseAction(string(text))
	return err
}

// segmentSentence is the condition of a segment in its canonical text form.
type segmentSentence struct{ condition.Condition }

func (s segmentSentence) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *segmentSentence) UnmarshalText(text []byte) (err error) {
	s.Condition, err = rulebook.ParseSegmentCondition(string(text))
	return err
}

// leftOutSentence is the condition of accounts that are left out; "" is nobody.
type leftOutSentence struct{ condition.Condition }

func (s leftOutSentence) MarshalText() ([]byte, error) {
	if len(s.Rules) == 0 {
		return nil, nil
	}
	return []byte(s.String()), nil
}

func (s *leftOutSentence) UnmarshalText(text []byte) (err error) {
	s.Condition = condition.Condition{}
	if len(bytes.TrimSpace(text)) > 0 {
		s.Condition, err = condition.Parse(string(text))
	}
	return err
}

// signalSentence is the condition of a signal, which may have levels.
type signalSentence struct{ condition.Condition }

func (s signalSentence) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *signalSentence) UnmarshalText(text []byte) (err error) {
	s.Condition, err = condition.ParseSignal(string(text))
	return err
}

// instant is a time in RFC 3339.
type instant struct{ value.Instant }

func (i instant) MarshalText() ([]byte, error) {
	return []byte(i.Time().Format("2006-01-02T15:04:05.999Z07:00")), nil
}

func (i *instant) UnmarshalText(text []byte) error {
	at, err := time.Parse(time.RFC3339, string(text))
	i.Instant = value.FromTime(at)
	return err
}

// tunedText is the start of the trials up to which they chose the weights of a side, nil
// where none did.
func tunedText(card rulebook.Scorecard, side rulebook.Side) *instant {
	if before := card.TunedBefore[side]; before != 0 {
		return &instant{before}
	}
	return nil
}

// sentence is a condition in its canonical text form.
type sentence struct{ condition.Condition }

func (s sentence) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

func (s *sentence) UnmarshalText(text []byte) (err error) {
	s.Condition, err = condition.Parse(string(text))
	return err
}

// New returns the configuration of a rulebook.
func New(book rulebook.Rulebook) *File {
	card, life := book.Card, book.Lifecycle
	f := &File{
		Version:    version,
		Weighting:  &card.Weighting,
		TrialDays:  &life.TrialDays,
		LookerDays: &life.LookerDays,
		Bands:      &bandsConfig{Adoption: &card.AdoptionCuts, Fit: &card.FitCuts},
		Qualified:  make(map[string][]string),
		Status: &statusConfig{
			LeftOut:      &leftOutSentence{life.LeftOut},
			Churned:      &sentence{life.Churned},
			Paying:       &sentence{life.Paying},
			NotConverted: &sentence{life.NotConverted},
			Trial:        &sentence{life.Trial},
			Default:      &life.Default,
		},
		Adoption:      signalConfigs(card.Adoption),
		Fit:           signalConfigs(card.Fit),
		Disqualifiers: disqualifierConfigs(card.Disqualifiers),
		Segments:      segmentConfigs(book.Segments),
	}
	if book.Workflows.LastID > 0 {
		f.Workflows = workflowConfigs(book.Workflows)
	}
	f.Plan = newPlanConfig(book)
	f.AdoptionTuned, f.FitTuned = tunedText(card, rulebook.Adoption), tunedText(card, rulebook.Fit)
	if book.TimeZone != "" {
		f.TimeZone = &book.TimeZone
	}
	for _, fit := range rulebook.Bands() {
		ticked := []string{}
		for _, adoption := range rulebook.Bands() {
			if card.Qualified[fit][adoption] {
				ticked = append(ticked, output.SnakeCase(adoption.Name(rulebook.Adoption)))
			}
		}
		f.Qualified[output.SnakeCase(fit.Name(rulebook.Fit))] = ticked
	}
	return f
}

func signalConfigs(signals []rulebook.Signal) *[]signalConfig {
	list := []signalConfig{}
	for _, s := range signals {
		list = append(list, signalConfig{s.Name, s.Weight, s.Phase, &s.Enabled, s.HandRaiser, signalSentence{s.When}})
	}
	return &list
}

func disqualifierConfigs(signals []rulebook.Signal) *[]disqualifierConfig {
	list := []disqualifierConfig{}
	for _, s := range signals {
		list = append(list, disqualifierConfig{s.Name, &s.Enabled, sentence{s.When}})
	}
	return &list
}

func segmentConfigs(segments rulebook.Segments) *[]segmentConfig {
	list := []segmentConfig{}
	for _, s := range segments.List {
		list = append(list, segmentConfig{s.Name, s.Color, segmentSentence{s.When}})
	}
	return &list
}

func workflowConfigs(workflows rulebook.Workflows) *[]workflowConfig {
	list := []workflowConfig{}
	for _, w := range workflows.List {
		c := workflowConfig{Name: w.Name, Trigger: triggerSentence{w.Trigger}, Once: w.Once, Enabled: w.Enabled}
		if len(w.If.Rules) > 0 {
			c.If = &segmentSentence{w.If}
		}
		for _, a := range w.Actions {
			c.Actions = append(c.Actions, actionSentence{a})
		}
		list = append(list, c)
	}
	return &list
}

// Encode returns the configuration as TOML.
func (f *File) Encode() ([]byte, error) {
	var b bytes.Buffer
	if err := toml.NewEncoder(&b).Encode(f); err != nil {
		return nil, fmt.Errorf("write configuration: %w", err)
	}
	return b.Bytes(), nil
}

// Decode reads TOML. Errors name the position as path:line:column.
func Decode(path string, text []byte) (*File, error) {
	f := &File{path: path}
	err := toml.NewDecoder(bytes.NewReader(text)).DisallowUnknownFields().Decode(f)
	var unknown *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case errors.As(err, &unknown) && len(unknown.Errors) > 0:
		first := unknown.Errors[0]
		line, column := first.Position()
		return nil, fmt.Errorf("%s:%d:%d: there is no setting %q", path, line, column, strings.Join(first.Key(), "."))
	case errors.As(err, &wrong):
		line, column := wrong.Position()
		return nil, fmt.Errorf("%s:%d:%d: %s", path, line, column,
			cmp.Or(tomltype.Mismatch(text, wrong.Key(), reflect.TypeFor[File]()), strings.TrimPrefix(wrong.Error(), "toml: ")))
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	f.positions = findPositions(text)
	if f.TimeZone != nil {
		if _, err := value.LoadZone(*f.TimeZone); err != nil {
			return nil, f.errorAt("time_zone", "%s", err)
		}
	}
	if f.Version != version {
		return nil, f.errorAt("version", "version %d is not one this trialist knows; it knows version = %d", f.Version, version)
	}
	return f, nil
}

// errorAt returns an error with the position of a key, or of the nearest table
// around it if the key is missing.
func (f *File) errorAt(key, format string, args ...any) error {
	place := f.positions.positionOf(key)
	return fmt.Errorf("%s:%d:%d: %s", f.path, place.line, place.column, fmt.Sprintf(format, args...))
}
