package sdk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/wire"
)

// The SDK's modules carry a request of each operation with every member set.
// The decoder must know each member, or say that it is not simulated; without
// those, the request is understood.
func TestGoldenRequests(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	for _, op := range served() {
		s := serviceBy(t, op.Service)
		if withoutGolden[s.module] {
			continue
		}
		data, err := os.ReadFile(filepath.Join(s.dir(), "request_snapshot", op.Name+".request.snap"))
		if err != nil {
			t.Errorf("%s: %v", op.ID(), err)
			continue
		}
		t.Run(op.ID(), func(t *testing.T) { understood(t, codec, op, s.signing, data) })
	}
}

// withoutGolden are the modules that carry no requests yet; members_test.go has
// theirs.
var withoutGolden = map[string]bool{"apigatewayv2": true, "savingsplans": true, "scheduler": true}

// Once a module carries requests, they are tried.
func TestNoGoldenRequestIsPassedOver(t *testing.T) {
	for _, s := range services {
		_, err := os.Stat(filepath.Join(s.dir(), "request_snapshot"))
		if has := err == nil; has == withoutGolden[s.module] {
			t.Errorf("%s carries requests: %t", s.module, has)
		}
	}
}

var left = regexp.MustCompile(`skylab does not simulate the parameter ([\w\[\]-]+(?:\.[\w\[\]-]+)*)`)

// understood decodes a request, shedding one by one what is not simulated.
func understood(t *testing.T, codec *wire.Codec, op *aws.Operation, signing string, data []byte) {
	r := parse(data, op.Service)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/"+signing+"/aws4_request, SignedHeaders=host, Signature=0")
	for range 60 {
		call, refused := codec.Decode(r)
		if refused == nil {
			if call.Operation.ID() != op.ID() {
				t.Fatalf("decoded as %s", call.Operation.ID())
			}
			return
		}
		name := left.FindSubmatch(append(refused.Body, refused.Header.Get("X-Skylab-Refused")...))
		if name == nil {
			t.Fatalf("refused: %d %s\n%s %s?%s\n%s", refused.Status, refused.Body, r.Method, r.Path, r.Query, r.Body)
		}
		parameter := string(name[1])
		if !shed(r, parameter) {
			t.Fatalf("%s is said to be left out, and is not in the request\n%v\n%s?%s\n%s", parameter, r.Header, r.Path, r.Query, r.Body)
		}
	}
	t.Fatal("there is no end of parameters that are left out")
}

// parse reads a snapshot: a line with method and path, fields, body.
func parse(data []byte, service string) *wire.Request {
	first, rest, _ := strings.Cut(string(data), "\n\n")
	head, body, _ := strings.Cut(rest, "\n\n")
	method, target, _ := strings.Cut(first, " ")
	path, query, _ := strings.Cut(target, "?")
	r := &wire.Request{Method: method, Path: path, Query: query, Header: wire.Header{}, Body: []byte(body)}
	for line := range strings.Lines(head) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			r.Header.Set(name, value)
		}
	}
	if service != "s3api" {
		return r
	}
	r.Host = "bucket.s3.us-east-1.amazonaws.com"
	if strings.Contains(query, "x-id=ListBuckets") {
		r.Host = "s3.us-east-1.amazonaws.com"
	}
	for name := range r.Header { // sums of a body that is none
		if strings.HasPrefix(name, "X-Amz-Checksum-") || name == "Content-Md5" {
			delete(r.Header, name)
		}
	}
	return r
}

// shed takes a parameter out of a request, wherever it stands.
func shed(r *wire.Request, parameter string) bool {
	switch {
	case shedHeader(r, parameter), shedQuery(r, parameter):
		return true
	case strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded"):
		return shedForm(r, parameter)
	case r.Header.Get("Smithy-Protocol") != "":
		return shedDocument(r, parameter, func(b []byte, v any) error { return cborMode.Unmarshal(b, v) }, cbor.Marshal)
	case bytes.HasPrefix(r.Body, []byte("<")):
		return shedXML(r, parameter)
	}
	return shedDocument(r, parameter, json.Unmarshal, json.Marshal)
}

var cborMode, _ = cbor.DecOptions{DefaultMapType: nil}.DecMode()

func shedHeader(r *wire.Request, parameter string) bool {
	want := letters(parameter)
	for name := range r.Header {
		got := strings.TrimPrefix(letters(name), "xamz")
		if got == want || got == strings.Replace(want, "ssecustomer", "serversideencryptioncustomer", 1) ||
			got == strings.Replace(want, "ssekmskeyid", "serversideencryptionawskmskeyid", 1) ||
			got == strings.Replace(want, "ssekms", "serversideencryption", 1) {
			delete(r.Header, name)
			return true
		}
	}
	return false
}

func letters(s string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(s))
}

func shedQuery(r *wire.Request, parameter string) bool {
	q, _ := url.ParseQuery(r.Query)
	for name := range q {
		if letters(name) == letters(parameter) {
			q.Del(name)
			r.Query = q.Encode()
			return true
		}
	}
	return false
}

func shedForm(r *wire.Request, parameter string) bool {
	q, _ := url.ParseQuery(string(r.Body))
	found := false
	for name := range q {
		plain := regexp.MustCompile(`\.(member|entry|value)\b`).ReplaceAllString(name, "")
		if name == parameter || strings.HasPrefix(name, parameter+".") || strings.HasPrefix(plain, parameter) || alikePaths(name, parameter) {
			q.Del(name)
			found = true
		}
	}
	r.Body = []byte(q.Encode())
	return found
}

// alikePaths tells whether a name in a form of EC2's, which calls lists in a way
// of its own, leads to a parameter or further, also in another element of a list:
// there are as many words on the way, and the last is the same.
func alikePaths(name, parameter string) bool {
	got, want := strings.Split(name, "."), strings.Split(parameter, ".")
	if len(want) < 2 || len(got) < len(want) {
		return false
	}
	for i, w := range want {
		if number(w) != number(got[i]) {
			return false
		}
	}
	last := len(want) - 1
	return got[last] == want[last]
}

func number(word string) bool { return strings.Trim(word, "0123456789") == "" }

func shedXML(r *wire.Request, parameter string) bool {
	parts := strings.Split(parameter, ".")
	tag := regexp.QuoteMeta(parts[len(parts)-1])
	element := regexp.MustCompile(`(?s)<` + tag + `[ >].*?</` + tag + `>|<` + tag + `/>`)
	before := len(r.Body)
	r.Body = element.ReplaceAll(r.Body, nil)
	return len(r.Body) < before
}

func shedDocument(r *wire.Request, parameter string, decode func([]byte, any) error, encode func(any) ([]byte, error)) bool {
	var doc any
	if decode(r.Body, &doc) != nil || !remove(doc, regexp.MustCompile(`[.\[\]]+`).Split(strings.Trim(parameter, "]"), -1)) {
		return false
	}
	var err error
	r.Body, err = encode(doc)
	return err == nil
}

// remove deletes the member at a path of names and indexes.
func remove(doc any, path []string) bool {
	switch d := doc.(type) {
	case map[string]any:
		if len(path) == 1 {
			_, ok := d[path[0]]
			delete(d, path[0])
			return ok
		}
		return remove(d[path[0]], path[1:])
	case map[any]any:
		if len(path) == 1 {
			_, ok := d[path[0]]
			delete(d, path[0])
			return ok
		}
		return remove(d[path[0]], path[1:])
	case []any:
		i := 0
		if _, err := fmt.Sscan(path[0], &i); err != nil || i >= len(d) {
			return false
		}
		return remove(d[i], path[1:])
	}
	return false
}
