package transcript

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/console"
)

// Limit is how much virtual time one command may take, beside what it asked to
// wait.
const Limit = 24 * time.Hour

// Result is what a script did.
type Result struct {
	// Steps are the outcomes, one for each of the script's.
	Steps   []Outcome
	Session *console.Session
}

// Outcome is what one command did.
type Outcome struct {
	Step   Step
	Got    string
	Status int
	Run    *console.Run
}

// Failed tells whether the outcome differs from what the script says.
func (o Outcome) Failed() bool { return o.Got != o.Step.Want || o.Status != o.Step.Status }

// Run carries out a script in a session and collects what it did. The session
// must have the script's files; Session makes one that has.
func Run(script *Script, s *console.Session) *Result {
	r := &Result{Session: s}
	for _, step := range script.Steps {
		run := s.Exec(step.Command, Limit)
		r.Steps = append(r.Steps, Outcome{Step: step, Got: Output(run), Status: run.Status, Run: run})
	}
	return r
}

// Session is a prompt in the world with the script's files.
func (s *Script) Session(w *engine.World) *console.Session {
	files := map[string][]byte{}
	for _, f := range s.Files {
		files[f.Name] = f.Data
	}
	return console.New(w, console.NewMemory(files))
}

// Output is a run's output as a transcript shows it: standard output, then
// standard error, both ending in a newline. An empty line at the start, as the
// AWS CLI writes one before its errors, is left out; no trailing blank lines
// remain, and no line begins like a part of a script.
func Output(r *console.Run) string {
	var b strings.Builder
	for _, stream := range [][]byte{r.Stdout, r.Stderr} {
		text := string(stream)
		if text == "" {
			continue
		}
		b.WriteString(text)
		if !strings.HasSuffix(text, "\n") {
			b.WriteString("\n")
		}
	}
	text := strings.Trim(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\n")
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "$ ") || strings.HasPrefix(l, "? ") || strings.HasPrefix(l, "-- ") || strings.HasPrefix(l, "# ") {
			lines[i] = " " + l
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

// Failed tells whether any outcome differs from the script.
func (r *Result) Failed() bool { return slices.ContainsFunc(r.Steps, Outcome.Failed) }

// Diff shows the outcomes that differ, each with the script's line, the
// command, and the lines wanted (-) and got (+). It is "" where none does.
func (r *Result) Diff() string {
	var b strings.Builder
	for _, o := range r.Steps {
		if !o.Failed() {
			continue
		}
		fmt.Fprintf(&b, "line %d: $ %s\n", o.Step.Line, o.Step.Command)
		for _, l := range diff(split(o.Step.Want), split(o.Got)) {
			b.WriteString(l + "\n")
		}
		if o.Status != o.Step.Status {
			fmt.Fprintf(&b, "-? %d\n+? %d\n", o.Step.Status, o.Status)
		}
	}
	return b.String()
}

// Update is the script with the outputs and statuses that it really has.
func Update(script *Script, r *Result) *Script {
	out := *script
	out.Steps = slices.Clone(script.Steps)
	for i := range out.Steps {
		out.Steps[i].Want, out.Steps[i].Status = r.Steps[i].Got, r.Steps[i].Status
	}
	return &out
}

func split(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// diff is the lines of both, marked: a longest common subsequence for short
// texts, and for long ones the common head and tail.
func diff(a, b []string) []string {
	var out []string
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		out = append(out, " "+a[0])
		a, b = a[1:], b[1:]
	}
	tail := 0
	for tail < len(a) && tail < len(b) && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	rest := a[len(a)-tail:]
	out = append(out, middle(a[:len(a)-tail], b[:len(b)-tail])...)
	for _, l := range rest {
		out = append(out, " "+l)
	}
	return out
}

func middle(a, b []string) (out []string) {
	const bound = 1 << 18
	if len(a)*len(b) > bound {
		for _, l := range a {
			out = append(out, "-"+l)
		}
		for _, l := range b {
			out = append(out, "+"+l)
		}
		return out
	}
	best := make([][]int, len(a)+1)
	for i := range best {
		best[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if a[i] == b[j] {
				best[i][j] = best[i+1][j+1] + 1
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			out = append(out, " "+a[i])
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || best[i+1][j] >= best[i][j+1]):
			out = append(out, "-"+a[i])
			i++
		default:
			out = append(out, "+"+b[j])
			j++
		}
	}
	return out
}
