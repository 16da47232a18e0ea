package lessons

import (
	"errors"
	"strings"

	"skylab/engine/transcript"
	"skylab/lessons/live"
)

// console reads commands with their outputs.
func (r *reading) console(f *fence, end int) Block {
	c := &Console{at: f.at(), Body: f.line + 1, End: end}
	r.on(f, func(s *live.Sim) { c.Sim = s })
	script, err := transcript.Parse([]byte(f.body))
	if err != nil {
		line, problem := 1, err.Error()
		var bad *transcript.Error
		if errors.As(err, &bad) {
			line, problem = bad.Line, bad.Problem
		}
		r.damage(f.line+line, 1, problem, "a command begins with $ and a space; its output follows")
		return nil
	}
	if len(script.Steps) == 0 {
		r.damage(f.line, 1, "the console has no command", "a command begins with $ and a space")
		return nil
	}
	c.Script = script
	for _, s := range script.Steps {
		c.Exchanges = append(c.Exchanges, Exchange{
			Command: live.Command{Text: s.Command, Pos: r.pos(f.line + s.Line)},
			Output:  outputLines(s.Want), Status: s.Status,
		})
	}
	return c
}

func outputLines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}
