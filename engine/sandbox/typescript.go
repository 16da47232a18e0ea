package sandbox

import (
	_ "embed"
	"errors"
	"path"
	"runtime/debug"
	"strings"
	"sync"

	lib "modernc.org/libquickjs"
)

// stripper is Sucrase, see typescript/README.md.
//
//go:embed typescript/sucrase.js
var stripper string

// strippersCode is its bytecode, the same for all packages of a process.
var strippersCode = sync.OnceValue(func() []byte {
	code, err := compileScript(stripper, "typescript/sucrase.js", lib.MJS_EVAL_TYPE_GLOBAL, lib.MJS_STRIP_SOURCE)
	if err != nil {
		panic("sandbox: " + err.Error()) // embedded
	}
	return code
})

// What stripping the types of one file may take. An ordinary module takes 80
// steps for each byte, so that one of 100 KB passes.
const (
	stripBytes = 128 << 10
	stripPolls = 800
	stripHeap  = 64 << 20
)

// isTypeScript tells whether a file is a TypeScript module, which loses its
// types before it runs. A declaration file has nothing to run.
//
// fidelity: lambda.typescript
func isTypeScript(file string) bool {
	ext := path.Ext(file)
	return (ext == ".ts" || ext == ".mts") && !strings.HasSuffix(strings.TrimSuffix(file, ext), ".d")
}

// typed gives the file that an import in a TypeScript file means, "" if there
// is none: compilers and bundlers take "./x", "./x.js" and "./x" of a folder
// for x.ts.
func (p *Package) typed(name string) string {
	candidates := []string{name + ".ts", name + ".mts", path.Join(name, "index.ts")}
	if stem, ok := strings.CutSuffix(name, ".js"); ok {
		candidates = []string{stem + ".ts"}
	} else if stem, ok := strings.CutSuffix(name, ".mjs"); ok {
		candidates = []string{stem + ".mts"}
	}
	for _, c := range candidates {
		if _, ok := p.files[c]; ok {
			return c
		}
	}
	return ""
}

// stripped is what became of a TypeScript file.
type stripped struct {
	code string
	err  error
}

// plain is the JavaScript of a TypeScript file, line by line: it is made once
// for all VMs.
func (p *Package) plain(file string) (string, error) {
	p.mu.Lock()
	s, ok := p.scripts[file]
	p.mu.Unlock()
	if !ok {
		s.code, s.err = stripTypes(file, p.files[file])
		p.mu.Lock()
		p.scripts[file] = s
		p.mu.Unlock()
	}
	return s.code, s.err
}

var errTooMuch = errors.New("too large or too deep to take its types out here; compile it to JavaScript first, as for AWS")

// stripTypes takes the types out of a module.
func stripTypes(file, source string) (string, error) { return stripWithin(file, source, stripPolls) }

// stripWithin does it in so many polls at the most, in an engine of its own:
// what it costs and gives depends on the source alone.
func stripWithin(file, source string, polls int64) (code string, err error) {
	tooMuch := positioned(file, "1:1", errTooMuch.Error())
	if len(source) > stripBytes {
		return "", tooMuch
	}
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			code, err = "", tooMuch
		}
	}()
	var q quickjs
	defer q.close()
	if err := q.start(nil, nil); err != nil {
		return "", err
	}
	q.heap.soft, q.heap.hard = stripHeap, stripHeap+wall
	q.meter.limit = polls * StepsPerPoll
	f := q.load(strippersCode())
	if isException(lib.XJS_EvalFunction(q.tls, q.ctx, f)) {
		return "", tooMuch
	}
	result := q.call(q.property(lib.XJS_GetGlobalObject(q.tls, q.ctx), "strip"), q.newString(source))
	text, ok := q.text(result)
	if isException(result) || !ok || q.meter.ended() {
		return "", tooMuch
	}
	if code, ok := strings.CutPrefix(text, "+"); ok {
		return code, nil
	}
	line, rest, _ := strings.Cut(text, ":")
	column, message, _ := strings.Cut(rest, ":")
	if message == "stack overflow" {
		return "", tooMuch
	}
	return "", positioned(file, line+":"+column, message)
}

// positioned is a SyntaxError's message with the place that it is about.
func positioned(file, at, message string) error {
	return errors.New(message + " (" + root + file + ":" + at + ")")
}

// sourceOf gives a module's source as the engine is to compile it.
func (v *VM) sourceOf(file string) (string, error) {
	if !isTypeScript(file) {
		return v.pkg.files[file], nil
	}
	return v.pkg.plain(file)
}
