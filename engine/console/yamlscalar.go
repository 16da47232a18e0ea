package console

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// resolvesOtherwise matches texts that a YAML 1.2 reader would not take for
// strings: booleans, null, numbers, timestamps, merge keys.
var resolvesOtherwise = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:true|True|TRUE|false|False|FALSE` +
		`|~|null|Null|NULL|<<|=` +
		`|[-+]?0b[0-1_]+|[-+]?0o[0-7_]+|[-+]?0x[0-9a-fA-F_]+|[-+]_[0-9_]*|[-+]?[0-9][0-9_]*` +
		`|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?` +
		`|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)` +
		`|[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]` +
		`|[0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9](?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?)$`)
})

func (y *yaml) scalar(v any, depth int, fold bool) {
	s, ok := v.(string)
	switch {
	case v == nil:
		y.put("null")
	case !ok:
		y.put(strings.ToLower(pyString(v)))
	case plainYAML(s):
		y.folded(s, depth+2, fold)
	case singleYAML(s):
		y.put("'")
		y.folded(strings.ReplaceAll(s, "'", "''"), depth+2, fold)
		y.put("'")
	default:
		y.double(s, depth+2, fold)
	}
}

// folded writes text, breaking it at single spaces behind column 80. A line
// end in the text is written as an empty line.
func (y *yaml) folded(s string, indent int, fold bool) {
	const best = 80
	if line, rest, is := strings.Cut(s, "\n"); is {
		y.folded(line, indent, fold)
		y.put("\n")
		for ; strings.HasPrefix(rest, "\n"); rest = rest[1:] {
			y.put("\n")
		}
		y.put("\n")
		y.indent(indent)
		y.folded(rest, indent, fold)
		return
	}
	words := strings.Split(s, " ")
	for i, word := range words {
		if i > 0 {
			single := words[i-1] != "" && word != ""
			if fold && single && y.col > best {
				y.put("\n")
				y.indent(indent)
			} else {
				y.put(" ")
			}
		}
		y.put(word)
	}
}

// plainYAML tells whether a text can stand without quotes in block style.
func plainYAML(s string) bool {
	if s == "" || resolvesOtherwise().MatchString(s) || s != strings.Trim(s, " ") || strings.HasPrefix(s, "---") || strings.HasPrefix(s, "...") {
		return false
	}
	if strings.ContainsAny(s[:1], "#,[]{}&*!|>'\"%@`") {
		return false
	}
	if strings.ContainsAny(s[:1], "-?:") && (len(s) == 1 || s[1] == ' ') {
		return false
	}
	return singleYAML(s) && !strings.Contains(s, "\n") && !strings.Contains(s, ": ") && !strings.HasSuffix(s, ":") && !strings.Contains(s, " #")
}

// singleYAML tells whether single quotes are enough: printables, and line ends
// that no space stands before.
func singleYAML(s string) bool {
	if strings.Contains(s, " \n") {
		return false
	}
	for _, r := range s {
		if r < 0x20 && r != '\n' || r >= 0x7f && r <= 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// double writes text in double quotes with escapes.
func (y *yaml) double(s string, indent int, fold bool) {
	y.put(`"`)
	for i, r := range s {
		if fold && r == ' ' && y.col > 80 && i > 0 && i < len(s)-1 {
			y.put("\\\n")
			y.indent(indent)
			if s[i+1] == ' ' {
				y.put(`\`)
			}
			y.put(" ")
			continue
		}
		switch r {
		case '"', '\\':
			y.put(`\` + string(r))
		case '\n':
			y.put(`\n`)
		case '\t':
			y.put(`\t`)
		case '\r':
			y.put(`\r`)
		case 0:
			y.put(`\0`)
		default:
			if r < 0x20 || r >= 0x7f && r <= 0x9f {
				y.put(fmt.Sprintf(`\x%02X`, r))
				continue
			}
			y.put(string(r))
		}
	}
	y.put(`"`)
}
