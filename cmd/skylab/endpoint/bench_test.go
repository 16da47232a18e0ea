package endpoint_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"sync"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/enginetest"
	"skylab/engine/iam"
	"skylab/engine/lambda"
	"skylab/engine/sqs"
)

// client is one kept-alive connection that sends the same request again.
type client struct {
	conn    net.Conn
	in      *bufio.Reader
	request []byte
}

func (s *served) dial(t testing.TB, head, body string) *client {
	conn, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &client{conn, bufio.NewReader(conn), fmt.Appendf(nil, "%s\r\nHost: %s\r\nContent-Length: %d\r\n\r\n%s", head, s.address, len(body), body)}
}

func (c *client) ask(t testing.TB) {
	if _, err := c.conn.Write(c.request); err != nil {
		t.Error(err)
		return
	}
	a, err := http.ReadResponse(c.in, nil)
	if err != nil {
		t.Error(err)
		return
	}
	if _, err := io.Copy(io.Discard, a.Body); err != nil || a.StatusCode != 200 {
		t.Error(a.Status, err)
	}
	a.Body.Close()
}

const getQueueURL = "POST / HTTP/1.1\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AmazonSQS.GetQueueUrl\r\n" +
	"Authorization: AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0"

// BenchmarkCall is a small call on one kept-alive connection; its median has a
// budget of 0.3 ms. What it costs is the kernel's and net/http's: the codec and
// the world take a few microseconds.
func BenchmarkCall(b *testing.B) {
	s := serve(b, "")
	s.with(b, createQueue("jobs"))
	c := s.dial(b, getQueueURL, `{"QueueName":"jobs"}`)
	var took []time.Duration
	for b.Loop() {
		at := time.Now()
		c.ask(b)
		took = append(took, time.Since(at))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-p50")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs-p99")
}

// BenchmarkEightConnections is the same on eight connections; the budget is
// 10,000 calls a second.
func BenchmarkEightConnections(b *testing.B) {
	s := serve(b, "")
	s.with(b, createQueue("jobs"))
	rush(b, s, 8)
}

// BenchmarkStalled is the same beside a thousand connections, half of which
// have announced a large body and send nothing.
func BenchmarkStalled(b *testing.B) {
	s := serve(b, "")
	s.with(b, createQueue("jobs"))
	for i := range 1000 {
		conn, err := net.Dial("tcp", s.address)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { conn.Close() })
		if i%2 == 0 {
			fmt.Fprintf(conn, "%s\r\nHost: %s\r\nContent-Length: 50000000\r\n\r\n{", getQueueURL, s.address)
		}
	}
	rush(b, s, 8)
}

func rush(b *testing.B, s *served, connections int) {
	clients := make([]*client, connections)
	for i := range clients {
		clients[i] = s.dial(b, getQueueURL, `{"QueueName":"jobs"}`)
	}
	b.ResetTimer()
	var all sync.WaitGroup
	for i, c := range clients {
		n := b.N / connections
		if i < b.N%connections {
			n++
		}
		all.Go(func() {
			for range n {
				c.ask(b)
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "calls/s")
}

// BenchmarkListing is a listing of a hundred functions; its budget is 0.5 ms.
func BenchmarkListing(b *testing.B) {
	s := serve(b, "")
	s.with(b, createRole())
	for i := range 100 {
		s.with(b, createFunction(fmt.Sprintf("function-%d", i)))
	}
	c := s.dial(b, "GET /2015-03-31/functions?MaxItems=10000 HTTP/1.1\r\nAuthorization: "+signed("lambda"), "")
	for b.Loop() {
		c.ask(b)
	}
}

func (s *served) with(t testing.TB, c engine.Call) {
	r, err := s.keeper.Do(context.Background(), c)
	if err != nil || r.Err != nil {
		t.Fatal(err, r.Err)
	}
}

func createQueue(name string) engine.Call {
	return engine.Call{Operation: "sqs.CreateQueue", In: &sqs.CreateQueueInput{QueueName: name}}
}

const role = "arn:aws:iam::123456789012:role/r"

func createRole() engine.Call {
	return engine.Call{Operation: "iam.CreateRole", In: &iam.CreateRoleInput{RoleName: "r",
		AssumeRolePolicyDocument: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`}}
}

func createFunction(name string) engine.Call {
	return engine.Call{Operation: "lambda.CreateFunction", In: &lambda.CreateFunctionInput{
		FunctionName: name, Runtime: "nodejs22.x", Handler: "index.handler", Role: role,
		Code: &lambda.FunctionCode{ZipFile: enginetest.Zip("export const handler = async () => 'hi'\n")},
	}}
}
