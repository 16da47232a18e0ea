package sandbox

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	lib "modernc.org/libquickjs"
)

//go:embed js/*.js
var scripts embed.FS

// library gives the bytecode of each script under js by name, the same for all
// VMs of a process. A script is compiled when it is first wanted.
var library = sync.OnceValue(func() map[string]func() []byte {
	files, err := scripts.ReadDir("js")
	if err != nil {
		panic(err) // embedded
	}
	m := map[string]func() []byte{}
	for _, f := range files {
		m[strings.TrimSuffix(f.Name(), ".js")] = sync.OnceValue(func() []byte { return compileLibrary(f.Name()) })
	}
	return m
})

func compileLibrary(file string) []byte {
	text, err := scripts.ReadFile("js/" + file)
	if err != nil {
		panic(err) // embedded
	}
	// Without its source a function prints as native code, as Node.js's do.
	code, err := compileScript(numbered(string(text)), "node:internal/"+file, lib.MJS_EVAL_TYPE_GLOBAL, lib.MJS_STRIP_SOURCE)
	if err != nil {
		panic(fmt.Sprintf("sandbox: js/%s: %v", file, err))
	}
	return code
}

// boot runs the boot script, once for all VMs of a process if there is an
// image: everything that a program sees beyond the
// language comes from there, and what it must not see is taken away there.
func (v *VM) boot() error {
	name := v.q.cstring("host")
	defer v.q.release(name)
	host := lib.XJS_NewCFunction2(v.q.tls, v.q.ctx, fp(callHost), name.p, 1, lib.EJS_CFUNC_generic_magic, 0)
	f := v.script("boot")
	doors := v.q.call(f, host)
	if isException(doors) {
		return v.bootError()
	}
	for i, d := range v.door.all() {
		*d = lib.XJS_GetPropertyUint32(v.q.tls, v.q.ctx, doors, uint32(i))
	}
	for _, x := range []value{host, f, doors} {
		v.q.free(x)
	}
	lib.XJS_SetModuleLoaderFunc2(v.q.tls, v.q.rt, fp(normalizeModule), fp(loadModule), 0, 0)
	lib.XJS_SetHostPromiseRejectionTracker(v.q.tls, v.q.rt, fp(trackRejection), 0)
	return nil
}

// begin tells the boot script what is this VM's own. The steps of the program
// count from here.
func (v *VM) begin() error {
	seed := newSeeds(v.cfg.Seed)
	env := v.string(environment(v.cfg.Env))
	r := v.q.call(v.door.begin, env, newInt(int(seed[0])), newInt(int(seed[1])), newInt(int(seed[2])), newInt(v.cfg.MemoryMB))
	if isException(r) {
		return v.bootError()
	}
	v.q.free(env)
	v.q.meter.reset()
	return nil
}

func (v *VM) bootError() error {
	e := v.q.caught()
	text, _ := v.q.text(e)
	stack, _ := v.q.text(v.q.property(e, "stack"))
	return errors.New("sandbox: boot: " + text + "\n" + stack)
}

// script evaluates a script of the library: a function expression.
func (v *VM) script(name string) value {
	f := v.q.load(library()[name]())
	if isException(f) {
		return f
	}
	return lib.XJS_EvalFunction(v.q.tls, v.q.ctx, f)
}

// hostLib gives the function that a script of the library is.
func hostLib(v *VM, a args) value {
	if name := a.str(0); library()[name] != nil {
		return v.script(name)
	}
	return undefined
}

// builtins are the modules that a program may import by name, with or without
// "node:" where it is Node's, and the script each is in.
func builtins() []string {
	return []string{"node:assert", "node:assert/strict", "node:buffer", "node:crypto", "node:events", "node:fs", "node:fs/promises", "node:http", "node:os",
		"node:path", "node:perf_hooks", "node:process", "node:timers", "node:timers/promises", "node:url", "node:util",
		"image"}
}

// builtinOf finds the name of the builtin that spec means. The clients of the
// AWS SDK are among them, as they are in Lambda's runtime.
func builtinOf(spec string) (string, bool) {
	if service, ok := strings.CutPrefix(spec, "@aws-sdk/client-"); ok && sdkCommands(service) != nil {
		return spec, true
	}
	for _, name := range []string{spec, "node:" + spec} {
		if slices.Contains(builtins(), name) {
			return name, true
		}
	}
	return "", false
}

// specifier is the name of a package's file as its modules see it.
func (v *VM) specifier(file string) string {
	if v.pkg.kindOf(file) == esModule {
		return "file://" + root + file
	}
	return root + path.Clean(file)
}
