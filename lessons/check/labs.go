package check

import (
	"skylab/lessons"
	"skylab/lessons/lab"
	"skylab/lessons/live"
)

// labs wants every lab to fail as it is handed out, to pass with its solution,
// and each near miss to fail on the check that it names.
func (k *checker) labs(ch *lessons.Chapter) {
	for _, b := range ch.Blocks {
		if b, ok := b.(*lessons.Lab); ok {
			k.lab(b.Spec)
		}
	}
}

func (k *checker) lab(l *lab.Lab) {
	shipped, ok := k.grade(l, nil, l.Pos)
	if !ok {
		return
	}
	if shipped.Passed {
		k.wrong(l.Pos, "labs", "the lab %q passes before anything is done", l.ID)
	}
	if solved, ok := k.grade(l, l.Solution, l.Pos); ok {
		k.solved(solved)
	}
	k.solution(l)
	for _, n := range l.NearMisses {
		k.nearMiss(l, n)
	}
	if len(l.NearMisses) < 2 {
		k.report(l.Pos, Warning, "labs", "", "the lab %q has fewer than two near misses", l.ID)
	}
	for _, c := range l.Checks {
		if c.Where == "" || c.Rule == "" || c.Command == "" {
			k.report(c.Pos, Warning, "labs", "add where:, rule: and command:", "the check %q lacks a rung of its hints", c.Name)
		}
	}
}

// solved wants a solution to pass, and every check to be about something that
// is there when it has.
func (k *checker) solved(r *lab.Report) {
	if first := r.First(); first != nil {
		k.wrong(first.Check.Pos, "labs", "the solution does not pass %q: %s", first.Name, first.Why)
		return
	}
	for _, c := range r.Checks {
		if c.Missing != nil {
			k.report(c.Check.Pos, Warning, "values", "", "the check %q asks for %s, which does not exist after the solution%s", c.Name, c.Missing.Thing(), c.Missing.Hint())
		}
	}
}

// solution wants every command of a solution to work: it is shown to those who
// give up.
func (k *checker) solution(l *lab.Lab) {
	s, err := live.NewStage(k.course.FS, l.Sim, k.config)
	if err != nil {
		return // reported already
	}
	if err := s.RunStrictly(l.Solution); err != nil {
		k.script(l.Pos, "labs", err)
	}
}

func (k *checker) nearMiss(l *lab.Lab, n lab.NearMiss) {
	r, ok := k.grade(l, n.Script, n.Pos)
	if !ok {
		return
	}
	if r.Passed {
		k.wrong(n.Pos, "labs", "the near miss %q passes", n.Name)
		return
	}
	for _, c := range r.Checks {
		if c.Name != n.Fails {
			continue
		}
		if c.Passed {
			k.wrong(n.Pos, "labs", "the near miss %q passes %q; it fails %q", n.Name, n.Fails, r.First().Name)
		} else if first := r.First(); first.Name != n.Fails {
			k.report(n.Pos, Warning, "labs", "", "the near miss %q fails %q before %q, so its hints are about that", n.Name, first.Name, n.Fails)
		}
	}
}

func (k *checker) grade(l *lab.Lab, s live.Script, at lessons.Pos) (*lab.Report, bool) {
	r, err := lab.GradeScript(k.course.FS, l, s, k.config)
	if err != nil {
		k.script(at, "labs", err)
		return nil, false
	}
	return r, true
}
