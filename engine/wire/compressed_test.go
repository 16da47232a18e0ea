package wire_test

import (
	"bytes"
	"compress/gzip"
	"testing"

	"skylab/engine"
	"skylab/engine/cloudwatch"
	"skylab/engine/wire"
)

func TestCompressedRequests(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	pack := func(data []byte) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	request := func(body []byte) *wire.Request {
		return &wire.Request{Method: "POST", Path: "/service/GraniteServiceVersion20100801/operation/DescribeAlarms", Body: body,
			Header: wire.Header{"Smithy-Protocol": {"rpc-v2-cbor"}, "Content-Encoding": {"gzip"}}}
	}
	call, refused := codec.Decode(request(pack([]byte("\xa1\x6aMaxRecords\x03"))))
	if refused != nil {
		t.Fatalf("refused: %s", refused.Body)
	}
	if got := call.In.(*cloudwatch.DescribeAlarmsInput); got.MaxRecords != 3 {
		t.Errorf("decoded %+v", got)
	}
	for name, body := range map[string][]byte{"no gzip": []byte("\xa0"), "a bomb": pack(make([]byte, 20<<20)), "cut": pack([]byte("\xa0"))[:10]} {
		if _, refused := codec.Decode(request(body)); refused == nil || refused.Status != 400 {
			t.Errorf("%s: %+v", name, refused)
		}
	}
}

// The SDKs and the CLI add a token by themselves, so that trying again is safe.
func TestTokensThatClientsMakeUp(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	for _, r := range []*wire.Request{
		{Method: "POST", Path: "/schedules/daily", Body: []byte(`{"ClientToken":"x","ScheduleExpression":"rate(1 day)"}`)},
		{Method: "DELETE", Path: "/schedules/daily", Query: "clientToken=x"},
	} {
		r.Header = wire.Header{"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/scheduler/aws4_request"}}
		if _, refused := codec.Decode(r); refused != nil {
			t.Errorf("%s: %s", r.Method, refused.Body)
		}
	}
}
