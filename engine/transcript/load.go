package transcript

import (
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/tools/txtar"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/engine/sim"
)

// OtherVersion is a warning: the save was made by another version of the
// engine, so what is loaded may differ from what was saved.
type OtherVersion struct{ Saved, This int }

func (e *OtherVersion) Error() string {
	return fmt.Sprintf("saved by version %d of the engine, replayed by version %d: things may have gone otherwise", e.Saved, e.This)
}

// Load makes a saved world again by making its calls again. Seed and twin come
// from the save, all else from c. Errors are *Error; with an *OtherVersion the
// world is there all the same.
func Load(data []byte, c engine.Config) (*engine.World, error) {
	l := &loader{files: map[string][]byte{}}
	archive := txtar.Parse(data)
	for _, f := range archive.Files {
		if err := l.file(f); err != nil {
			return nil, err
		}
	}
	lines := strings.Split(strings.TrimSuffix(string(archive.Comment), "\n"), "\n")
	if err := l.head(lines, &c); err != nil {
		return nil, err
	}
	l.plan = engine.New(c)
	for l.at < len(lines) {
		if err := l.entry(lines); err != nil {
			return nil, err
		}
	}
	if !l.ended {
		return nil, &Error{len(lines), lines[len(lines)-1], "the save is cut short: its last line must be `@ TIME end`"}
	}
	w := engine.Replay(c, l.calls, l.until)
	if l.version != engine.Version {
		return w, &OtherVersion{l.version, engine.Version}
	}
	return w, nil
}

// longest bounds the virtual time of a save: ten years.
const longest = 10 * 366 * 24 * time.Hour

type loader struct {
	plan    *engine.World // knows the operations; nothing is done in it
	files   map[string][]byte
	version int
	at      int
	calls   []engine.Call
	until   sim.Time
	ended   bool
}

func (l *loader) file(f txtar.File) error {
	name, is := strings.CutSuffix(f.Name, encoded)
	if !is {
		l.files[f.Name] = f.Data
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(f.Data)), ""))
	if err != nil {
		return &Error{0, f.Name, "a file of the save is damaged: " + err.Error()}
	}
	l.files[name] = data
	return nil
}

func (l *loader) fault(lines []string, format string, args ...any) error {
	return &Error{l.at + 1, lines[min(l.at, len(lines)-1)], fmt.Sprintf(format, args...)}
}

// head reads the lines before the first call.
func (l *loader) head(lines []string, c *engine.Config) error {
	version, is := strings.CutPrefix(lines[0], "skylab world ")
	n, err := strconv.Atoi(version)
	if !is || err != nil {
		return l.fault(lines, "a saved world begins with `skylab world %d`", engine.Version)
	}
	l.version, c.Twin = n, ""
	seeded := false
	for l.at = 1; l.at < len(lines) && !strings.HasPrefix(lines[l.at], "@ "); l.at++ {
		key, value, _ := strings.Cut(lines[l.at], " ")
		switch key {
		case "":
		case "seed":
			if c.Seed, err = strconv.ParseUint(value, 10, 64); err != nil {
				return l.fault(lines, "a seed is a whole number")
			}
			seeded = true
		case "twin":
			if !engine.HasTwin(value) {
				return l.fault(lines, "there is no twin %q", value)
			}
			c.Twin = value
		default:
			return l.fault(lines, "unknown line before the first call")
		}
	}
	if !seeded {
		return l.fault(lines, "the save names no seed")
	}
	return nil
}

// entry reads a time and the call made at it, or the end.
func (l *loader) entry(lines []string) error {
	text, is := strings.CutPrefix(lines[l.at], "@ ")
	if !is || l.ended {
		return l.fault(lines, "a time (@ …) is due here")
	}
	when, rest, _ := strings.Cut(text, " ")
	d, err := time.ParseDuration(when)
	if err != nil || d < 0 || d > longest {
		return l.fault(lines, "%q is no time since the world began", when)
	}
	if len(l.calls) > 0 && sim.Time(d) < l.calls[len(l.calls)-1].At {
		return l.fault(lines, "this is earlier than the call above")
	}
	if rest == "end" {
		l.until, l.ended = sim.Time(d), true
		l.at++
		return nil
	}
	call := engine.Call{At: sim.Time(d)}
	if call.By, rest, err = quoted(rest, "by "); err == nil {
		call.Principal, rest, err = quoted(strings.TrimPrefix(rest, " "), "as ")
	}
	if err != nil || rest != "" {
		return l.fault(lines, "behind a time may stand `by \"means\"` and `as \"principal\"`")
	}
	l.at++
	if l.at >= len(lines) {
		return l.fault(lines, "a command ($ …) is due here")
	}
	command, is := strings.CutPrefix(lines[l.at], "$ ")
	if !is {
		return l.fault(lines, "a command ($ …) is due here")
	}
	op, in, err := console.Recall(l.plan, command, console.NewMemory(l.files))
	if err != nil {
		return l.fault(lines, "%v", err)
	}
	call.Operation, call.In = op.ID(), in
	l.calls = append(l.calls, call)
	l.at++
	return nil
}

// quoted takes `key"value"` from the front of the text.
func quoted(text, key string) (value, rest string, err error) {
	after, is := strings.CutPrefix(text, key)
	if !is {
		return "", text, nil
	}
	prefix, err := strconv.QuotedPrefix(after)
	if err != nil {
		return "", text, err
	}
	value, err = strconv.Unquote(prefix)
	return value, after[len(prefix):], err
}
