package sandbox

import (
	"slices"
	"strings"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// missing makes the failure of a handler whose module cannot be found.
func (v *VM) missing(n *notFound) *Failure {
	if n.code == "" {
		return &Failure{Type: "Runtime.MalformedHandlerName", Message: n.message, Trace: []string{"Runtime.MalformedHandlerName: " + n.message}}
	}
	f := &Failure{Type: "Runtime.ImportModuleError", Message: "Error: " + n.message}
	f.Trace = strings.Split(f.Type+": "+f.Message, "\n")
	return f
}

// normalizeModule is QuickJS's JSModuleNormalizeFunc: the full name of what
// file base imports as name.
func normalizeModule(tls *libc.TLS, ctx, base, name, _ uintptr) uintptr {
	v := ownerOf[VM](tls, ctx)
	from := inPackage(libc.GoString(base))
	if _, ok := v.pkg.files[from]; !ok {
		from = ""
	}
	file, k, missing := v.pkg.resolve(from, libc.GoString(name), false)
	if missing != nil {
		v.throw(thrown{Message: missing.message, Code: missing.code})
		return 0
	}
	if k != builtin {
		file = "file://" + root + file
	}
	full := v.q.cstring(file)
	defer v.q.release(full)
	return lib.Xjs_strdup(tls, ctx, full.p)
}

// loadModule is QuickJS's JSModuleLoaderFunc, for a name that normalizeModule
// made. It gives a JSModuleDef.
func loadModule(tls *libc.TLS, ctx, name, _ uintptr) uintptr {
	v := ownerOf[VM](tls, ctx)
	spec := libc.GoString(name)
	file := inPackage(spec)
	if !strings.HasPrefix(spec, "file://") || v.pkg.kindOf(file) != esModule {
		return v.synthetic(spec)
	}
	m := v.module(file, spec)
	if isException(m) {
		return 0
	}
	def := payload(m)
	v.q.free(m) // the context keeps it
	v.meta(def, spec)
	return def
}

// module gives the module value of an ES module.
func (v *VM) module(file, spec string) value {
	v.q.meter.charge(int64(len(v.pkg.files[file]) / loadBytes))
	source, err := v.sourceOf(file)
	if err != nil {
		return v.throw(thrown{Type: "SyntaxError", Message: err.Error()})
	}
	if code := v.pkg.bytecode(file, source, spec, lib.MJS_EVAL_TYPE_MODULE); len(code) > 0 {
		return v.q.load(code)
	}
	return v.q.eval(source, spec, lib.MJS_EVAL_TYPE_MODULE|lib.MJS_EVAL_FLAG_COMPILE_ONLY) // for its SyntaxError
}

// meta fills in import.meta.
func (v *VM) meta(def uintptr, spec string) {
	o := lib.XJS_GetImportMeta(v.q.tls, v.q.ctx, def)
	file := strings.TrimPrefix(spec, "file://")
	for _, p := range [][2]string{{"dirname", file[:max(1, strings.LastIndex(file, "/"))]}, {"filename", file}, {"url", spec}} {
		key := v.q.cstring(p[0])
		lib.XJS_DefinePropertyValueStr(v.q.tls, v.q.ctx, o, key.p, v.string(p[1]), lib.MJS_PROP_C_W_E)
		v.q.release(key)
	}
	v.q.free(o)
}

// synthetic makes a module out of the exports of a builtin, of a CommonJS file
// or of a JSON file. Those run now, when the import is linked; Node.js would
// run them a little later, in the order of the imports.
func (v *VM) synthetic(spec string) uintptr {
	name := v.string(strings.TrimPrefix(spec, "file://"))
	pair := v.q.call(v.door.exports, name) // [exports, names]
	v.q.free(name)
	if isException(pair) {
		return 0
	}
	full := v.q.cstring(spec)
	defer v.q.release(full)
	def := lib.XJS_NewCModule(v.q.tls, v.q.ctx, full.p, fp(initSynthetic))
	if def == 0 {
		v.q.free(pair)
		return 0
	}
	for _, export := range v.exportNames(pair) {
		key := v.q.cstring(export)
		lib.XJS_AddModuleExport(v.q.tls, v.q.ctx, def, key.p)
		v.q.release(key)
	}
	lib.XJS_SetModulePrivateValue(v.q.tls, v.q.ctx, def, pair)
	return def
}

// exportNames are "default" and the names that exports listed, each once.
func (v *VM) exportNames(pair value) []string {
	list := lib.XJS_GetPropertyUint32(v.q.tls, v.q.ctx, pair, 1)
	defer v.q.free(list)
	text, _ := v.q.text(list)
	names := append(strings.Split(text, "\x00"), "default")
	slices.Sort(names)
	if names = slices.Compact(names); names[0] == "" {
		names = names[1:]
	}
	return names
}

// initSynthetic gives a synthetic module's exports their values.
func initSynthetic(tls *libc.TLS, ctx, def uintptr) int32 {
	v := ownerOf[VM](tls, ctx)
	pair := lib.XJS_GetModulePrivateValue(tls, ctx, def)
	defer v.q.free(pair)
	exports := lib.XJS_GetPropertyUint32(tls, ctx, pair, 0)
	defer v.q.free(exports)
	for _, name := range v.exportNames(pair) {
		val := lib.XDupValue(tls, ctx, exports)
		if name != "default" {
			v.q.free(val)
			if val = v.q.property(exports, name); isException(val) {
				return -1
			}
		}
		key := v.q.cstring(name)
		lib.XJS_SetModuleExport(tls, ctx, def, key.p, val)
		v.q.release(key)
	}
	return 0
}

// hostResolve answers require.resolve: kind and name, of what a file requires.
func hostResolve(v *VM, a args) value {
	from := a.str(0)
	name, k, missing := v.pkg.resolve(inPackage(from), a.str(1), true)
	if missing != nil {
		return v.throw(thrown{Message: missing.message, Code: missing.code})
	}
	if k != builtin {
		name = root + name
	}
	return v.string(string(k) + "\n" + name)
}

// hostSource gives a CommonJS file as the function that Node.js wraps around
// it, and any other file as its text.
func hostSource(v *VM, a args) value {
	file := inPackage(a.str(0))
	source := v.pkg.files[file]
	v.q.meter.charge(int64(len(source) / loadBytes))
	if a.str(1) != string(commonJS) {
		return v.string(source)
	}
	if strings.HasPrefix(source, "#!") {
		source = "//" + source
	}
	source = "(function (exports, require, module, __filename, __dirname) {" + source + "\n})"
	code := v.pkg.bytecode(file, source, root+file, lib.MJS_EVAL_TYPE_GLOBAL)
	if len(code) == 0 {
		return v.q.eval(source, root+file, lib.MJS_EVAL_TYPE_GLOBAL|lib.MJS_EVAL_FLAG_COMPILE_ONLY)
	}
	f := v.q.load(code)
	if isException(f) {
		return f
	}
	return lib.XJS_EvalFunction(v.q.tls, v.q.ctx, f)
}
