package endpoint_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"skylab/cmd/skylab/endpoint"
	"skylab/engine"
	"skylab/engine/wire"
)

// served is a server of a fresh world, with its address.
type served struct {
	t       testing.TB
	keeper  *endpoint.Keeper
	world   *engine.World
	address string
}

func serve(t testing.TB, token string) *served {
	t.Helper()
	w := engine.New(engine.Config{Seed: 1})
	k := endpoint.NewKeeper(w, 100)
	s := endpoint.New(endpoint.Config{Door: k, Codec: wire.New(w.Operations()), Serves: w.Serves, Token: token})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{}, 2)
	go func() { k.Run(ctx); done <- struct{}{} }()
	go func() {
		if err := s.Serve(ctx, l); err != nil {
			t.Errorf("serve: %v", err)
		}
		done <- struct{}{}
	}()
	t.Cleanup(func() { stop(); <-done; <-done })
	return &served{t, k, w, l.Addr().String()}
}

// signed is the header that names the service, as a client's signature does.
func signed(service string) string {
	return "AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/" + service + "/aws4_request, SignedHeaders=host, Signature=0"
}

// ask sends a request with the given header fields ("Name: value").
func (s *served) ask(method, path, body string, fields ...string) (*http.Response, string) {
	s.t.Helper()
	r, err := http.NewRequest(method, "http://"+s.address+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, f := range fields {
		name, value, _ := strings.Cut(f, ": ")
		r.Header.Set(name, value)
		if name == "Host" {
			r.Host = value
		}
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer a.Body.Close()
	data, err := io.ReadAll(a.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return a, string(data)
}

// sqs makes a call of SQS in JSON.
func (s *served) sqs(operation, body string) (*http.Response, string) {
	s.t.Helper()
	return s.ask("POST", "/", body, "Authorization: "+signed("sqs"), "X-Amz-Target: AmazonSQS."+operation, "Content-Type: application/x-amz-json-1.0")
}

func TestCallsReachTheWorld(t *testing.T) {
	s := serve(t, "")
	if a, body := s.sqs("CreateQueue", `{"QueueName":"jobs"}`); a.StatusCode != 200 || !strings.Contains(body, "/jobs") {
		t.Fatalf("%d %s", a.StatusCode, body)
	}
	var calls []engine.Call
	if err := s.keeper.With(t.Context(), func(w *engine.World) { calls = w.Calls() }); err != nil {
		t.Fatal(err)
	}
	if len(calls) != 1 || calls[0].Operation != "sqs.CreateQueue" || calls[0].By != endpoint.By {
		t.Fatalf("calls %+v", calls)
	}
}

func TestErrorsHaveTheServicesForm(t *testing.T) {
	s := serve(t, "")
	a, body := s.sqs("GetQueueUrl", `{"QueueName":"none"}`)
	if a.StatusCode != 400 || body != `{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}` {
		t.Errorf("%d %s", a.StatusCode, body)
	}
	if got := a.Header.Get("X-Amzn-Query-Error"); got != "AWS.SimpleQueueService.NonExistentQueue;Sender" {
		t.Errorf("query error %q", got)
	}
}

// An answer that takes virtual time arrives when the world has got there.
func TestLongPollWaits(t *testing.T) {
	s := serve(t, "")
	_, body := s.sqs("CreateQueue", `{"QueueName":"jobs"}`)
	url := body[strings.Index(body, "https"):strings.LastIndex(body, `"`)]
	got := make(chan string, 1)
	go func() {
		_, body := s.sqs("ReceiveMessage", `{"QueueUrl":"`+url+`","WaitTimeSeconds":20}`)
		got <- body
	}()
	time.Sleep(20 * time.Millisecond)
	s.sqs("SendMessage", `{"QueueUrl":"`+url+`","MessageBody":"now"}`)
	if body := <-got; !strings.Contains(body, `"Body":"now"`) {
		t.Fatalf("received %s", body)
	}
}

func TestStrangersAreRefused(t *testing.T) {
	s := serve(t, "")
	for _, c := range []struct {
		name   string
		status int
		fields []string
	}{
		{"a web page", 403, []string{"Origin: https://evil.example"}},
		{"a page in another tab", 403, []string{"Sec-Fetch-Site: cross-site"}},
		{"a name that points here", 421, []string{"Host: evil.example"}},
		{"a name that looks like ours", 421, []string{"Host: localhost.evil.example"}},
		{"no client of AWS", 403, nil},
	} {
		if a, body := s.ask("POST", "/", `{"QueueName":"x"}`, c.fields...); a.StatusCode != c.status {
			t.Errorf("%s: %d %s, want %d", c.name, a.StatusCode, body, c.status)
		}
	}
	if n := len(s.world.Calls()); n != 0 {
		t.Errorf("%d calls came through", n)
	}
}

func TestTokenOpensTheDoor(t *testing.T) {
	s := serve(t, "sesame")
	for _, c := range []struct {
		field  string
		status int
	}{
		{"", 401}, {"X-Skylab-Token: open", 401}, {"X-Skylab-Token: sesame", 200},
	} {
		fields := []string{"Authorization: " + signed("sqs"), "X-Amz-Target: AmazonSQS.ListQueues", "Host: box.example:4566"}
		if c.field != "" {
			fields = append(fields, c.field)
		}
		if a, body := s.ask("POST", "/", `{}`, fields...); a.StatusCode != c.status {
			t.Errorf("%q: %d %s", c.field, a.StatusCode, body)
		}
	}
}

// What is malformed or not simulated is a 4xx, for clients try a 5xx again, and
// changes nothing.
func TestHostileRequestsChangeNothing(t *testing.T) {
	s := serve(t, "")
	json := "Content-Type: application/x-amz-json-1.0"
	form := "Content-Type: application/x-www-form-urlencoded"
	for name, c := range map[string]struct {
		method, path, body string
		fields             []string
	}{
		"no JSON":              {"POST", "/", `{"QueueName":`, []string{"Authorization: " + signed("sqs"), "X-Amz-Target: AmazonSQS.CreateQueue", json}},
		"a list":               {"POST", "/", `[]`, []string{"Authorization: " + signed("sqs"), "X-Amz-Target: AmazonSQS.CreateQueue", json}},
		"deep JSON":            {"POST", "/", strings.Repeat("[", 1e5), []string{"Authorization: " + signed("sqs"), "X-Amz-Target: AmazonSQS.CreateQueue", json}},
		"unknown parameter":    {"POST", "/", `{"QueueName":"q","Colour":"red"}`, []string{"Authorization: " + signed("sqs"), "X-Amz-Target: AmazonSQS.CreateQueue", json}},
		"unknown operation":    {"POST", "/", `{}`, []string{"Authorization: " + signed("sqs"), "X-Amz-Target: AmazonSQS.Explode", json}},
		"unknown service":      {"POST", "/", `{}`, []string{"Authorization: " + signed("dynamodb"), "X-Amz-Target: DynamoDB_20120810.ListTables", json}},
		"unknown action":       {"POST", "/", `Action=Explode&Version=2010-05-08`, []string{"Authorization: " + signed("iam"), form}},
		"a form of dots":       {"POST", "/", `Action=CreateRole&Version=2010-05-08&` + strings.Repeat("a.", 1000) + `=1`, []string{"Authorization: " + signed("iam"), form}},
		"no CBOR":              {"POST", "/service/GraniteServiceVersion20100801/operation/PutMetricData", "\xff\xff", []string{"Authorization: " + signed("monitoring"), "Smithy-Protocol: rpc-v2-cbor"}},
		"a claim of length":    {"POST", "/service/GraniteServiceVersion20100801/operation/PutMetricData", "\x9b\x7f\xff\xff\xff\xff\xff\xff\xff", []string{"Authorization: " + signed("monitoring"), "Smithy-Protocol: rpc-v2-cbor"}},
		"an object's acl":      {"PUT", "/photos/cat.png?acl", "", []string{"Authorization: " + signed("s3")}},
		"broken chunks":        {"PUT", "/photos/cat.png", "zz\r\n", []string{"Authorization: " + signed("s3"), "X-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER"}},
		"a wrong sum":          {"POST", "/photos?delete", "<Delete><Object><Key>cat.png</Key></Object></Delete>", []string{"Authorization: " + signed("s3"), "X-Amz-Checksum-Crc32: AAAAAA=="}},
		"entities":             {"PUT", "/photos?notification", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, []string{"Authorization: " + signed("s3")}},
		"a function of AWS":    {"GET", "/2020-06-30/functions/x/code-signing-config", "", []string{"Authorization: " + signed("lambda")}},
		"a number that is not": {"GET", "/2015-03-31/functions?MaxItems=many", "", []string{"Authorization: " + signed("lambda")}},
	} {
		a, body := s.ask(c.method, c.path, c.body, c.fields...)
		if a.StatusCode < 400 || a.StatusCode >= 500 {
			t.Errorf("%s: %d %s", name, a.StatusCode, body)
		}
	}
	if n := len(s.world.Calls()); n != 0 {
		t.Errorf("%d calls came through: %+v", n, s.world.Calls())
	}
}
