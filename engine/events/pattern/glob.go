package pattern

import (
	"fmt"
	"strings"
)

// glob is a string with * for any number of characters.
type glob []string // what stands between the stars, in order

// compileGlob reads a wildcard; \* and \\ are a star and a backslash. It says
// what is wrong in AWS's words (event-ruler, WildcardParser), where positions
// count an opening quote.
func compileGlob(s string) (glob, string) {
	out := glob{""}
	for i := 0; i < len(s); i++ {
		last := len(out) - 1
		switch {
		case s[i] == '\\':
			if i+1 == len(s) || s[i+1] != '*' && s[i+1] != '\\' {
				return nil, fmt.Sprintf("Invalid escape character at pos %d", i+1)
			}
			i++
			out[last] += s[i : i+1]
		case s[i] == '*':
			if i+1 < len(s) && s[i+1] == '*' {
				return nil, fmt.Sprintf("Consecutive wildcard characters at pos %d", i+1)
			}
			out = append(out, "")
		default:
			out[last] += s[i : i+1]
		}
	}
	return out, ""
}

func (m glob) matches(v value) bool {
	if v.kind != 's' {
		return false
	}
	s, last := v.text, len(m)-1
	if last == 0 {
		return s == m[0]
	}
	if len(s) < len(m[0])+len(m[last]) || s[:len(m[0])] != m[0] || s[len(s)-len(m[last]):] != m[last] {
		return false
	}
	s = s[len(m[0]) : len(s)-len(m[last])]
	for _, part := range m[1:last] {
		// The leftmost place leaves most for what follows.
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s = s[i+len(part):]
	}
	return true
}
