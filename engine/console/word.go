package console

import (
	"errors"
	"strings"
)

// blanks skips spaces, continued line ends and a comment.
func (l *lexer) blanks() {
	for l.at < len(l.in) {
		switch {
		case l.in[l.at] == ' ' || l.in[l.at] == '\t' || l.in[l.at] == '\r':
			l.at++
		case l.peek("\\\n"):
			l.at += 2
		case l.in[l.at] == '#':
			for l.at < len(l.in) && l.in[l.at] != '\n' {
				l.at++
			}
		default:
			return
		}
	}
}

func (l *lexer) peek(s string) bool { return strings.HasPrefix(l.in[l.at:], s) }

// operator takes the operator at the present place, or "".
func (l *lexer) operator() string {
	for _, op := range []string{"&&", "||", ";", "\n", "&"} {
		if l.peek(op) {
			l.at += len(op)
			return op
		}
	}
	return ""
}

// redirect takes a redirection, if there is one here.
func (l *lexer) redirect(inner bool) (redirect, bool, error) {
	for _, form := range []struct {
		text   string
		stream int
		add    bool
	}{{"2>&1", 0, false}, {"2>>", 2, true}, {"2>", 2, false}, {"1>>", 1, true}, {"1>", 1, false},
		{"&>", 3, false}, {">>", 1, true}, {">", 1, false}} {
		if !l.peek(form.text) {
			continue
		}
		l.at += len(form.text)
		if form.stream == 0 {
			return redirect{stream: 2, same: true}, true, nil
		}
		l.blanks()
		if l.at >= len(l.in) || strings.IndexByte("|&;<>()\n", l.in[l.at]) >= 0 {
			return redirect{}, false, errors.New("there is no file name after " + form.text)
		}
		to, err := l.word(inner)
		return redirect{stream: form.stream, add: form.add, to: to}, true, err
	}
	return redirect{}, false, nil
}

// word reads one argument.
func (l *lexer) word(inner bool) (word, error) {
	w := word{}
	var text strings.Builder
	flush := func(quoted bool) {
		if text.Len() > 0 || quoted {
			w = append(w, piece{kind: 't', text: text.String(), quoted: quoted})
			text.Reset()
		}
	}
	for l.at < len(l.in) {
		c := l.in[l.at]
		if strings.IndexByte(" \t\r\n|&;<>", c) >= 0 || inner && c == ')' {
			break
		}
		switch c {
		case '\\':
			if l.at+1 >= len(l.in) {
				return nil, open("character after the backslash")
			}
			if l.in[l.at+1] != '\n' {
				text.WriteByte(l.in[l.at+1])
			}
			l.at += 2
		case '\'':
			end := strings.IndexByte(l.in[l.at+1:], '\'')
			if end < 0 {
				return nil, open("'")
			}
			flush(false)
			text.WriteString(l.in[l.at+1 : l.at+1+end])
			flush(true)
			l.at += end + 2
		case '"':
			flush(false)
			l.at++
			if err := l.double(&w); err != nil {
				return nil, err
			}
		case '$':
			p, ok, err := l.dollar(false)
			if err != nil {
				return nil, err
			}
			if !ok {
				text.WriteByte('$')
				continue
			}
			flush(false)
			w = append(w, p)
		default:
			text.WriteByte(c)
			l.at++
		}
	}
	flush(false)
	return w, nil
}

// double reads the inside of double quotes, up to and with the closing one.
func (l *lexer) double(w *word) error {
	var text strings.Builder
	for l.at < len(l.in) {
		switch c := l.in[l.at]; {
		case c == '"':
			l.at++
			*w = append(*w, piece{kind: 't', text: text.String(), quoted: true})
			return nil
		case c == '\\' && l.at+1 < len(l.in) && strings.IndexByte("\"\\$`\n", l.in[l.at+1]) >= 0:
			if l.in[l.at+1] != '\n' {
				text.WriteByte(l.in[l.at+1])
			}
			l.at += 2
		case c == '$':
			p, ok, err := l.dollar(true)
			if err != nil {
				return err
			}
			if !ok {
				text.WriteByte('$')
				continue
			}
			*w = append(*w, piece{kind: 't', text: text.String(), quoted: true}, p)
			text.Reset()
		default:
			text.WriteByte(c)
			l.at++
		}
	}
	return open(`"`)
}

// dollar reads an expansion; where there is none it takes only the "$".
func (l *lexer) dollar(quoted bool) (piece, bool, error) {
	l.at++
	rest := l.in[l.at:]
	switch {
	case strings.HasPrefix(rest, "("):
		return l.substitution(quoted)
	case strings.HasPrefix(rest, "{"):
		end := strings.IndexByte(rest, '}')
		if end < 0 {
			return piece{}, false, open("}")
		}
		name := rest[1:end]
		if !isName(name) && name != "?" {
			return piece{}, false, errors.New("${" + name + "}: bad substitution")
		}
		l.at += end + 1
		return piece{kind: 'v', text: name, quoted: quoted}, true, nil
	case strings.HasPrefix(rest, "?"):
		l.at++
		return piece{kind: 'v', text: "?", quoted: quoted}, true, nil
	}
	n := 0
	for n < len(rest) && isName(rest[:n+1]) {
		n++
	}
	l.at += n
	return piece{kind: 'v', text: rest[:n], quoted: quoted}, n > 0, nil
}

func (l *lexer) substitution(quoted bool) (piece, bool, error) {
	if l.nest >= maxNest {
		return piece{}, false, errors.New("too many $( inside each other")
	}
	l.nest++
	l.at++
	sub, err := l.chain(true)
	if err != nil {
		return piece{}, false, err
	}
	if l.at >= len(l.in) {
		return piece{}, false, open(")")
	}
	l.at++
	l.nest--
	return piece{kind: 'c', sub: sub, quoted: quoted}, true, nil
}

// isName tells whether s can be a variable's name.
func isName(s string) bool {
	for i, c := range []byte(s) {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}
