package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"skylab/engine/lambda/planning"
	"skylab/engine/traffic"
)

// plan is a scenario as the command line or a file gives it.
type plan struct {
	planning.Scenario
	dir  string // where files that it names are
	flat bool   // the report is of one function
	runs int    // 0 is as many as the load asks for
	// endless tells that some load never ends by itself.
	endless bool
}

// functionPlan is a function of it before it is complete.
type functionPlan struct {
	planning.Function
	loads            int // how many loads were given
	file, hash       string
	timed, timedCold bool
}

// flatName is what the one function of a command line is called.
const flatName = "function"

// newPlan is a plan without functions; files that it names are in dir.
func newPlan(dir string) *plan { return &plan{dir: dir} }

// oneDay is how long a run lasts that nothing else ends.
const oneDay = 24 * time.Hour

// add completes a function.
func (p *plan) add(f *functionPlan) error {
	switch {
	case f.loads != 1:
		return errors.New("one of rate, shape and arrivals is wanted: what load there is")
	case !f.timed:
		return errors.New("warm is wanted: how long an invocation takes, such as exp:2s or lognormal:80ms,250ms")
	case f.hash != "" && f.file == "":
		return errors.New("hash chooses from a file, but arrivals names none")
	}
	if !f.timedCold {
		f.Cold = f.Warm
	}
	if f.file != "" {
		load, err := p.load(f.file, f.hash)
		if err != nil {
			return err
		}
		f.Arrivals = load
	}
	p.endless = p.endless || f.file == ""
	p.Functions = append(p.Functions, f.Function)
	return nil
}

// load reads a file of counts.
func (p *plan) load(name, hash string) (traffic.Arrivals, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.dir, path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("arrivals %s: %w", name, reason(err))
	}
	defer file.Close()
	out, err := traffic.ReadAzure(file, hash)
	if err != nil {
		return nil, fmt.Errorf("arrivals %s: %w", name, err)
	}
	return out, nil
}

// model is the plan as a model at its start, for the i-th run.
func (p *plan) model(i int) (*planning.Model, error) {
	s := p.Scenario
	s.Seed += uint64(i)
	if s.For == 0 && s.Requests == 0 && p.endless {
		s.For = oneDay
	}
	m, err := planning.New(s)
	if err != nil && p.flat {
		return nil, usagef("%s", strings.TrimPrefix(err.Error(), "function "+flatName+": "))
	}
	return m, err
}

// mostRuns bounds the runs that are averaged; the results of each are kept.
const mostRuns = 10_000

// changingRuns are how many runs are averaged if one run has no batches that
// are alike.
const changingRuns = 10

// count is how many runs there are to be.
func (p *plan) count() int {
	switch {
	case p.runs > 0:
		return p.runs
	case p.Steady():
		return 1
	}
	return changingRuns
}
