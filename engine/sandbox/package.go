package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// root is where a package is unpacked, as in Lambda.
const root = "/var/task/"

// Package is a deployed code package: files that do not change, and what they
// compile to. Any number of VMs use one Package, also at the same time.
type Package struct {
	files  map[string]string // by path below root, without a leading slash
	folder map[string]bool   // the folders that the paths imply
	types  map[string]string // folder -> "type" of its package.json

	mu      sync.Mutex
	code    map[string][]byte   // bytecode by file name, filled by the first VM that loads it
	scripts map[string]stripped // JavaScript of TypeScript files, filled the same way
	sum     *turnKey            // of the files, once it was asked for
}

// NewPackage takes the files of a package: paths such as "index.mjs" or
// "node_modules/x/package.json" and their contents. It refuses an empty
// package, paths that leave it, and two files of one name; what is wrong
// inside the files shows when a VM loads them, as on AWS.
func NewPackage(files map[string][]byte) (*Package, error) {
	if len(files) == 0 {
		return nil, errors.New("sandbox: a package needs a file")
	}
	p := &Package{files: map[string]string{}, folder: map[string]bool{".": true},
		types: map[string]string{}, code: map[string][]byte{}, scripts: map[string]stripped{}}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		content := files[name]
		clean := path.Clean(name)
		if path.IsAbs(name) || clean == ".." || strings.HasPrefix(clean, "../") || clean == "." {
			return nil, fmt.Errorf("sandbox: %q is not a path in a package", name)
		}
		if _, twice := p.files[clean]; twice {
			return nil, fmt.Errorf("sandbox: two files are named %q", clean)
		}
		p.files[clean] = string(content)
		for dir := path.Dir(clean); !p.folder[dir]; dir = path.Dir(dir) {
			p.folder[dir] = true
		}
		if path.Base(clean) == "package.json" {
			p.types[path.Dir(clean)] = manifestOf(content).Type
		}
	}
	return p, nil
}

// manifest is what Node.js reads of a package.json to find a module.
type manifest struct {
	Type, Main string
	Exports    json.RawMessage
}

func manifestOf(content []byte) (m manifest) {
	if json.Unmarshal(content, &m) != nil {
		return manifest{} // Node.js would refuse it; a broken one counts as none
	}
	return m
}

// kind is how Node.js would treat a file.
type kind string

const (
	esModule kind = "esm"
	commonJS kind = "cjs"
	jsonFile kind = "json"
	builtin  kind = "builtin"
)

// kindOf tells it by extension (TypeScript is modules here) and, for .js, by the nearest package.json;
// without a type there, a file that uses import or export statements is a
// module, as Node.js 22 has it.
func (p *Package) kindOf(file string) kind {
	switch path.Ext(file) {
	case ".mjs", ".ts", ".mts":
		return esModule
	case ".cjs":
		return commonJS
	case ".json":
		return jsonFile
	}
	for dir := path.Dir(file); ; dir = path.Dir(dir) {
		switch t, ok := p.types[dir]; {
		case ok && t == "module":
			return esModule
		case ok && t == "commonjs":
			return commonJS
		case ok || dir == ".":
			if looksLikeModule(p.files[file]) {
				return esModule
			}
			return commonJS
		}
	}
}

// looksLikeModule tells whether a line starts an import or export statement.
func looksLikeModule(source string) bool {
	for line := range strings.Lines(source) {
		rest, isImport := strings.CutPrefix(strings.TrimSpace(line), "import")
		if isImport && rest != "" && strings.ContainsAny(rest[:1], " {*\"'") {
			return true
		}
		rest, isExport := strings.CutPrefix(strings.TrimSpace(line), "export")
		if isExport && rest != "" && strings.ContainsAny(rest[:1], " {*") {
			return true
		}
	}
	return false
}
