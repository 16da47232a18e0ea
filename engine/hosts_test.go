package engine_test

import (
	"strings"
	"testing"

	"skylab/engine"
	"skylab/engine/aws"
)

func TestUnknownHosts(t *testing.T) {
	w := engine.New(engine.Config{Seed: 1})
	for url, want := range map[string]string{
		"https://example.com/x": aws.CouldNotResolveHost + ": Could not resolve host: example.com",
		"::":                    "MalformedURL: URL rejected: ::",
		"ftp://example.com":     "MalformedURL",
	} {
		r := w.Do(engine.Call{Operation: "http.Request", In: &aws.HTTPRequest{Method: "GET", URL: url}})
		if r.Err == nil || !strings.HasPrefix(r.Err.Error(), want) {
			t.Errorf("%s: %v, want %s", url, r.Err, want)
		}
	}
}
