package transcript

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"skylab/engine"
	"skylab/engine/console"
	"skylab/engine/sim"
	"skylab/engine/sts"
)

// A saved world is a script of another kind: after a line that says what it
// is, each call has the time at which it was made above it.
//
//	skylab world 1
//	seed 7
//	twin every-invoke-cold
//
//	@ 0s by "console"
//	$ aws s3api create-bucket --bucket uploads
//	@ 1m2.5s by "lesson"
//	$ aws lambda invoke --function-name hello --payload fileb://files/1-payload out
//	@ 2m0s end
//
// The files below hold blobs. One that is not plain text is base64, and its
// name says so.

// encoded marks a file of a saved world that is base64.
const encoded = ".b64"

// Save writes a world as the calls that made it.
func Save(w *engine.World) ([]byte, error) {
	c := w.Config()
	var b strings.Builder
	fmt.Fprintf(&b, "skylab world %d\nseed %d\n", engine.Version, c.Seed)
	if c.Twin != "" {
		fmt.Fprintf(&b, "twin %s\n", c.Twin)
	}
	b.WriteString("\n")
	f := &keeper{known: map[string]string{}}
	for _, call := range w.Past().Calls() {
		op := w.Operation(call.Operation)
		if op == nil {
			return nil, fmt.Errorf("the world has no operation %s", call.Operation)
		}
		line := console.Record(op, call.In, f.keep)
		if strings.ContainsAny(line, "\n\r") {
			return nil, fmt.Errorf("a call of %s at %s does not fit on a line", call.Operation, call.At.Since())
		}
		fmt.Fprintf(&b, "@ %s%s\n$ %s\n", span(call.At), caller(call), line)
	}
	fmt.Fprintf(&b, "@ %s end\n", span(w.Now()))
	return txtar.Format(&txtar.Archive{Comment: []byte(b.String()), Files: f.files}), nil
}

// caller is by what means and by whom a call was made.
func caller(c engine.Call) string {
	text := ""
	if c.By != "" {
		text += " by " + fmt.Sprintf("%q", c.By)
	}
	if c.Principal != sts.Learner {
		text += " as " + fmt.Sprintf("%q", c.Principal)
	}
	return text
}

// span is an instant as a duration that reads back exactly.
func span(t sim.Time) string { return time.Duration(t).String() }

// keeper holds the files of a save. Equal content is kept once.
type keeper struct {
	files []txtar.File
	known map[string]string // content → path
}

// keep is told a blob and gives the path that a line names it by.
func (k *keeper) keep(name string, data []byte) string {
	if path, ok := k.known[string(data)]; ok {
		return path
	}
	file := path.Join("files", fmt.Sprintf("%d-%s", len(k.files)+1, name))
	k.known[string(data)] = file
	if plain(data) {
		k.files = append(k.files, txtar.File{Name: file, Data: data})
	} else {
		k.files = append(k.files, txtar.File{Name: file + encoded, Data: wrapped(data)})
	}
	return file
}

// plain tells whether data survives a txtar archive as it is.
func plain(data []byte) bool {
	return utf8.Valid(data) && (len(data) == 0 || bytes.HasSuffix(data, []byte("\n"))) && !bytes.ContainsAny(data, "\x00\r") &&
		!bytes.Contains(append([]byte("\n"), data...), []byte("\n-- "))
}

// wrapped is base64 in lines of 76.
func wrapped(data []byte) []byte {
	text := base64.StdEncoding.EncodeToString(data)
	var b bytes.Buffer
	for len(text) > 76 {
		b.WriteString(text[:76] + "\n")
		text = text[76:]
	}
	b.WriteString(text + "\n")
	return b.Bytes()
}
