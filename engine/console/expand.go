package console

import (
	"bytes"
	"io"
	"strconv"
	"strings"
)

// expandAll expands the words of all stages of a pipeline.
func (sh *shell) expandAll(stages []command, i int, args [][]string, err io.Writer, done func([][]string)) {
	if i == len(stages) {
		done(args)
		return
	}
	sh.words(stages[i].words, nil, err, func(words []string) {
		sh.expandAll(stages, i+1, append(args, words), err, done)
	})
}

// words expands one command's words, in order.
func (sh *shell) words(ws []word, got []string, err io.Writer, done func([]string)) {
	for n, w := range ws {
		if !w.runs() {
			got = append(got, sh.fields(w, nil)...)
			continue
		}
		rest := ws[n+1:]
		sh.commands(w, 0, nil, err, func(results []string) {
			sh.words(rest, append(got, sh.fields(w, results)...), err, done)
		})
		return
	}
	done(got)
}

// runs tells whether a word holds a command substitution.
func (w word) runs() bool {
	for _, p := range w {
		if p.kind == 'c' {
			return true
		}
	}
	return false
}

// commands runs the word's substitutions and collects what they print.
func (sh *shell) commands(w word, from int, results []string, err io.Writer, done func([]string)) {
	for i := from; i < len(w); i++ {
		if w[i].kind != 'c' {
			continue
		}
		var buf bytes.Buffer
		sh.list(w[i].sub, &buf, err, func(status int) {
			sh.s.status = status
			results = append(results, strings.TrimRight(buf.String(), "\n"))
			sh.commands(w, i+1, results, err, done)
		})
		return
	}
	done(results)
}

// fields is a word expanded. Unquoted expansions split at white space, as in
// a shell, except in an assignment.
func (sh *shell) fields(w word, results []string) []string {
	if len(w) == 0 {
		return nil
	}
	whole := assignment(w)
	var out []string
	var text strings.Builder
	some := false
	for _, p := range w {
		value := p.text
		switch p.kind {
		case 'v':
			value = sh.variable(p.text)
		case 'c':
			value, results = results[0], results[1:]
		}
		if p.kind == 't' || p.quoted || whole {
			text.WriteString(value)
			some = some || p.quoted || value != ""
			continue
		}
		parts := strings.Fields(value)
		for i, part := range parts {
			if i > 0 {
				out = append(out, text.String())
				text.Reset()
			}
			text.WriteString(part)
			some = true
		}
	}
	if some {
		out = append(out, text.String())
	}
	return out
}

// plain is a word whose expansions are variables only, or "".
func (sh *shell) plain(w word) string {
	if w.runs() {
		return ""
	}
	return strings.Join(sh.fields(w, nil), " ")
}

func (sh *shell) variable(name string) string {
	if name == "?" {
		return strconv.Itoa(sh.s.status)
	}
	if v, ok := sh.s.vars[name]; ok {
		return v
	}
	switch name {
	case "AWS_REGION", "AWS_DEFAULT_REGION":
		return "us-east-1"
	}
	return ""
}
