package console

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/sim"
)

// runJournal prints the newest entries of the world's history.
func runJournal(p *proc) {
	n := 20
	switch {
	case len(p.args) == 1:
	case len(p.args) == 2 && p.args[1] == "-a":
		n = 1 << 30
	case len(p.args) == 3 && p.args[1] == "-n" && isDigits(p.args[2]):
		n, _ = strconv.Atoi(p.args[2]) // digits; too many of them is all
	default:
		p.fail(StatusUsage, "usage: journal [-n LINES] [-a]")
		return
	}
	j := p.s.w.Journal()
	from := j.First()
	if count := j.Count(); count-from > uint64(n) {
		from = count - uint64(n)
	}
	entries := j.Since(from)
	if j.Count() == 0 {
		p.printf("Nothing has happened yet.\n")
	}
	for _, e := range entries {
		p.printf("%s\n", entryLine(e))
	}
	p.exit(0)
}

// runWhy prints an event and what caused it, back to the call at the root.
func runWhy(p *proc) {
	j := p.s.w.Journal()
	if j.Count() == 0 {
		p.printf("Nothing has happened yet.\n")
		p.exit(0)
		return
	}
	seq := j.At(j.Count() - 1).Seq
	if len(p.args) > 1 {
		n, err := strconv.ParseUint(strings.TrimPrefix(p.args[1], "#"), 10, 64)
		if err != nil || len(p.args) > 2 {
			p.fail(StatusUsage, "usage: why [N], N being an event's number in the journal")
			return
		}
		seq = n
	}
	chain := j.Why(seq)
	if len(chain) == 0 {
		p.fail(1, "why: there is no event %d in the journal", seq)
		return
	}
	p.chain(chain)
	p.exit(0)
}

// Of a chain with more causes than can be followed, whyFirst are shown and the
// whyLast at its root: an alarm's every look is caused by the one before.
const (
	whyFirst = 12
	whyLast  = 3
)

// chain prints causes below each other, each further in.
func (p *proc) chain(all []sim.Entry) {
	left := len(all) - whyFirst - whyLast
	depth := 0
	line := func(format string, args ...any) {
		p.printf(strings.Repeat("  ", depth)+format+"\n", args...)
	}
	for i, e := range all {
		if left > 0 && i >= whyFirst && i < whyFirst+left {
			if i == whyFirst {
				line("(%d causes between)", left)
				line("because")
			}
			continue
		}
		line("%s", entryLine(e))
		if depth++; i < len(all)-1 {
			line("because")
		}
	}
	if root := all[len(all)-1]; root.Cause != 0 {
		line("(the journal reaches no further back)")
	}
}

// entryLine is a journal's entry in one line: time, number, kind, members.
func entryLine(e sim.Entry) string {
	return fmt.Sprintf("%s  #%-4d %s", clock(e.At), e.Seq, Describe(e.Event))
}

// Describe is an event as the journal has it: its kind, and its members that
// are not zero.
func Describe(e sim.Event) string { return strings.TrimRight(e.Kind()+" "+members(e), " ") }

// clock is an instant as hours, minutes, seconds and milliseconds since the
// world began.
func clock(t sim.Time) string {
	ms := t.Since().Milliseconds()
	return fmt.Sprintf("%d:%02d:%02d.%03d", ms/3600000, ms/60000%60, ms/1000%60, ms%1000)
}

// members are an event's fields that are not zero.
func members(e sim.Event) string {
	if c, ok := e.(engine.Called); ok {
		text := c.Operation
		if c.By != "" {
			text += " by " + c.By
		}
		return text
	}
	v := reflect.ValueOf(e)
	if v.Kind() != reflect.Struct {
		return ""
	}
	var words []string
	for i := range v.NumField() {
		f := v.Field(i)
		if !v.Type().Field(i).IsExported() || f.IsZero() {
			continue
		}
		text := fmt.Sprint(f.Interface())
		if d, is := f.Interface().(time.Duration); is {
			text = d.Round(10 * time.Microsecond).String()
		}
		words = append(words, v.Type().Field(i).Name+"="+text)
	}
	return strings.Join(words, " ")
}
