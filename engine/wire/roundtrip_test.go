package wire_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/wire"
)

// What a client's encoder writes, the decoder reads back as the same input: in
// every protocol of every operation.
func TestDecodedIsWhatWasEncoded(t *testing.T) {
	all := operations()
	codec := wire.New(all)
	for _, op := range all {
		if op.Hidden {
			continue
		}
		for _, protocol := range wire.Protocols(op) {
			for seed := range uint64(30) {
				g := filler{rand.New(rand.NewPCG(seed, 1)), op.Service}
				in := op.NewIn()
				g.fill(reflect.ValueOf(in).Elem(), 0)
				r, err := wire.EncodeIn(protocol, op, in)
				if err != nil {
					t.Fatalf("%s in %s: %v", op.ID(), protocol, err)
				}
				call, refused := codec.Decode(r)
				if refused != nil {
					t.Fatalf("%s in %s: refused with %d %s\n%s %s?%s\n%s", op.ID(), protocol, refused.Status, refused.Body, r.Method, r.Path, r.Query, r.Body)
				}
				if call.Operation.ID() != op.ID() {
					t.Fatalf("%s in %s is decoded as %s: %s %s?%s", op.ID(), protocol, call.Operation.ID(), r.Method, r.Path, r.Query)
				}
				if got, want := show(call.In), show(in); got != want {
					t.Fatalf("%s in %s:\nsent %s\n got %s\n%s %s?%s\n%s", op.ID(), protocol, want, got, r.Method, r.Path, r.Query, r.Body)
				}
			}
		}
	}
}

// operations are those of a world.
func operations() []*aws.Operation { return engine.New(engine.Config{}).Operations() }

// show is a value with what is empty and what is not given made the same: a
// wire cannot always tell them apart.
func show(v any) string { return fmt.Sprintf("%q", fmt.Sprint(flat(reflect.ValueOf(v)))) }

func flat(v reflect.Value) any {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return nil
		}
		return flat(v.Elem())
	case reflect.Struct:
		if t, is := v.Interface().(time.Time); is {
			return t.UnixMilli()
		}
		out := map[string]any{}
		for _, m := range aws.Members(v.Type()) {
			if x := flat(v.Field(m.Index)); x != nil && fmt.Sprint(x) != "map[]" && fmt.Sprint(x) != "[]" {
				out[m.Name] = x
			}
		}
		return out
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return string(v.Bytes())
		}
		out := []any{}
		for i := range v.Len() {
			out = append(out, flat(v.Index(i)))
		}
		return out
	case reflect.Map:
		out := map[string]any{}
		for _, k := range v.MapKeys() {
			out[k.String()] = flat(v.MapIndex(k))
		}
		return out
	}
	return v.Interface()
}

// filler gives inputs random members.
type filler struct {
	*rand.Rand
	service string
}

var texts = []string{"a", "web-1", "x y", "größe", "<&>\"'", "a/b+c", "日本", "100%", "a=b&c=d", "#?", "\u00a0", "line\nline"}

func (g filler) fill(v reflect.Value, depth int) {
	for _, m := range aws.Members(v.Type()) {
		if m.Required || g.IntN(3) > 0 {
			g.set(v.Field(m.Index), &m, depth)
		}
	}
}

func (g filler) set(v reflect.Value, m *aws.Member, depth int) {
	switch {
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		g.set(v.Elem(), m, depth)
		return
	case v.Type() == reflect.TypeFor[time.Time]():
		ms := int64(1e12 + g.IntN(1e12))
		if m.Place == "header" {
			ms -= ms % 1000
		}
		v.Set(reflect.ValueOf(time.UnixMilli(ms).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(g.text(m))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(g.IntN(1<<31)) - 5)
	case reflect.Float64:
		v.SetFloat(float64(g.IntN(1e6)) / 8)
	case reflect.Struct:
		g.fill(v, depth+1)
	case reflect.Slice:
		g.slice(v, m, depth)
	case reflect.Map:
		g.entries(v, m, depth)
	}
}

func (g filler) text(m *aws.Member) string {
	text := texts[g.IntN(len(texts))]
	if m.Place == "header" {
		return []string{"a", "web-1", "x y", "100%"}[g.IntN(4)]
	}
	return text
}

func (g filler) slice(v reflect.Value, m *aws.Member, depth int) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		b := make([]byte, 1+g.IntN(20))
		for i := range b {
			b[i] = byte(g.IntN(256))
		}
		v.SetBytes(b)
		return
	}
	if depth > 4 {
		return
	}
	n := 1 + g.IntN(12)
	v.Set(reflect.MakeSlice(v.Type(), n, n))
	for i := range n {
		g.set(v.Index(i), &aws.Member{Place: m.Place}, depth+1)
	}
}

func (g filler) entries(v reflect.Value, m *aws.Member, depth int) {
	v.Set(reflect.MakeMap(v.Type()))
	for range 1 + g.IntN(3) {
		key := g.text(m)
		if m.Place == "header" {
			key = []string{"color", "size"}[g.IntN(2)]
		}
		x := reflect.New(v.Type().Elem()).Elem()
		g.set(x, &aws.Member{Place: m.Place}, depth+1)
		v.SetMapIndex(reflect.ValueOf(key), x)
	}
}
