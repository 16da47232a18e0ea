package apigateway

import (
	"strings"
	"testing"
)

func FuzzRouteKey(f *testing.F) {
	for _, s := range []string{"$default", "GET /items/{id}", "ANY /{proxy+}", "GET /", "PUT /a//b", "GET /{a}{b}", "get /"} {
		f.Add(s, "/items/7")
	}
	f.Fuzz(func(t *testing.T, text, path string) {
		k, err := parseKey(text)
		if err != nil {
			return
		}
		if k.Text != text || k.compare(k) != 0 || k.rivals(k) {
			t.Errorf("%q is not itself", text)
		}
		if params, ok := k.matches("GET", split(path)); ok && k.segments != nil && len(params) > strings.Count(text, "{") {
			t.Errorf("%q takes %v from %q", text, params, path)
		}
	})
}

func BenchmarkRoute(b *testing.B) {
	d := &deployment{}
	for _, text := range []string{"GET /items/{id}", "ANY /{proxy+}", "POST /items", "$default", "GET /items"} {
		k, err := parseKey(text)
		if err != nil {
			b.Fatal(err)
		}
		d.routes = append(d.routes, served{key: k})
	}
	b.ReportAllocs()
	for b.Loop() {
		if r, _ := d.route("GET", "/items/7"); r == nil {
			b.Fatal("no route")
		}
	}
}
