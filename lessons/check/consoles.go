package check

import (
	"fmt"
	"strings"

	"skylab/engine/transcript"
	"skylab/lessons"
	"skylab/lessons/live"
)

// consoles replays every console block, after the setup of its sim and the
// blocks of the same sim above it, and compares every byte.
func (k *checker) consoles(ch *lessons.Chapter) {
	stages := map[*live.Sim]*live.Stage{}
	for _, b := range ch.Blocks {
		c, ok := b.(*lessons.Console)
		if !ok {
			continue
		}
		s, known := stages[c.Sim]
		if !known {
			s, _ = live.NewStage(k.course.FS, c.Sim, k.config) // a failing setup is reported by sims
			stages[c.Sim] = s
		}
		if s != nil {
			k.console(ch, c, s)
		}
	}
}

func (k *checker) console(ch *lessons.Chapter, c *lessons.Console, s *live.Stage) {
	result := transcript.Run(c.Script, s.Session)
	if !result.Failed() {
		return
	}
	for _, o := range result.Steps {
		if o.Failed() {
			at := lessons.Pos{Path: ch.Path, Line: c.Body + o.Step.Line - 1}
			k.report(at, Error, "console", "skylab check --fix writes what it prints", "%s", difference(o))
		}
	}
	text := string(transcript.Update(c.Script, result).Format())
	k.fixes = append(k.fixes, fix{ch.Path, c.Body, c.End, strings.Split(strings.TrimSuffix(text, "\n"), "\n")})
}

// difference says in one line how a command came out otherwise.
func difference(o transcript.Outcome) string {
	if o.Got == o.Step.Want {
		return fmt.Sprintf("the exit status is %d, not %d", o.Status, o.Step.Status)
	}
	got, want := strings.SplitAfter(o.Got, "\n"), strings.SplitAfter(o.Step.Want, "\n")
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = strings.TrimSuffix(got[i], "\n")
		}
		if i < len(want) {
			w = strings.TrimSuffix(want[i], "\n")
		}
		if g != w {
			return fmt.Sprintf("line %d of the output is %q, not %q", i+1, g, w)
		}
	}
	return "the output ends otherwise"
}
