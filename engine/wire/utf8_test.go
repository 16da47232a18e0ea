package wire_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"skylab/engine"
	"skylab/engine/wire"
)

// A byte that is no UTF-8 once came into the world from forms, headers, queries
// and paths, and was another one in the world's save, which is JSON.
func TestWhatComesInIsUTF8(t *testing.T) {
	codec := wire.New(engine.New(engine.Config{}).Operations())
	for _, r := range []*wire.Request{
		sent{protocol: "query sqs", body: "Action=SendMessage&QueueUrl=q&MessageBody=%97&MessageAttribute.1.Name=%97&MessageAttribute.1.Value.DataType=String"}.request(),
		s3Request("PUT /photos/%97", "", "X-Amz-Meta-Color: \x97|Content-Type: \x97", "\x97"),
		s3Request("GET /photos?list-type=2&prefix=%97", "", "", ""),
		{Method: "DELETE", Path: "/2017-03-31/tags/arn", Query: "tagKeys=%97", Header: wire.Header{
			"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=0"}}},
	} {
		call, refused := codec.Decode(r)
		if refused != nil {
			t.Errorf("%s %s?%s: %s", r.Method, r.Path, r.Query, refused.Body)
			continue
		}
		in := reflect.ValueOf(call.In).Elem()
		if body := in.FieldByName("Body"); body.IsValid() {
			body.SetBytes(nil) // bytes, not text
		}
		if shown := fmt.Sprint(flat(in)); !utf8.ValidString(shown) || !strings.Contains(shown, "\uFFFD") {
			t.Errorf("%s %s?%s: %q", r.Method, r.Path, r.Query, shown)
		}
	}
}
