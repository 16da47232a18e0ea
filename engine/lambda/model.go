package lambda

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine/sandbox"
	"skylab/engine/sim"
)

// model is a handler as distributions instead of code: what other languages
// than JavaScript run as here, and what any function runs as whose
// description holds one:
//
//	model: wait=exp:120ms cpu=20ms init=300ms memory=90MB..140MB errors=1% language=rust
//
// wait is time that no CPU shortens, cpu time at one full vCPU, init what the
// code outside the handler takes beside the runtime. Every part may be left
// out.
//
// fidelity: lambda.modelled-handler
type model struct {
	Wait, CPU, Init sim.Dist
	// MinMemory and MaxMemory are bytes, between which each run's peak lies.
	MinMemory, MaxMemory int64
	// Errors is the share of runs that fail, 0 ≤ Errors ≤ 1.
	Errors float64
	// Language is a key of languages, "" for the runtime's own.
	Language string
}

// hello is the model of a function that says nothing of itself: it answers at
// once, as lambda-perf's does. Its memory is an assumption.
func hello() *model { return &model{MinMemory: 40 << 20, MaxMemory: 45 << 20} }

const modelMark = "model:"

// parseModel reads the model in a description, nil where there is none: behind
// other words, what has no = is no model but more of them, as in "the data
// model: users".
func parseModel(description string) (*model, error) {
	before, text, ok := strings.Cut(description, modelMark)
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	if !ok || strings.TrimSpace(before) != "" && !strings.Contains(first, "=") {
		return nil, nil
	}
	m := hello()
	for word := range strings.FieldsSeq(text) {
		key, value, _ := strings.Cut(word, "=")
		if err := m.set(key, value); err != nil {
			return nil, invalid("The model in the description cannot be read at %q: %v. It has the form: model: wait=exp:120ms cpu=20ms init=300ms memory=90MB errors=1%% language=rust", word, err)
		}
	}
	return m, nil
}

func (m *model) set(key, value string) (err error) {
	switch key {
	case "wait":
		m.Wait, err = sim.ParseDist(value)
	case "cpu":
		m.CPU, err = sim.ParseDist(value)
	case "init":
		m.Init, err = sim.ParseDist(value)
	case "memory":
		low, high, ranged := strings.Cut(value, "..")
		if !ranged {
			high = low
		}
		if m.MinMemory, err = megabytes(low); err == nil {
			m.MaxMemory, err = megabytes(high)
		}
		if err == nil && m.MaxMemory < m.MinMemory {
			err = fmt.Errorf("%s is less than %s", high, low)
		}
	case "errors":
		percent, found := strings.CutSuffix(value, "%")
		m.Errors, err = strconv.ParseFloat(percent, 64)
		if found {
			m.Errors /= 100
		}
		if err != nil || !(m.Errors >= 0 && m.Errors <= 1) {
			err = fmt.Errorf("errors is a share such as 1%%")
		}
	case "language":
		if _, ok := languages[value]; !ok {
			err = fmt.Errorf("language is one of %s", strings.Join(slices.Sorted(maps.Keys(languages)), ", "))
		}
		m.Language = value
	default:
		err = fmt.Errorf("its parts are wait, cpu, init, memory, errors and language")
	}
	return err
}

func megabytes(s string) (int64, error) {
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "MB"), 64)
	if err != nil || !(n > 0 && n <= 10_240) {
		return 0, fmt.Errorf("%q is no size such as 90MB", s)
	}
	return int64(n * (1 << 20)), nil
}

// modelled is a program that only takes its time.
type modelled struct {
	*model
	r        *rand.Rand
	vcpu     float64
	memoryMB int
}

func (p *modelled) Init(int64) sandbox.Turn {
	return sandbox.Turn{CPU: int64(p.model.Init.Sample(p.r)), Settled: true, PeakMemory: p.MinMemory}
}

func (p *modelled) Invoke(int64, []byte, sandbox.Context) sandbox.Turn {
	took := p.Wait.Sample(p.r) + time.Duration(float64(p.CPU.Sample(p.r))/p.vcpu)
	t := sandbox.Turn{CPU: int64(took), Settled: true, Result: []byte("null"), PeakMemory: p.MinMemory}
	if more := p.MaxMemory - p.MinMemory; more > 0 {
		t.PeakMemory += p.r.Int64N(more + 1)
	}
	switch {
	case t.PeakMemory > int64(p.memoryMB)<<20:
		t.Exit, t.Settled = sandbox.ExitOOM, false
	case p.Errors > 0 && p.r.Float64() < p.Errors:
		t.Err = &sandbox.Failure{Type: "Error", Message: "the modelled handler failed", Trace: []string{},
			Logged: `{"errorType":"Error","errorMessage":"the modelled handler failed","stack":[]}`}
	}
	return t
}

// Resume: a model never waits for the world.
func (p *modelled) Resume(int64, []sandbox.Answer) sandbox.Turn {
	return sandbox.Turn{Exit: sandbox.ExitNever}
}

// Close has nothing to free.
func (p *modelled) Close() {}

// program is a running copy of what the environment is to run: the learner's
// JavaScript, a model, or what stands for a program outside.
func (s *Service) program(v *environment) (program, error) {
	if v.outside != nil {
		return elsewhere{}, nil
	}
	m := v.r.model
	if m == nil && v.r.Image == "" && runtimes[v.r.Runtime].Runs {
		s.kernel.Spend(startFuel)
		return s.sandboxed(v)
	}
	if m == nil {
		m = hello()
	}
	return &modelled{m, s.kernel.Stream("lambda.model"), v.r.vcpu(s.near.Rules), v.r.MemoryMB}, nil
}
