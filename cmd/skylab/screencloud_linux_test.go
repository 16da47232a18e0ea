package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

// TestTheScreenServesItsAccount asks the account on the screen over HTTP, as the
// AWS CLI does, sees that on the screen, and leaves while a request waits.
func TestTheScreenServesItsAccount(t *testing.T) {
	d := talkTo(t, 120, 40, "--cloud", "--listen", "127.0.0.1:0", "--data", t.TempDir())
	d.types("", "Two minutes")
	d.types("", "eval")
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(ansi.Strip(string(d.screen.raw)))
	if address == "" {
		t.Fatalf("no address on the screen: %q", d.screen.raw)
	}
	if got := asks(address, "GET", "/2015-03-31/functions/"); !strings.Contains(got, `"FunctionName":"hello"`) {
		t.Fatalf("got %s", got)
	}
	d.types("", "list-functions")
	waits := make(chan string)
	go func() { waits <- asks(address, "POST", "/2015-03-31/functions/hello/invocations") }()
	d.types("", "lambda invoke")
	d.types("\x03", "")
	d.ends(0)
	select {
	case got := <-waits:
		if got != "" && !strings.Contains(got, "another account is on the screen now") {
			t.Errorf("the request that waited got %s", got)
		}
	case <-time.After(time.Minute):
		t.Error("the request is never answered")
	}
}

// asks is the body of an answer of the account's Lambda.
func asks(address, method, path string) string {
	r, err := http.NewRequest(method, address+path, nil)
	if err != nil {
		return err.Error()
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=x/20261123/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return "" // the program has ended
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return string(body)
}
