package console_test

import (
	"slices"
	"testing"
	"time"

	"skylab/engine"
	"skylab/engine/console"
)

// frame is the fuel of a frame of the screen (ui/pace.Fuel).
const frame = 5_000

// rush is a session with a function of real JavaScript behind a URL, which
// nobody has asked yet.
func rush(b *testing.B) *console.Session {
	b.Helper()
	s := console.New(engine.New(engine.Config{Seed: 1}), console.NewMemory(map[string][]byte{
		"trust.json":    []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}`),
		"web/index.mjs": []byte(`const born = Date.now(); export const handler = async (e) => { await new Promise(r => setTimeout(r, 300)); return { statusCode: 200, body: "" + born }; };`),
	}))
	for _, line := range []string{
		`aws iam create-role --role-name r --assume-role-policy-document file://trust.json`,
		`aws lambda create-function --function-name web --runtime nodejs24.x --handler index.handler --role arn:aws:iam::123456789012:role/r --zip-file fileb://web`,
		`aws lambda wait function-active-v2 --function-name web`,
		`aws lambda create-function-url-config --function-name web --auth-type NONE`,
		`aws lambda add-permission --function-name web --statement-id url --action lambda:InvokeFunctionUrl --principal '*' --function-url-auth-type NONE`,
		`aws lambda add-permission --function-name web --statement-id invoke --action lambda:InvokeFunction --principal '*' --invoked-via-function-url`,
		`URL=$(aws lambda get-function-url-config --function-name web --query FunctionUrl --output text)`,
	} {
		if r := s.Exec(line, time.Hour); r.Status != 0 {
			b.Fatalf("%s: %s", line, r.Stderr)
		}
	}
	return s
}

// BenchmarkHeyThousand is a thousand simultaneous requests to a cold function,
// each of which starts a VM, in frames as the screen has them: how long all of
// it takes and how long a frame holds up the keys at worst. The start of VMs is
// what it costs.
func BenchmarkHeyThousand(b *testing.B) {
	b.ReportAllocs()
	var took []time.Duration
	timed := func(f func()) {
		began := time.Now()
		f()
		took = append(took, time.Since(began))
	}
	for b.Loop() {
		b.StopTimer()
		s := rush(b)
		w := s.World()
		b.StartTimer()
		var r *console.Run
		timed(func() { r = s.Start("hey -n 1000 -c 1000 $URL") })
		until := w.Now().Add(time.Minute)
		for !r.Done {
			timed(func() { s.Advance(until, frame) })
		}
		if stats := w.Lambda.Stats("web"); stats.Invocations != 1000 || stats.ColdStarts != 1000 || r.Status != 0 {
			b.Fatalf("%+v\n%s%s", stats, r.Stdout, r.Stderr)
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(len(took))/float64(b.N), "frames/op")
	b.ReportMetric(float64(took[len(took)*99/100])/1e6, "ms-p99-frame")
	b.ReportMetric(float64(took[len(took)-1])/1e6, "ms-worst-frame")
}
