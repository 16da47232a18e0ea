package console

import (
	"fmt"
	"strings"

	"skylab/engine/fidelity"
)

// runFidelity prints the rules of the simulation that hold the text.
func runFidelity(p *proc) {
	want := strings.ToLower(strings.Join(p.args[1:], " "))
	n := 0
	for _, r := range fidelity.All() {
		if !strings.Contains(strings.ToLower(r.ID+" "+r.Rule), want) {
			continue
		}
		if n > 0 {
			p.printf("\n")
		}
		n++
		p.printf("%s (%s)\n", r.ID, r.Status)
		p.wrapped("  ", r.Rule)
		p.wrapped("  ", fmt.Sprintf("Source: %s, %s", r.Source, r.Date))
	}
	if n == 0 {
		p.fail(1, "fidelity: no rule speaks of %q", want)
		return
	}
	p.exit(0)
}
