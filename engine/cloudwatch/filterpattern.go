package cloudwatch

import (
	"strings"
	"unicode"

	"skylab/engine/aws"
)

// filter is a parsed filter pattern of unstructured terms.
type filter struct {
	all, any, none []string
}

// parseFilter reads a filter pattern: terms that must all occur, ?terms of
// which one must, -terms that must not, each a word or a "phrase".
//
// fidelity: cloudwatch.filter-terms
// fidelity: cloudwatch.filter-unsimulated
func parseFilter(pattern string) (filter, error) {
	var f filter
	rest := strings.TrimSpace(pattern)
	if strings.HasPrefix(rest, "{") || strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "%") {
		return f, aws.Errorf(400, "InvalidParameterException",
			"skylab does not simulate JSON, space-delimited and regular-expression filter patterns, only terms: %s", pattern)
	}
	for rest != "" {
		list := &f.all
		switch rest[0] {
		case '?':
			list, rest = &f.any, rest[1:]
		case '-':
			list, rest = &f.none, rest[1:]
		}
		term, after, ok := cutTerm(rest)
		if !ok {
			return f, aws.Errorf(400, "InvalidParameterException", "Invalid filter pattern")
		}
		*list = append(*list, term)
		rest = strings.TrimSpace(after)
	}
	// fidelity: cloudwatch.filter-mixed
	if len(f.all)+len(f.none) > 0 {
		f.any = nil
	}
	return f, nil
}

// cutTerm takes the first term from s: a phrase in quotes or a word, which
// may hold only letters, digits and underscores.
func cutTerm(s string) (term, rest string, ok bool) {
	if quoted, is := strings.CutPrefix(s, `"`); is {
		return cutPhrase(quoted)
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		end = len(s)
	}
	word := s[:end]
	odd := func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) }
	return word, s[end:], word != "" && !strings.ContainsFunc(word, odd)
}

// cutPhrase takes what stands before the closing quote; \" is a quote.
func cutPhrase(s string) (term, rest string, ok bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return b.String(), s[i+1:], b.Len() > 0
		case s[i] == '\\' && i+1 < len(s):
			i++
		}
		b.WriteByte(s[i])
	}
	return "", "", false
}

// matches tells whether the message passes the filter.
//
// fidelity: cloudwatch.filter-substring
func (f filter) matches(message string) bool {
	for _, t := range f.all {
		if !strings.Contains(message, t) {
			return false
		}
	}
	for _, t := range f.none {
		if strings.Contains(message, t) {
			return false
		}
	}
	for _, t := range f.any {
		if strings.Contains(message, t) {
			return true
		}
	}
	return len(f.any) == 0
}
