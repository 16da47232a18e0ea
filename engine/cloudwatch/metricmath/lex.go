package metricmath

import (
	"fmt"
	"slices"
	"strings"
)

// lex parts an expression into numbers, names, strings and operators.
func lex(s string) ([]string, error) {
	var out []string
	for i := 0; i < len(s); {
		n := 0
		switch c := s[i]; {
		case strings.IndexByte(" \t\r\n", c) >= 0:
			i++
			continue
		case digit(c):
			n = numberLength(s[i:])
		case letter(c):
			for n < len(s)-i && (letter(s[i+n]) || s[i+n] >= '0' && s[i+n] <= '9') {
				n++
			}
		case c == '"' || c == '\'':
			end := strings.IndexByte(s[i+1:], c)
			if end < 0 {
				return nil, fmt.Errorf("a closing quote is missing")
			}
			n = end + 2
		case i+1 < len(s) && slices.Contains([]string{"<=", ">=", "==", "!=", "&&", "||"}, s[i:i+2]):
			n = 2
		case strings.IndexByte("+-*/^()[],<>", c) >= 0:
			n = 1
		default:
			return nil, fmt.Errorf("unexpected %q", string(rune(c)))
		}
		out = append(out, s[i:i+n])
		i += n
	}
	return out, nil
}

// numberLength is how much of s is digits, a point and an exponent.
func numberLength(s string) int {
	n := 0
	for n < len(s) && (digit(s[n]) || s[n]|0x20 == 'e' && n+1 < len(s) && digit(s[n+1])) {
		n++
	}
	return n
}

func digit(c byte) bool { return c >= '0' && c <= '9' || c == '.' }

func letter(c byte) bool { return c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z' }
