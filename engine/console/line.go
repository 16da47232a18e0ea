package console

import (
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"

	"skylab/engine/aws"
)

// Record is a call as a line from which Recall makes the same call again, also
// where the call is one that the CLI would refuse to send.
func Record(op *aws.Operation, in any, file func(name string, data []byte) string) string {
	v, fresh := reflect.ValueOf(in).Elem(), reflect.ValueOf(op.NewIn()).Elem()
	w := &recorder{file: file, words: []string{"aws", op.Service, aws.Kebab(op.Name)}}
	flags := map[string]bool{}
	for _, a := range arguments(op) {
		if a.in == "" {
			flags[a.member.Wire] = true
		}
	}
	rest := aws.Object{}
	for _, m := range aws.Members(op.In()) {
		f := v.Field(m.Index)
		if reflect.DeepEqual(f.Interface(), fresh.Field(m.Index).Interface()) {
			continue
		}
		if !flags[m.Wire] {
			rest = append(rest, aws.Field{Name: m.Wire, Value: literal(f)})
			continue
		}
		w.member(op, m, f)
	}
	if len(rest) > 0 {
		w.flag("--cli-input-json", compact(rest))
	}
	if outfile(op) != "" {
		w.words = append(w.words, "out")
	}
	return joined(w.words)
}

// joined is the words as a line, each in single quotes where it needs any: the
// form in which JSON stays readable.
func joined(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w
		if w == "" || strings.ContainsFunc(w, special) {
			out[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(out, " ")
}

// special tells whether a character means something to the shell.
func special(r rune) bool {
	letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	return !letter && !strings.ContainsRune("-_./:=,@%+", r)
}

type recorder struct {
	file  func(string, []byte) string
	words []string
}

// flag adds a flag and its word; a word that begins with a dash is tied to it.
func (w *recorder) flag(flag, word string) {
	switch {
	case strings.HasPrefix(word, "file://"), strings.HasPrefix(word, "fileb://"), strings.ContainsFunc(word, unprintable), len(word) > 4096:
		word = "file://" + w.file(strings.TrimLeft(flag, "-"), []byte(word))
	}
	if isOption(word) {
		w.words = append(w.words, flag+"="+word)
		return
	}
	w.words = append(w.words, flag, word)
}

func unprintable(r rune) bool { return r < 0x20 || r == 0x7f || r == utf8.RuneError || r == 0x2028 }

// member adds a top-level member that is not as by default.
func (w *recorder) member(op *aws.Operation, m aws.Member, f reflect.Value) {
	for f.Kind() == reflect.Pointer {
		f = f.Elem()
		if !f.IsValid() {
			return
		}
	}
	flag := "--" + m.Flag
	switch kindOf(m.Type) {
	case boolean:
		if !f.Bool() {
			flag = "--no-" + m.Flag
		}
		w.words = append(w.words, flag)
	case list:
		w.flag(flag, compact(literal(f)))
	case complex:
		w.structure(flag, f)
	default:
		switch {
		case aws.IsBlob(f.Type()) && streaming(op, m):
			w.words = append(w.words, flag, w.file(m.Flag, f.Bytes()))
		case aws.IsBlob(f.Type()):
			w.words = append(w.words, flag, "fileb://"+w.file(m.Flag, f.Bytes()))
		default:
			w.flag(flag, pyString(literal(f)))
		}
	}
}

// structure adds a structure; members with a flag of their own stand beside it.
func (w *recorder) structure(flag string, f reflect.Value) {
	o, ok := literal(f).(aws.Object)
	if !ok {
		return
	}
	if f.Kind() == reflect.Struct {
		for _, m := range aws.Members(f.Type()) {
			if !m.OwnFlag {
				continue
			}
			o = slices.DeleteFunc(o, func(e aws.Field) bool { return e.Name == m.Wire })
			if data := f.Field(m.Index); aws.IsBlob(data.Type()) && !data.IsNil() {
				w.words = append(w.words, "--"+m.Flag, "fileb://"+w.file(m.Flag, data.Bytes()))
				if len(o) == 0 {
					return
				}
			}
		}
	}
	w.flag(flag, compact(o))
}
