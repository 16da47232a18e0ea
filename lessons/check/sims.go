package check

import (
	"errors"

	"skylab/lessons"
	"skylab/lessons/live"
)

// sims sets every world up and plays it, twice, and wants the same world.
func (k *checker) sims(ch *lessons.Chapter) {
	for _, sim := range ch.Sims() {
		first, ok := k.play(sim)
		if !ok {
			continue
		}
		second, ok := k.play(sim)
		if ok && first != second {
			k.wrong(sim.Pos, "sims", "the sim %q does not come out the same twice: %.12s and %.12s", sim.ID, first, second)
		}
		if len(sim.Run) == 0 {
			k.report(sim.Pos, Warning, "sims", "add run:", "the sim %q has nothing to run", sim.ID)
		}
	}
}

// play is the hash of the world when all of the sim has run.
func (k *checker) play(sim *live.Sim) (hash string, ok bool) {
	s, err := live.NewStage(k.course.FS, sim, k.config)
	if err == nil {
		err = s.RunAll(sim.Run)
	}
	if err != nil {
		k.script(sim.Pos, "sims", err)
		return "", false
	}
	if err := s.World().Check(); err != nil {
		k.wrong(sim.Pos, "sims", "the world is inconsistent: %v", err)
		return "", false
	}
	return s.World().Hash(), true
}

// script reports what a script did wrong, at the command itself.
func (k *checker) script(at lessons.Pos, rule string, err error) {
	var bad *live.ScriptError
	if errors.As(err, &bad) {
		k.wrong(bad.Command.Pos, rule, "exit status %d: %s", bad.Status, bad.Output)
		return
	}
	k.wrong(at, rule, "%v", err)
}

// values evaluates every expression of the text in the world as it is after
// its setup.
func (k *checker) values(ch *lessons.Chapter) {
	stages := map[*live.Sim]*live.Stage{}
	ch.Expressions(func(block int, at lessons.Pos, e *live.Expr) {
		sim := ch.SimAt(block)
		if sim == nil {
			k.wrong(at, "values", "there is no sim above {{ %s }}", e.Source)
			return
		}
		s, known := stages[sim]
		if !known {
			s, _ = live.NewStage(k.course.FS, sim, k.config) // a failing setup is reported by sims
			stages[sim] = s
		}
		if s == nil {
			return
		}
		s.Context.Forget()
		if _, err := e.Text(s.Context); err != nil {
			k.wrong(at, "values", "{{ %s }} has no value: %v", e.Source, err)
		}
		if m := s.Context.Missing(); m != nil {
			k.report(at, Warning, "values", "", "{{ %s }} asks for %s, which the sim %q does not have%s", e.Source, m.Thing(), sim.ID, m.Hint())
		}
	})
}
