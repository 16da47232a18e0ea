package widget

// historySize is how many lines an input line remembers.
const historySize = 500

// history is the lines typed before, and where in it one is.
type history struct {
	lines []string
	// back is how far back one is: 0 is the line that is being typed.
	back  int
	draft string
}

// add remembers a line, unless it is empty or the same as the last.
func (h *history) add(line string) {
	h.rest()
	if line == "" || len(h.lines) > 0 && h.lines[len(h.lines)-1] == line {
		return
	}
	h.lines = append(h.lines, line)
	if len(h.lines) > historySize {
		h.lines = h.lines[len(h.lines)-historySize:]
	}
}

// rest returns to the line that is being typed.
func (h *history) rest() { h.back, h.draft = 0, "" }

// older goes one line back; current is kept if it is the one being typed.
func (h *history) older(current string) (string, bool) {
	if h.back >= len(h.lines) {
		return "", false
	}
	if h.back == 0 {
		h.draft = current
	}
	h.back++
	return h.lines[len(h.lines)-h.back], true
}

// newer goes one line forward, at the end to what was being typed.
func (h *history) newer() (string, bool) {
	switch h.back {
	case 0:
		return "", false
	case 1:
		h.back = 0
		return h.draft, true
	}
	h.back--
	return h.lines[len(h.lines)-h.back], true
}
