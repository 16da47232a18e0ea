package sandbox

import (
	"slices"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/libquickjs"
)

// rejection is a promise that was rejected while nobody had attached a
// handler. If none is there when the microtasks are done, the process ends, as
// Node.js ends it since version 15.
type rejection struct{ promise, reason value }

// trackRejection is QuickJS's HostPromiseRejectionTracker.
func trackRejection(tls *libc.TLS, ctx uintptr, promise, reason value, handled int32, _ uintptr) {
	v := ownerOf[VM](tls, ctx)
	if handled == 0 {
		v.rejections = append(v.rejections, rejection{lib.XDupValue(tls, ctx, promise), lib.XDupValue(tls, ctx, reason)})
		return
	}
	v.rejections = slices.DeleteFunc(v.rejections, func(r rejection) bool {
		same := payload(r.promise) == payload(promise)
		if same {
			v.q.free(r.promise)
			v.q.free(r.reason)
		}
		return same
	})
}

// rejected ends the process by the first rejection that is left.
func (v *VM) rejected() {
	for len(v.rejections) > 0 {
		r := v.rejections[0]
		v.rejections = v.rejections[1:]
		if v.threwAsModule(r.reason) {
			v.q.free(r.reason)
		} else {
			v.uncaught(r.reason, exitRejection)
		}
		v.q.free(r.promise)
	}
}

// threwAsModule tells whether it is the error by which a module's evaluation
// failed. QuickJS rejects a promise of its own with it, looks at that promise,
// and passes the error on to whoever imports the module.
func (v *VM) threwAsModule(reason value) bool {
	head := &v.q.meter.ctx.Floaded_modules
	for el := head.Fnext; at[lib.Tlist_head](el) != head; el = at[lib.Tlist_head](el).Fnext {
		m := at[lib.TJSModuleDef](el - unsafe.Offsetof(lib.TJSModuleDef{}.Flink))
		if m.Feval_exception == reason {
			return true
		}
	}
	return false
}
