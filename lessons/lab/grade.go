package lab

import (
	"fmt"
	"io/fs"
	"time"

	"skylab/engine"
	"skylab/engine/sim"
	"skylab/lessons/live"
)

// Report is the judgement of a lab.
type Report struct {
	Checks []Result
	// Passed tells whether all checks did.
	Passed bool
}

// Result is the judgement of one check.
type Result struct {
	Name   string
	Passed bool
	// At is the virtual time since the lab's beginning at which the check was
	// decided; 0 where only the end decided.
	At time.Duration
	// Why says what was seen instead, for a check that did not pass.
	Why   string
	Check *Check
	// Missing is what the check asks about and is not there at the end, nil if
	// there is no such thing.
	Missing *live.Missing
}

// First is the first check that did not pass, nil if all did.
func (r *Report) First() *Result {
	for i := range r.Checks {
		if !r.Checks[i].Passed {
			return &r.Checks[i]
		}
	}
	return nil
}

// History is what was done in a world up to an instant.
type History struct {
	Calls []engine.Call
	Until sim.Time
}

// HistoryOf is the history of a world as it is now. It stays what it is while
// the world goes on, also on another goroutine.
func HistoryOf(w *engine.World) History { return History{w.Past().Calls(), w.Now()} }

// Grade judges a lab by what the learner has done in its world. The calls are
// replayed, event by event, from the lab's setup, then the probe runs, and
// every check is looked at after each event. It takes as long as that: seconds,
// where a probe is a rush.
func Grade(course fs.FS, l *Lab, h History, c engine.Config) (*Report, error) {
	stage, err := live.NewStage(course, l.Sim, c)
	if err != nil {
		return nil, err
	}
	if len(h.Calls) < stage.SetupPast() {
		return nil, fmt.Errorf("lab %s: the world lacks %d of the calls of the lab's setup", l.ID, stage.SetupPast()-len(h.Calls))
	}
	j := &judge{stage: stage}
	for i := range l.Checks {
		j.watches = append(j.watches, &watch{check: &l.Checks[i]})
	}
	if err := j.replay(h.Calls[stage.SetupPast():], h.Until); err != nil {
		return nil, err
	}
	if err := j.probe(l.Probe); err != nil {
		return nil, err
	}
	return j.report(), nil
}

// GradeScript judges what a script does from the lab's setup: a solution or a
// near miss. An empty one judges the lab as it is handed out.
func GradeScript(course fs.FS, l *Lab, s live.Script, c engine.Config) (*Report, error) {
	stage, err := live.NewStage(course, l.Sim, c)
	if err != nil {
		return nil, err
	}
	if err := stage.RunAll(s); err != nil {
		return nil, err
	}
	return Grade(course, l, HistoryOf(stage.World()), c)
}

// judge is one grading under way.
type judge struct {
	stage   *live.Stage
	watches []*watch
}

// replay makes the learner's calls at their times.
func (j *judge) replay(calls []engine.Call, until sim.Time) error {
	if err := j.look(); err != nil {
		return err
	}
	for _, call := range calls {
		if err := j.advance(call.At); err != nil {
			return err
		}
		j.stage.World().Do(call)
		if err := j.look(); err != nil {
			return err
		}
	}
	return j.advance(until)
}

// advance lets time pass one event after the other.
func (j *judge) advance(until sim.Time) error {
	w := j.stage.World()
	for next, due := w.Next(); due && next <= until; next, due = w.Next() {
		w.Advance(next, 1)
		if err := j.look(); err != nil {
			return err
		}
	}
	w.AdvanceTo(until)
	return j.look()
}

// probe carries out what the judge does at the end.
func (j *judge) probe(script live.Script) error {
	if err := j.stage.Watch(j.stage.Play(script), j.look); err != nil {
		return err
	}
	return j.look()
}

func (j *judge) look() error {
	t := j.stage.World().Now().Since() - j.stage.Begin()
	for _, w := range j.watches {
		if err := w.look(j.stage.Context, t); err != nil {
			return err
		}
	}
	return nil
}

func (j *judge) report() *Report {
	r := &Report{Passed: true}
	for _, w := range j.watches {
		result := w.end(j.stage.Context)
		r.Passed = r.Passed && result.Passed
		r.Checks = append(r.Checks, result)
	}
	return r
}
