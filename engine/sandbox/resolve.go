package sandbox

import (
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
)

// notFound is why a module could not be resolved: Node.js's code and message.
type notFound struct{ code, message string }

// resolve finds what an import or require in file from (a path in the package,
// "" for the runtime itself) of spec means, by the rules of Node.js ("Modules:
// Packages", nodejs.org/api): a file of the package, or a builtin's name.
func (p *Package) resolve(from, spec string, require bool) (name string, k kind, err *notFound) {
	if b, ok := builtinOf(spec); ok {
		return b, builtin, nil
	}
	if strings.HasPrefix(spec, "node:") {
		return "", "", &notFound{"ERR_UNKNOWN_BUILTIN_MODULE", "No such built-in module: " + spec}
	}
	var file string
	local := strings.HasPrefix(spec, "./") || strings.HasPrefix(spec, "../") || spec == "." || spec == ".."
	switch {
	case local:
		name := path.Join(path.Dir(from), spec)
		if file = p.fileOrFolder(name, require); file == "" && isTypeScript(from) {
			file = p.typed(name)
		}
	case strings.HasPrefix(spec, "/") || strings.HasPrefix(spec, "file://"):
		file = p.fileOrFolder(inPackage(spec), require)
	default:
		file = p.bare(path.Dir(from), spec, require)
	}
	if file == "" {
		return "", "", p.missing(from, spec, require, local)
	}
	return file, p.kindOf(file), nil
}

// inPackage turns an absolute path or file URL into a path in the package.
func inPackage(name string) string {
	name = path.Clean(strings.TrimPrefix(name, "file://"))
	rest, ok := strings.CutPrefix(name, root)
	if !ok {
		return "\x00" // no file is named so
	}
	return rest
}

// fileOrFolder finds a file; only require guesses extensions and folders.
func (p *Package) fileOrFolder(name string, guess bool) string {
	if _, ok := p.files[name]; ok {
		return name
	}
	if !guess {
		return ""
	}
	for _, ext := range []string{".js", ".json", ".cjs"} {
		if _, ok := p.files[name+ext]; ok {
			return name + ext
		}
	}
	if !p.folder[name] {
		return ""
	}
	main := manifestOf([]byte(p.files[path.Join(name, "package.json")])).Main
	if main != "" && path.Join(name, main) != name {
		if file := p.fileOrFolder(path.Join(name, main), true); file != "" {
			return file
		}
	}
	return p.fileOrFolder(path.Join(name, "index.js"), false)
}

// bare looks for an installed package in each node_modules above dir.
func (p *Package) bare(dir, spec string, require bool) string {
	parts := strings.SplitN(spec, "/", 2)
	if strings.HasPrefix(spec, "@") {
		if parts = strings.SplitN(spec, "/", 3); len(parts) > 1 {
			parts = append([]string{parts[0] + "/" + parts[1]}, parts[2:]...)
		}
	}
	for ; ; dir = path.Dir(dir) {
		home := path.Join(dir, "node_modules", parts[0])
		if p.folder[home] {
			return p.installed(home, "./"+strings.Join(parts[1:], ""), require)
		}
		if dir == "." || dir == "/" {
			return ""
		}
	}
}

// installed finds a subpath ("./" is the package itself) of an installed package.
func (p *Package) installed(home, sub string, require bool) string {
	m := manifestOf([]byte(p.files[path.Join(home, "package.json")]))
	if sub == "./" {
		sub = "."
	}
	if len(m.Exports) > 0 {
		target := exported(m.Exports, sub, require)
		if target == "" {
			return ""
		}
		return p.fileOrFolder(path.Join(home, target), false)
	}
	if sub != "." {
		return p.fileOrFolder(path.Join(home, sub), require)
	}
	return p.fileOrFolder(home, true)
}

// exported follows the "exports" of a package.json: a path, a table of
// conditions, or a table of subpaths with at most one "*".
func exported(raw json.RawMessage, sub string, require bool) string {
	var target string
	if json.Unmarshal(raw, &target) == nil {
		if sub != "." {
			return ""
		}
		return target
	}
	subpaths := map[string]json.RawMessage{}
	if json.Unmarshal(raw, &subpaths) != nil {
		return ""
	}
	if _, conditions := subpaths["."]; !conditions && !hasSubpaths(subpaths) {
		if sub != "." {
			return ""
		}
		return condition(raw, require)
	}
	if exact, ok := subpaths[sub]; ok {
		return condition(exact, require)
	}
	// Later in byte order is, among patterns that match, the longer prefix.
	for _, key := range slices.Backward(slices.Sorted(maps.Keys(subpaths))) {
		before, after, star := strings.Cut(key, "*")
		if star && len(sub) >= len(before)+len(after) && strings.HasPrefix(sub, before) && strings.HasSuffix(sub, after) {
			return strings.ReplaceAll(condition(subpaths[key], require), "*", sub[len(before):len(sub)-len(after)])
		}
	}
	return ""
}

func hasSubpaths(m map[string]json.RawMessage) bool {
	for key := range m {
		if strings.HasPrefix(key, ".") {
			return true
		}
	}
	return false
}

// condition picks the first condition that holds, in the order of the file.
func condition(raw json.RawMessage, require bool) string {
	var target string
	if json.Unmarshal(raw, &target) == nil {
		return target
	}
	holds := []string{"node", "import", "default", "module-sync"}
	if require {
		holds = []string{"node", "require", "default"}
	}
	d := json.NewDecoder(strings.NewReader(string(raw)))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return ""
	}
	for d.More() {
		key, _ := d.Token()
		var val json.RawMessage
		if d.Decode(&val) != nil {
			return ""
		}
		if name, _ := key.(string); slices.Contains(holds, name) {
			if found := condition(val, require); found != "" {
				return found
			}
		}
	}
	return ""
}

// missing words the failure as Node.js does.
func (p *Package) missing(from, spec string, require, local bool) *notFound {
	importer := root + from
	switch {
	case strings.HasPrefix(spec, "@aws-sdk/"):
		return &notFound{"ERR_MODULE_NOT_FOUND", "skylab does not have '" + spec + "' of the AWS SDK, imported from " + importer}
	case require:
		return &notFound{"MODULE_NOT_FOUND", "Cannot find module '" + spec + "'\nRequire stack:\n- " + importer}
	case local:
		return &notFound{"ERR_MODULE_NOT_FOUND", "Cannot find module '" + root + path.Join(path.Dir(from), spec) + "' imported from " + importer}
	default:
		return &notFound{"ERR_MODULE_NOT_FOUND", "Cannot find package '" + strings.Join(packageName(spec), "/") + "' imported from " + importer}
	}
}

func packageName(spec string) []string {
	n := 1
	if strings.HasPrefix(spec, "@") {
		n = 2
	}
	parts := strings.Split(spec, "/")
	return parts[:min(n, len(parts))]
}
