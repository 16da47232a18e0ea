package sandbox

import (
	"slices"

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
	if len(v.rejections) > 0 {
		r := v.rejections[0]
		v.rejections = v.rejections[1:]
		v.uncaught(r.reason, exitRejection)
		v.q.free(r.promise)
	}
}
