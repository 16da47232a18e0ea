package pattern

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// token is a piece of JSON.
type token struct {
	// kind is { } [ ], n(ame), s(tring), 0 (a number), t(rue), f(alse),
	// z for null and e for the end of the text.
	kind byte
	text string
}

func (t token) numeric() bool { return t.kind == '0' }

// scanner reads JSON piece by piece. Where an error is said to be follows
// AWS's parser (Jackson, streaming): a name brings its colon and the beginning
// of its value along, and a string's end is looked for only when its text is
// asked for.
type scanner struct {
	src      string
	pos      int
	line     int
	bol      int // where the line begins
	nest     []byte
	before   bool // a value or member was read at this level
	lookedUp bool // the value of the name just read is in ahead
	ahead    token
}

// fail is an error at a position of the text.
func (s *scanner) fail(pos int, format string, args ...any) *Error {
	return &Error{fmt.Sprintf(format, args...) + s.place(pos)}
}

// maxShown is how much of the text Jackson shows.
const maxShown = 500

func (s *scanner) place(pos int) string {
	shown, more := s.src, ""
	if r := []rune(shown); len(r) > maxShown {
		shown, more = string(r[:maxShown]), fmt.Sprintf("[truncated %d chars]", len(r)-maxShown)
	}
	column := utf8.RuneCountInString(s.src[min(s.bol, pos):pos]) + 1
	return fmt.Sprintf("\n at [Source: (String)\"%s\"%s; line: %d, column: %d]", shown, more, s.line, column)
}

func (s *scanner) space() {
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case '\n':
			s.line++
			s.bol = s.pos + 1
		case ' ', '\t', '\r':
		default:
			return
		}
		s.pos++
	}
}

// next is the next piece.
func (s *scanner) next() (token, *Error) {
	if s.lookedUp {
		s.lookedUp = false
		return s.ahead, nil
	}
	s.space()
	if s.pos >= len(s.src) {
		return s.end()
	}
	if c := s.src[s.pos]; len(s.nest) > 0 && c == s.nest[len(s.nest)-1] {
		s.pos++
		s.nest = s.nest[:len(s.nest)-1]
		s.before = true
		return token{kind: c}, nil
	}
	if err := s.comma(); err != nil {
		return token{}, err
	}
	if len(s.nest) > 0 && s.nest[len(s.nest)-1] == '}' {
		return s.name()
	}
	return s.value()
}

func (s *scanner) end() (token, *Error) {
	if len(s.nest) == 0 {
		return token{kind: 'e'}, nil
	}
	what := "Array"
	if s.nest[len(s.nest)-1] == '}' {
		what = "Object"
	}
	return token{}, s.fail(s.pos, "Unexpected end-of-input: expected close marker for %s", what)
}

// comma reads what parts members.
func (s *scanner) comma() *Error {
	if len(s.nest) == 0 || !s.before {
		return nil
	}
	if s.src[s.pos] != ',' {
		what := "Array"
		if s.nest[len(s.nest)-1] == '}' {
			what = "Object"
		}
		return s.unexpected("was expecting comma to separate " + what + " entries")
	}
	s.pos++
	s.space()
	if s.pos >= len(s.src) {
		_, err := s.end()
		return err
	}
	return nil
}

func (s *scanner) unexpected(why string) *Error {
	r, _ := utf8.DecodeRuneInString(s.src[s.pos:])
	return s.fail(s.pos, "Unexpected character ('%c' (code %d)): %s", r, r, why)
}

// name reads a member's name, and the beginning of its value ahead.
func (s *scanner) name() (token, *Error) {
	if s.src[s.pos] != '"' {
		return token{}, s.unexpected("was expecting double-quote to start field name")
	}
	s.pos++
	name, err := s.text()
	if err != nil {
		return token{}, err
	}
	s.space()
	if s.pos >= len(s.src) {
		return s.end()
	}
	if s.src[s.pos] != ':' {
		return token{}, s.unexpected("was expecting a colon to separate field name and value")
	}
	s.pos++
	s.space()
	if s.pos >= len(s.src) {
		return s.end()
	}
	if s.ahead, err = s.value(); err != nil {
		return token{}, err
	}
	s.lookedUp = true
	return token{'n', name}, nil
}

const anyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"

func (s *scanner) value() (token, *Error) {
	s.before = true
	switch c := s.src[s.pos]; {
	case c == '{' || c == '[':
		s.pos++
		s.nest = append(s.nest, c+2) // } and ] are two after { and [
		s.before = false
		return token{kind: c}, nil
	case c == '"':
		s.pos++
		return token{kind: 's'}, nil
	case c == '-' || '0' <= c && c <= '9':
		return s.number()
	case isWord(c):
		return s.word()
	}
	return token{}, s.unexpected("expected a valid value " + anyValue)
}

func isWord(c byte) bool {
	return c == '_' || c == '$' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= utf8.RuneSelf
}

func (s *scanner) word() (token, *Error) {
	from := s.pos
	for s.pos < len(s.src) && isWord(s.src[s.pos]) {
		s.pos++
	}
	switch w := s.src[from:s.pos]; w {
	case "true", "false":
		return token{w[0], w}, nil
	case "null":
		return token{'z', w}, nil
	default:
		return token{}, s.fail(s.pos, "Unrecognized token '%s': was expecting %s", w, anyValue)
	}
}

func (s *scanner) number() (token, *Error) {
	from := s.pos
	for s.pos < len(s.src) && strings.IndexByte("+-.eE0123456789", s.src[s.pos]) >= 0 {
		s.pos++
	}
	text := s.src[from:s.pos]
	if !json.Valid([]byte(text)) {
		return token{}, s.fail(s.pos, "Invalid numeric value: %s", text)
	}
	return token{'0', text}, nil
}

// text reads a string to its end; its opening quote has been read.
func (s *scanner) text() (string, *Error) {
	from := s.pos - 1
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '"':
			s.pos++
			var out string
			if json.Unmarshal([]byte(s.src[from:s.pos]), &out) != nil {
				return "", s.fail(s.pos, "Unrecognized character escape in a string")
			}
			return out, nil
		case c == '\\':
			s.pos++
		case c < ' ':
			return "", s.fail(s.pos, "Illegal unquoted character ((CTRL-CHAR, code %d)): has to be escaped using backslash to be included in string value", c)
		}
		s.pos++
	}
	s.pos = len(s.src)
	return "", s.fail(s.pos, "Unexpected end-of-input in VALUE_STRING")
}
