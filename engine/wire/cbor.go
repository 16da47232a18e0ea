package wire

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"

	"skylab/engine/aws"
)

// cborRPC is Smithy's RPC v2 CBOR: a POST to a path that names the operation,
// its members as a map of CBOR. CloudWatch's newest clients use it.
type cborRPC struct{}

const (
	cborType     = "application/cbor"
	cborProtocol = "rpc-v2-cbor"
)

// cborDecode bounds what a body may hold: a deep or huge claim of lengths is
// refused before memory is taken for it.
var cborDecode = must(cbor.DecOptions{
	MaxNestedLevels: 32, MaxArrayElements: 100_000, MaxMapPairs: 100_000,
	DefaultMapType: reflect.TypeFor[map[string]any](), IntDec: cbor.IntDecConvertSignedOrFail,
	TimeTagToAny: cbor.TimeTagToTime, DupMapKey: cbor.DupMapKeyEnforcedAPF,
}.DecMode())

// cborEncode writes times as Smithy wants them: tag 1 and seconds.
var cborEncode = must(cbor.EncOptions{Time: cbor.TimeUnixDynamic, TimeTag: cbor.EncTagRequired}.EncMode())

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func (cborRPC) matches(s *service, r *Request) bool {
	return r.Method == "POST" && strings.EqualFold(r.Header.Get("Smithy-Protocol"), cborProtocol)
}

func (cborRPC) operation(_ *service, r *Request) string {
	_, name, _ := strings.Cut(r.Path, "/operation/")
	return name
}

func (cborRPC) decode(_ *service, op *aws.Operation, r *Request, in any) error {
	if len(r.Body) == 0 {
		return nil
	}
	var doc any
	if err := cborDecode.Unmarshal(r.Body, &doc); err != nil {
		return fmt.Errorf("the body is no CBOR: %v", err)
	}
	return reader{op: op}.read(reflect.ValueOf(in).Elem(), doc, "")
}

func (cborRPC) header() Header {
	return Header{"Content-Type": {cborType}, "Smithy-Protocol": {cborProtocol}}
}

func (p cborRPC) request(_ *service, op *aws.Operation, in any) (*Request, error) {
	h := p.header()
	h.Set("Accept", cborType)
	return &Request{Method: "POST", Path: "/service/" + granite + "/operation/" + op.Name, Header: h,
		Body: appendCBOR(naming{}.write(reflect.ValueOf(in)))}, nil
}

func (p cborRPC) response(_ *service, _ *aws.Operation, out any, _ string) *Response {
	return &Response{Status: 200, Header: p.header(), Body: appendCBOR(naming{}.write(reflect.ValueOf(out)))}
}

func (p cborRPC) failure(s *service, _ *aws.Operation, e *aws.Error, _ string) *Response {
	h := p.header()
	body := aws.Object{{Name: "__type", Value: s.shape(e, h)}, {Name: "message", Value: e.Message}}
	return &Response{Status: refusal(e), Header: h, Body: appendCBOR(append(body, e.Fields...))}
}

func appendCBOR(doc any) []byte {
	var b bytes.Buffer
	writeCBOR(&b, doc)
	return b.Bytes()
}

// writeCBOR writes a document with its members in the model's order: maps of
// indefinite length, as AWS's services send them.
func writeCBOR(b *bytes.Buffer, doc any) {
	const indefinite, end = 0xbf, 0xff
	switch x := doc.(type) {
	case aws.Object:
		b.WriteByte(indefinite)
		for _, f := range x {
			writeCBOR(b, f.Name)
			writeCBOR(b, f.Value)
		}
		b.WriteByte(end)
	case []any:
		b.WriteByte(0x9f)
		for _, e := range x {
			writeCBOR(b, e)
		}
		b.WriteByte(end)
	case time.Time:
		doc = x.UTC().Truncate(time.Millisecond)
		b.Write(must(cborEncode.Marshal(doc)))
	default:
		b.Write(must(cborEncode.Marshal(doc)))
	}
}
