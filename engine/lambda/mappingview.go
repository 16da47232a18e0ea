package lambda

import (
	"fmt"
	"time"

	"skylab/engine/sim"
)

// MappingView is an event source mapping for screens and checks.
type MappingView struct {
	UUID, Function, Queue, State string
	BatchSize                    int
	Window                       time.Duration
	// Running is how many batches run, Limit how many may.
	Running, Limit int
	// Gathered is how many messages wait for their batch.
	Gathered int
	// Result is that of the last batch: "OK" or a problem.
	Result  string
	Filters []string
}

// Mappings are all event source mappings, the oldest first.
func (s *Service) Mappings() []MappingView {
	var out []MappingView
	for _, m := range s.mappings {
		out = append(out, MappingView{m.UUID, m.Function, m.Queue, m.State, m.BatchSize, m.Window, len(m.running), m.limit, len(m.gathered), m.Result, m.Filters})
	}
	return out
}

// mappingState is a mapping for hashing.
type mappingState struct {
	UUID, Function, Queue, State, Result string
	Settings                             mappingSettings
	Round, Limit, Over, LastBatch        int
	Running                              map[int][]string
	Gathered                             []string
	WindowEnd, Paused, Modified          sim.Time
	Woken, Growing                       bool
	Refusals                             int
}

func (s *Service) mappingStates() []mappingState {
	var out []mappingState
	for _, m := range s.mappings {
		st := mappingState{m.UUID, m.Function, m.Queue, m.State, m.Result, m.mappingSettings, m.Round, m.limit, m.over, m.lastBatch,
			map[int][]string{}, ids(m.gathered), m.windowEnd, m.pausedUntil, m.Modified, m.woken, m.growing, m.refusals}
		st.Settings.patterns = nil
		for n, b := range m.running { // into a map, which is hashed by sorted keys
			st.Running[n] = ids(b.Messages)
		}
		out = append(out, st)
	}
	return out
}

func ids(list []gathered) []string {
	var out []string
	for _, g := range list {
		out = append(out, g.id)
	}
	return out
}

// checkMappings reports a mapping that runs more batches than it may, an empty
// one, or has gathered more than one takes.
func (s *Service) checkMappings() error {
	for _, m := range s.mappings {
		if n := len(m.running); n > max(m.limit, m.over) || m.limit > m.ceiling() && m.State == mappingEnabled {
			return fmt.Errorf("lambda: mapping %s runs %d batches of %d", m.UUID, n, m.limit)
		}
		if len(m.gathered) > m.BatchSize && m.over == 0 && m.State == mappingEnabled {
			return fmt.Errorf("lambda: mapping %s has gathered %d messages for batches of %d", m.UUID, len(m.gathered), m.BatchSize)
		}
		for n, b := range m.running { // any that is wrong will do
			if len(b.Messages) == 0 {
				return fmt.Errorf("lambda: mapping %s runs the empty batch %d", m.UUID, n)
			}
		}
	}
	return nil
}
