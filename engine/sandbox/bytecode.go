package sandbox

import (
	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// bytecode compiles a file once for all VMs, in an engine of its own: were it
// compiled in the first VM that wants it, that VM's heap would differ from
// every other's. It is empty where the source does not compile.
func (p *Package) bytecode(file, source, name string, how int32) []byte {
	p.mu.Lock()
	code, ok := p.code[file]
	p.mu.Unlock()
	if ok {
		return code
	}
	code, err := compileScript(source, name, how, 0)
	if err != nil {
		code = []byte{}
	}
	p.mu.Lock()
	p.code[file] = code
	p.mu.Unlock()
	return code
}

// compileScript compiles in an engine of its own; strip is what the bytecode
// goes without.
func compileScript(source, name string, how, strip int32) ([]byte, error) {
	var q quickjs
	defer q.close()
	if err := q.start(nil, nil); err != nil {
		return nil, err
	}
	lib.XJS_SetStripInfo(q.tls, q.rt, strip)
	lib.XJS_SetModuleLoaderFunc2(q.tls, q.rt, fp(sameName), fp(emptyModule), 0, 0)
	f := q.eval(source, name, how|lib.MJS_EVAL_FLAG_COMPILE_ONLY)
	if isException(f) {
		text, _ := q.text(q.caught())
		return nil, compileError(text)
	}
	return q.save(f), nil
}

type compileError string

func (e compileError) Error() string { return string(e) }

// To compile a module QuickJS wants its imports loaded, though nothing of them
// goes into the bytecode: an empty module stands for each.
func sameName(tls *libc.TLS, ctx, _, name, _ uintptr) uintptr { return lib.Xjs_strdup(tls, ctx, name) }

func emptyModule(tls *libc.TLS, ctx, name, _ uintptr) uintptr {
	return lib.XJS_NewCModule(tls, ctx, name, fp(noExports))
}

func noExports(*libc.TLS, uintptr, uintptr) int32 { return 0 }
