package lab

// Hint is one rung of help with the first check that did not pass.
type Hint struct {
	// Check is the name of the check it is about.
	Check string
	// Rung is 1 for where to look, 2 for the rule involved, 3 for the next
	// command.
	Rung int
	Text string
}

// Hints are the rungs for the first check that did not pass, the gentlest
// first; none if all passed. A rung that the author left out is missing.
func (r *Report) Hints() []Hint {
	first := r.First()
	if first == nil {
		return nil
	}
	var out []Hint
	for i, text := range []string{first.Check.Where, first.Check.Rule, first.Check.Command} {
		if text != "" {
			out = append(out, Hint{first.Name, i + 1, text})
		}
	}
	return out
}
