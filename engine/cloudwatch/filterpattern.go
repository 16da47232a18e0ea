package cloudwatch

import (
	"strings"
	"unicode"

	"skylab/engine/aws"
	"skylab/engine/cloudwatch/logpattern"
)

// filter is a parsed filter pattern: of unstructured terms, or of JSON.
type filter struct {
	all, any, none []string
	json           *logpattern.Pattern
}

// parseFilter reads a filter pattern: terms that must all occur, ?terms of
// which one must, -terms that must not, each a word or a "phrase"; or, in
// braces, conditions on the members of a JSON object.
//
// fidelity: cloudwatch.filter-terms
// fidelity: cloudwatch.filter-json
// fidelity: cloudwatch.filter-unsimulated
func parseFilter(pattern string) (filter, error) {
	var f filter
	rest := strings.TrimSpace(pattern)
	if strings.HasPrefix(rest, "{") {
		var err error
		if f.json, err = logpattern.Parse(rest); err == nil {
			return f, nil
		}
		if strings.Contains(rest, "%") {
			return f, unsimulatedPattern(pattern)
		}
		return f, invalidPattern()
	}
	if strings.HasPrefix(rest, "[") || strings.HasPrefix(rest, "%") {
		return f, unsimulatedPattern(pattern)
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
			return f, invalidPattern()
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

func invalidPattern() error {
	return aws.Errorf(400, invalidParameter, "Invalid filter pattern")
}

func unsimulatedPattern(pattern string) error {
	return aws.Errorf(400, invalidParameter, "skylab does not simulate space-delimited and regular-expression filter patterns, only terms and JSON: %s", pattern)
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
	if f.json != nil {
		return f.json.Match(message)
	}
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
