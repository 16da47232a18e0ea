package enginetest

import (
	"reflect"
	"slices"

	"skylab/engine"
)

// member stands for an instance of an Auto Scaling group: which one it launches
// first, only the world can tell.
const member = "i-member"

// memberOf is the first group's first instance that serves, or its first.
func memberOf(w *engine.World) (id string, ok bool) {
	for _, g := range w.AutoScaling.Groups() {
		for _, m := range g.Members {
			if !ok || m.State == "InService" {
				id, ok = m.ID, true
			}
			if m.State == "InService" {
				return id, true
			}
		}
	}
	return id, ok
}

// withMember is a call's input with the member's id in it.
func withMember(in any, id string) any {
	from := reflect.ValueOf(in)
	if from.Kind() != reflect.Pointer || from.Elem().Kind() != reflect.Struct {
		return in
	}
	to := reflect.New(from.Elem().Type())
	to.Elem().Set(from.Elem())
	for i := range to.Elem().NumField() {
		switch f := to.Elem().Field(i); v := f.Interface().(type) {
		case string:
			if v == member {
				f.SetString(id)
			}
		case []string:
			if at := slices.Index(v, member); at >= 0 {
				v = slices.Clone(v)
				v[at] = id
				f.Set(reflect.ValueOf(v))
			}
		}
	}
	return to.Interface()
}
